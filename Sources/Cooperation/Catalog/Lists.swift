/// A list for each dense number, kept end to end in one array (compressed sparse rows).
package struct Lists<Element: Sendable>: Sendable {
  private var starts: [UInt32] = [0]
  private(set) var elements: [Element] = []

  /// How many lists there are.
  package var count: Int { starts.count - 1 }

  package subscript(index: some BinaryInteger) -> ArraySlice<Element> {
    elements[Int(starts[Int(index)])..<Int(starts[Int(index) + 1])]
  }

  /// Where in `elements` a list is.
  func range(_ index: UInt32) -> Range<Int> { Int(starts[Int(index)])..<Int(starts[Int(index) + 1]) }

  /// Adds the next list.
  mutating func append(_ list: some Sequence<Element>) {
    elements.append(contentsOf: list)
    starts.append(UInt32(elements.count))
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
    change(&elements[Int(starts[Int(list)]) + position])
  }
}

/// For each value of a dimension, the dense numbers of what has it, ascending and each once.
package typealias Postings = Lists<UInt32>

extension Lists<UInt32> {
  /// Collects the pairs (value, number) that `visit` posts, which come with ascending numbers; repeated pairs count once.
  init(count: Int, visit: ((_ value: UInt32, _ number: UInt32) -> Void) -> Void) {
    var lengths = [UInt32](repeating: 0, count: count)
    var latest = [UInt32](repeating: .max, count: count)
    visit { value, number in
      guard latest[Int(value)] != number else { return }
      latest[Int(value)] = number
      lengths[Int(value)] += 1
    }
    starts = [0]
    starts.reserveCapacity(count + 1)
    var total: UInt32 = 0
    for length in lengths {
      total += length
      starts.append(total)
    }
    elements = [UInt32](repeating: 0, count: Int(total))
    var next = Array(starts.dropLast())
    latest = [UInt32](repeating: .max, count: count)
    visit { value, number in
      guard latest[Int(value)] != number else { return }
      latest[Int(value)] = number
      elements[Int(next[Int(value)])] = number
      next[Int(value)] += 1
    }
  }
}
