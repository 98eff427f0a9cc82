/// A set of dense numbers, one bit each: what filters combine and facets count.
package struct Bitmap: Sendable, Equatable {
  /// The numbers in question are 0 to `capacity` - 1.
  package let capacity: Int
  var words: [UInt64]

  /// The empty set.
  package init(capacity: Int) {
    self.capacity = capacity
    words = [UInt64](repeating: 0, count: (capacity + 63) / 64)
  }

  package init(capacity: Int, _ members: some Sequence<UInt32>) {
    self.init(capacity: capacity)
    for member in members { insert(member) }
  }

  package static func all(_ capacity: Int) -> Bitmap {
    var bitmap = Bitmap(capacity: capacity)
    for index in bitmap.words.indices { bitmap.words[index] = .max }
    if capacity % 64 != 0, !bitmap.words.isEmpty { bitmap.words[bitmap.words.count - 1] = (1 << (capacity % 64)) - 1 }
    return bitmap
  }

  /// How many members it has.
  package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
  package var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  package func contains(_ member: UInt32) -> Bool { words[Int(member >> 6)] & (1 << UInt64(member & 63)) != 0 }
  package mutating func insert(_ member: UInt32) { words[Int(member >> 6)] |= 1 << UInt64(member & 63) }
  package mutating func remove(_ member: UInt32) { words[Int(member >> 6)] &= ~(1 << UInt64(member & 63)) }

  package mutating func formUnion(_ members: some Sequence<UInt32>) {
    for member in members { insert(member) }
  }

  mutating func formUnion(_ selection: Selection) {
    switch selection {
    case .list(let list): formUnion(list)
    case .bits(let bits): for index in words.indices { words[index] |= bits.words[index] }
    }
  }

  package mutating func formIntersection(_ other: Bitmap) {
    for index in words.indices { words[index] &= other.words[index] }
  }

  func intersection(_ other: Bitmap) -> Bitmap {
    var common = self
    common.formIntersection(other)
    return common
  }

  package mutating func subtract(_ other: Bitmap) {
    for index in words.indices { words[index] &= ~other.words[index] }
  }

  /// Visits the members, ascending.
  @inline(__always)
  package func forEach(_ visit: (UInt32) -> Void) {
    for index in words.indices {
      var rest = words[index]
      while rest != 0 {
        visit(UInt32(index << 6 + rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
  }

  /// The members, ascending.
  package var members: [UInt32] {
    var members: [UInt32] = []
    members.reserveCapacity(count)
    forEach { members.append($0) }
    return members
  }

  /// The members behind the first `offset`, at most `limit` of them: costs a word for every 64 numbers passed over.
  package func members(from offset: Int, limit: Int) -> [UInt32] {
    var members: [UInt32] = []
    var rest = offset
    for (index, word) in words.enumerated() where members.count < limit {
      let size = word.nonzeroBitCount
      guard rest < size else {
        rest -= size
        continue
      }
      var word = word
      while word != 0, members.count < limit {
        if rest == 0 {
          members.append(UInt32(index << 6 + word.trailingZeroBitCount))
        } else {
          rest -= 1
        }
        word &= word - 1
      }
    }
    return members
  }
}
