/// Some objects of one kind: a list where they are few, a bit for each of all where they may be many.
///
/// So that what few objects match costs a look at each of these, however many there are of the kind.
package enum Selection: Sendable {
  /// Ascending, each once.
  case list([UInt32])
  case bits(Bitmap)

  package static let nothing = Selection.list([])
  package static func all(_ capacity: Int) -> Selection { .bits(.all(capacity)) }

  package var count: Int {
    switch self {
    case .list(let list): list.count
    case .bits(let bits): bits.count
    }
  }

  package var isEmpty: Bool {
    switch self {
    case .list(let list): list.isEmpty
    case .bits(let bits): bits.isEmpty
    }
  }

  /// The members, ascending.
  package var members: [UInt32] {
    switch self {
    case .list(let list): list
    case .bits(let bits): bits.members
    }
  }

  package func contains(_ member: UInt32) -> Bool {
    switch self {
    case .list(let list):
      let place = PostingSets.leap(to: member, in: list, from: 0, to: list.count)
      return place < list.count && list[place] == member
    case .bits(let bits): return member < bits.capacity && bits.contains(member)
    }
  }

  /// Visits the members, ascending.
  @inline(__always)
  package func forEach(_ visit: (UInt32) -> Void) {
    switch self {
    case .list(let list): for member in list { visit(member) }
    case .bits(let bits): bits.forEach(visit)
    }
  }

  /// The members behind the first `offset`, at most `limit` of them.
  package func members(from offset: Int, limit: Int) -> [UInt32] {
    switch self {
    case .list(let list): Array(list.dropFirst(offset).prefix(limit))
    case .bits(let bits): bits.members(from: offset, limit: limit)
    }
  }

  // MARK: - Leaving some

  package func filter(_ holds: (UInt32) -> Bool) -> Selection {
    switch self {
    case .list(let list): return .list(list.filter(holds))
    case .bits(var bits):
      for member in bits.members where !holds(member) { bits.remove(member) }
      return .bits(bits)
    }
  }

  /// What is in both: a list where either is one.
  package func intersection(_ other: Selection) -> Selection {
    switch (self, other) {
    case (.list(let left), .list(let right)):
      var common: [UInt32] = []
      PostingSets.meet(left, left.indices, right, right.indices) { place, _ in common.append(left[place]) }
      return .list(common)
    case (.list(let list), .bits(let bits)), (.bits(let bits), .list(let list)):
      return .list(list.filter(bits.contains))
    case (.bits(let left), .bits(let right)): return .bits(left.intersection(right))
    }
  }

  /// What is not in a set.
  func subtracting(_ set: Bitmap) -> Selection {
    switch self {
    case .list(let list): return .list(list.filter { !set.contains($0) })
    case .bits(var bits):
      bits.subtract(set)
      return .bits(bits)
    }
  }
}
