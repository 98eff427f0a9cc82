/// The candidates whose keys lie nearest to a word, nearest first, ties in the order given; each element once.
///
/// Keys are compared folded. One is near within a third of the word's length, at least 1 and at most 4 slips; also where
/// the word begins it (from three letters on), or is near to one of its words, which counts as one slip more.
package func nearest<Element: Hashable>(
  to word: String, among candidates: some Sequence<(String, Element)>, limit: Int = 3
) -> [(element: Element, distance: Int)] {
  var seen: Set<Element> = []
  return Array(ranked(word, candidates).filter { seen.insert($0.element).inserted }.prefix(limit))
}

/// The same for elements that cannot be told apart: one may come several times.
package func nearest<Element>(
  to word: String, among candidates: some Sequence<(String, Element)>, limit: Int = 3
) -> [(element: Element, distance: Int)] {
  Array(ranked(word, candidates).prefix(limit))
}

private func ranked<Element>(
  _ word: String, _ candidates: some Sequence<(String, Element)>
) -> [(element: Element, distance: Int)] {
  guard var nearness = Nearness(to: word) else { return [] }
  var near: [(element: Element, distance: Int)] = []
  for (candidate, element) in candidates {
    if let distance = nearness.distance(of: candidate) { near.append((element, distance)) }
  }
  return near.enumerated()
    .sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
    .map(\.element)
}

/// Measures candidates against one word; its memory serves all of them.
private struct Nearness {
  private let word: [Unicode.Scalar]
  private let bound: Int
  private let edits: EditDistance
  private var pieces: [Folding.Piece] = []
  /// The candidate's folded words with one space between them.
  private var key: [Unicode.Scalar] = []

  /// `nil` for a word without a letter.
  init?(to word: String) {
    self.word = Array(Folding.key(word).unicodeScalars)
    guard !self.word.isEmpty else { return nil }
    bound = min(4, max(1, self.word.count / 3))
    edits = EditDistance(from: self.word)
  }

  mutating func distance(of candidate: String) -> Int? {
    read(candidate)
    var least = slips(key[...]) ?? .max
    guard least > 0, word.count >= 3 else { return least == .max ? nil : least }
    // What it begins is one slip off, however long.
    if key.starts(with: word) { least = 1 }
    if key.contains(" ") {
      for part in key.split(separator: " ") { least = min(least, slips(part).map { $0 + 1 } ?? .max) }
    }
    return least == .max ? nil : least
  }

  private mutating func read(_ candidate: String) {
    pieces.removeAll(keepingCapacity: true)
    key.removeAll(keepingCapacity: true)
    Folding.append(candidate.utf8.span, to: &pieces)
    for piece in pieces where piece.scalar != " " || key.last != " " && !key.isEmpty { key.append(piece.scalar) }
    if key.last == " " { key.removeLast() }
  }

  /// The distance within the bound, unless every letter would have to change.
  private func slips(_ other: ArraySlice<Unicode.Scalar>) -> Int? {
    guard abs(other.count - word.count) <= bound else { return nil }
    let distance = edits.distance(of: other)
    return distance <= bound && distance < max(word.count, other.count) ? distance : nil
  }
}
