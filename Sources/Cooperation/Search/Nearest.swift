/// The candidates whose keys lie nearest to a word, nearest first, ties in the order given; each element once.
///
/// Keys are compared folded. One is near within a third of the word's length, at least 1 and at most 4 slips; also where
/// the word begins it (from three letters on), or is near to one of its words, which counts as one slip more.
package func nearest<Element: Hashable>(
  to word: String, among candidates: some Sequence<(String, Element)>, limit: Int = 3
) -> [(element: Element, distance: Int)] {
  var seen: Set<Element> = []
  return Array(Nearest.ranked(word, candidates).filter { seen.insert($0.element).inserted }.prefix(limit))
}

/// The same for elements that cannot be told apart: one may come several times.
package func nearest<Element>(
  to word: String, among candidates: some Sequence<(String, Element)>, limit: Int = 3
) -> [(element: Element, distance: Int)] {
  Array(Nearest.ranked(word, candidates).prefix(limit))
}

private enum Nearest {
  static func ranked<Element>(
    _ word: String, _ candidates: some Sequence<(String, Element)>
  ) -> [(element: Element, distance: Int)] {
    let key = Folding.key(word)
    let length = key.unicodeScalars.count
    guard length > 0 else { return [] }
    let bound = min(4, max(1, length / 3))
    var near: [(element: Element, distance: Int)] = []
    for (candidate, element) in candidates {
      if let distance = distance(key, length, Folding.key(candidate), bound) { near.append((element, distance)) }
    }
    return near.enumerated()
      .sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
      .map(\.element)
  }

  private static func distance(_ word: String, _ length: Int, _ key: String, _ bound: Int) -> Int? {
    // What it begins is one slip off, however long.
    let begins = length >= 3 && key.utf8.starts(with: word.utf8) && key != word ? 1 : nil
    var least = [begins, whole(word, length, key, bound)].compactMap { $0 }.min()
    let words = key.split(separator: " ")
    guard words.count > 1, length >= 3 else { return least }
    for part in words {
      guard let slips = whole(word, length, String(part), bound) else { continue }
      least = min(least ?? .max, slips + 1)
    }
    return least
  }

  /// The distance, unless every letter would have to change.
  private static func whole(_ word: String, _ length: Int, _ key: String, _ bound: Int) -> Int? {
    guard key.utf8.count >= length - bound else { return nil }
    return EditDistance.between(word, key, atMost: bound).flatMap { slips in
      slips == 0 || slips < max(length, key.unicodeScalars.count) ? slips : nil
    }
  }
}
