/// A list for each dense number, kept end to end in one array (compressed sparse rows).
///
/// Most lists of some kinds are empty: a bit for each number says whether its list has anything, and only of those that
/// have it is kept where they begin.
package struct Lists<Element: Sendable>: Sendable {
  /// How many lists there are.
  package private(set) var count = 0
  private var filled: [UInt64] = []
  /// How many filled lists lie before each word of `filled`.
  private var ranks: [UInt32] = []
  /// Where each filled list begins, and where the last one ends.
  private var starts: [UInt32] = [0]
  private(set) var elements: [Element] = []

  package subscript(index: some BinaryInteger) -> ArraySlice<Element> { elements[range(UInt32(index))] }

  /// Where in `elements` a list is.
  func range(_ index: UInt32) -> Range<Int> {
    let (word, bit) = (filled[Int(index >> 6)], UInt64(1) << UInt64(index & 63))
    guard word & bit != 0 else { return 0..<0 }
    let place = Int(ranks[Int(index >> 6)]) + (word & (bit - 1)).nonzeroBitCount
    return Int(starts[place])..<Int(starts[place + 1])
  }

  /// Adds the next list.
  mutating func append(_ list: some Sequence<Element>) {
    elements.append(contentsOf: list)
    endList(of: count, at: UInt32(elements.count))
  }

  /// Adds the lists of others, whose elements become those that `change` makes of them.
  mutating func append(_ others: Lists, _ change: (Element) -> Element) {
    for number in 0..<others.count { append(others[number].lazy.map(change)) }
  }

  /// Adds a list of one with a number of its own; those between it and the one before are empty.
  mutating func append(_ element: Element, at number: Int) {
    precondition(number >= count, "lists come in their order")
    elements.append(element)
    endList(of: number, at: UInt32(elements.count))
  }

  /// Says where the list of a number ends: behind the one before, where it is empty. Those between the two are.
  private mutating func endList(of number: Int, at end: UInt32) {
    while filled.count <= number >> 6 {
      filled.append(0)
      ranks.append(UInt32(starts.count - 1))
    }
    if end > starts[starts.count - 1] {
      filled[number >> 6] |= 1 << UInt64(number & 63)
      starts.append(end)
    }
    count = number + 1
  }

  /// The same lists in another order.
  func reordered(_ order: [UInt32]) -> Lists {
    var lists = Lists()
    lists.elements.reserveCapacity(elements.count)
    lists.starts.reserveCapacity(starts.count)
    for index in order { lists.append(self[index]) }
    return lists
  }

  mutating func modify(list: UInt32, position: Int, _ change: (inout Element) -> Void) {
    change(&elements[range(list).lowerBound + position])
  }
}

/// For each value of a dimension, the dense numbers of what has it, ascending and each once.
package typealias Postings = Lists<UInt32>

extension Lists<UInt32> {
  /// Collects the pairs (value, number) that `visit` posts, which come with ascending numbers; repeated pairs count once.
  init(count: Int, visit: ((_ value: UInt32, _ number: UInt32) -> Void) -> Void) {
    var next = [UInt32](repeating: 0, count: count + 1)
    var latest = [UInt32](repeating: .max, count: count)
    visit { value, number in
      guard latest[Int(value)] != number else { return }
      latest[Int(value)] = number
      next[Int(value) + 1] += 1
    }
    for value in 0..<count {
      next[value + 1] += next[value]
      endList(of: value, at: next[value + 1])
    }
    elements = [UInt32](repeating: 0, count: Int(next[count]))
    latest = [UInt32](repeating: .max, count: count)
    visit { value, number in
      guard latest[Int(value)] != number else { return }
      latest[Int(value)] = number
      elements[Int(next[Int(value)])] = number
      next[Int(value)] += 1
    }
  }
}
