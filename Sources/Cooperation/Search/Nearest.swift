/// The candidates whose keys lie nearest to a word, nearest first, ties in the order given; each element once, as near as its
/// nearest key. What is near, `Nearness` says.
package func nearest<Element: Equatable>(
  to word: String, among candidates: some Sequence<(String, Element)>, limit: Int = 3
) -> [(element: Element, distance: Int)] {
  guard let nearness = Nearness(to: word) else { return [] }
  var nearest = Nearest<Element>(limit: limit)
  var texts = FoldedTexts()
  for (rank, (key, element)) in candidates.enumerated() {
    texts.removeAll()
    texts.append(key.utf8.span)
    if let distance = nearness.distance(of: 0, in: texts) { nearest.offer(element, distance, rank: rank) }
  }
  return nearest.elements
}

/// The few nearest of what is offered, each once, as near as it was ever offered; ties by rank.
struct Nearest<Element: Equatable> {
  private struct Entry {
    let element: Element
    let distance: Int
    let rank: Int
  }

  let limit: Int
  private var entries: [Entry] = []

  init(limit: Int) { self.limit = limit }

  var elements: [(element: Element, distance: Int)] { entries.map { ($0.element, $0.distance) } }

  /// Whether there are as many as asked for, and none is farther.
  func isFull(within distance: Int) -> Bool {
    entries.count >= limit && entries.last.map { $0.distance <= distance } ?? true
  }

  mutating func offer(_ element: Element, _ distance: Int, rank: Int) {
    if let place = entries.firstIndex(where: { $0.element == element }) {
      guard distance < entries[place].distance else { return }
      entries.remove(at: place)
    }
    let place = entries.firstIndex { (distance, rank) < ($0.distance, $0.rank) } ?? entries.count
    guard place < limit else { return }
    entries.insert(Entry(element: element, distance: distance, rank: rank), at: place)
    if entries.count > limit { entries.removeLast() }
  }
}
