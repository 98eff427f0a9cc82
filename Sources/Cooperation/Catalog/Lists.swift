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
    endList()
  }

  /// Adds a list of one with a number of its own; those between it and the one before are empty.
  mutating func append(_ element: Element, at number: Int) {
    precondition(number >= count, "lists come in their order")
    while filled.count <= number >> 6 {
      filled.append(0)
      ranks.append(UInt32(starts.count - 1))
    }
    filled[number >> 6] |= 1 << UInt64(number & 63)
    elements.append(element)
    starts.append(UInt32(elements.count))
    count = number + 1
  }

  /// Closes the list to which all elements belong that came since the one before was closed.
  private mutating func endList() {
    if count & 63 == 0 {
      filled.append(0)
      ranks.append(UInt32(starts.count - 1))
    }
    if elements.count > Int(starts[starts.count - 1]) {
      filled[count >> 6] |= 1 << UInt64(count & 63)
      starts.append(UInt32(elements.count))
    }
    count += 1
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
    self.count = count
    for value in 0..<count {
      if value & 63 == 0 {
        filled.append(0)
        ranks.append(UInt32(starts.count - 1))
      }
      let size = next[value + 1]
      next[value + 1] += next[value]
      guard size > 0 else { continue }
      filled[value >> 6] |= 1 << UInt64(value & 63)
      starts.append(next[value + 1])
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
