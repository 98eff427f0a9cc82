/// For each of many values the dense numbers of the objects that have it: a list where they are few, bits where they are
/// many.
///
/// A value that more than every thirty-second object has takes less memory as bits than as a list of numbers, and is
/// intersected and counted a word, 64 objects, at a time. Every (value, object) is a posting; postings are numbered value
/// after value and, within one, object after object, so that other arrays can hold more about each.
package struct PostingSets: Sendable {
  /// How a value's objects are kept: where in `members`, or which row of `words`.
  enum Form {
    case list(Range<Int>)
    case bits(row: Int)
  }

  /// The objects are 0 to `capacity` - 1.
  let capacity: Int
  /// The first posting of each value, and the end of the last one's.
  let starts: [UInt32]
  /// The values that are kept as bits, ascending, and how many postings of such values lie before each.
  let dense: [UInt32]
  let denseBefore: [UInt32]
  /// The objects of the other values, ascending, value after value.
  let members: [UInt32]
  /// A bit for each object, row after row.
  let words: [UInt64]
  /// How many members of its row lie before every eighth word.
  let ranks: [UInt32]

  /// How many values there are.
  package var count: Int { starts.count - 1 }

  /// How many words a row has, and how many ranks.
  var width: Int { (capacity + 63) / 64 }
  var rankWidth: Int { PostingSets.rankWidth(capacity) }
  static func rankWidth(_ capacity: Int) -> Int { ((capacity + 63) / 64 + 7) / 8 }

  /// The numbers of a value's postings.
  func postings(_ value: Int) -> Range<Int> { Int(starts[value])..<Int(starts[value + 1]) }
  func postings(_ values: Range<Int>) -> Range<Int> {
    Int(starts[values.lowerBound])..<Int(starts[values.upperBound])
  }

  /// How many objects have a value.
  package func size(_ value: Int) -> Int { postings(value).count }

  func form(_ value: Int) -> Form {
    var (low, high) = (0, dense.count)
    while low < high {
      let middle = (low + high) / 2
      if dense[middle] < value { low = middle + 1 } else { high = middle }
    }
    if low < dense.count, dense[low] == value { return .bits(row: low) }
    let before = low < dense.count ? Int(denseBefore[low]) : Int(starts[count]) - members.count
    return .list(Int(starts[value]) - before..<Int(starts[value + 1]) - before)
  }

  /// Visits a value's objects, ascending.
  package func forEach(_ value: Int, _ visit: (UInt32) -> Void) {
    switch form(value) {
    case .list(let range): for index in range { visit(members[index]) }
    case .bits(let row):
      for index in 0..<width {
        var rest = words[row * width + index]
        while rest != 0 {
          visit(UInt32(index << 6 + rest.trailingZeroBitCount))
          rest &= rest - 1
        }
      }
    }
  }

  /// Visits a value's objects, ascending, until one is enough.
  func visit(_ value: Int, untilEnough visit: (UInt32) -> Bool) {
    switch form(value) {
    case .list(let range): for index in range where visit(members[index]) { return }
    case .bits(let row):
      for index in 0..<width {
        var rest = words[row * width + index]
        while rest != 0 {
          if visit(UInt32(index << 6 + rest.trailingZeroBitCount)) { return }
          rest &= rest - 1
        }
      }
    }
  }

  package func members(of value: Int) -> [UInt32] {
    var found: [UInt32] = []
    found.reserveCapacity(size(value))
    forEach(value) { found.append($0) }
    return found
  }

  // MARK: - Lookups

  /// Finds the postings of ascending objects under one value, each search going on where the last one ended.
  struct Reader {
    private let sets: PostingSets
    private let first: Int
    private let form: Form
    private var low: Int

    init(_ value: Int, in sets: PostingSets) {
      self.sets = sets
      first = Int(sets.starts[value])
      form = sets.form(value)
      low = if case .list(let range) = form { range.lowerBound } else { 0 }
    }

    /// The number of the object's posting; `nil` where it has not the value. Objects come ascending.
    mutating func posting(of object: UInt32) -> Int? {
      switch form {
      case .bits(let row): return sets.rank(of: object, row: row).map { first + $0 }
      case .list(let range):
        low = PostingSets.leap(to: object, in: sets.members, from: low, to: range.upperBound)
        return low < range.upperBound && sets.members[low] == object ? first + low - range.lowerBound : nil
      }
    }
  }

  /// How many members of a row lie before an object that is one.
  private func rank(of object: UInt32, row: Int) -> Int? {
    let (place, bit) = (Int(object >> 6), UInt64(1) << UInt64(object & 63))
    let word = words[row * width + place]
    guard word & bit != 0 else { return nil }
    var rank = Int(ranks[row * rankWidth + place >> 3]) + (word & (bit - 1)).nonzeroBitCount
    for index in place & ~7..<place { rank += words[row * width + index].nonzeroBitCount }
    return rank
  }
}

extension PostingSets {
  /// Puts the objects of one value behind those of the one before.
  struct Writer {
    private let capacity: Int
    private var starts: [UInt32] = [0]
    private var dense: [UInt32] = []
    private var denseBefore: [UInt32] = []
    private var members: [UInt32] = []
    private var words: [UInt64] = []
    private var ranks: [UInt32] = []

    /// The objects are 0 to `capacity` - 1.
    init(capacity: Int) { self.capacity = capacity }

    /// Makes room for so many members, that they need not be moved when there are more.
    mutating func reserveCapacity(ofMembers count: Int) { members.reserveCapacity(count) }

    /// Adds the next value with its objects, which come ascending, each once.
    mutating func append(_ objects: ArraySlice<UInt32>) {
      if objects.count * 32 > capacity {
        dense.append(UInt32(starts.count - 1))
        denseBefore.append(starts[starts.count - 1] - UInt32(members.count))
        appendRow(objects)
      } else {
        members += objects
      }
      starts.append(starts[starts.count - 1] + UInt32(objects.count))
    }

    private mutating func appendRow(_ objects: ArraySlice<UInt32>) {
      let row = words.count
      words += repeatElement(0, count: (capacity + 63) / 64)
      for object in objects { words[row + Int(object >> 6)] |= 1 << UInt64(object & 63) }
      var total: UInt32 = 0
      for index in row..<words.count {
        if (index - row) & 7 == 0 { ranks.append(total) }
        total += UInt32(words[index].nonzeroBitCount)
      }
    }

    consuming func finish() -> PostingSets {
      PostingSets(
        capacity: capacity, starts: starts, dense: dense, denseBefore: denseBefore, members: members, words: words,
        ranks: ranks)
    }
  }

  /// Of nothing.
  init() { self = Writer(capacity: 0).finish() }

  /// Collects the pairs (value, object) that `visit` posts, which come with ascending objects; repeated pairs count once.
  init(count: Int, capacity: Int, visit: ((_ value: UInt32, _ object: UInt32) -> Void) -> Void) {
    let lists = Postings(count: count, visit: visit)
    var writer = Writer(capacity: capacity)
    for value in 0..<count { writer.append(lists[value]) }
    self = writer.finish()
  }
}

// MARK: - Sets of bits

extension Bitmap {
  /// Adds the objects that have a value.
  mutating func formUnion(_ sets: PostingSets, _ value: Int) {
    switch sets.form(value) {
    case .list(let range): for index in range { insert(sets.members[index]) }
    case .bits(let row): for index in 0..<sets.width { words[index] |= sets.words[row * sets.width + index] }
    }
  }

  /// Leaves the objects that have a value.
  mutating func formIntersection(_ sets: PostingSets, _ value: Int) {
    switch sets.form(value) {
    case .list:
      var kept = Bitmap(capacity: capacity)
      sets.forEach(value) { if contains($0) { kept.insert($0) } }
      self = kept
    case .bits(let row): for index in 0..<sets.width { words[index] &= sets.words[row * sets.width + index] }
    }
  }

  /// Takes out the objects that have a value.
  mutating func subtract(_ sets: PostingSets, _ value: Int) {
    switch sets.form(value) {
    case .list(let range): for index in range { remove(sets.members[index]) }
    case .bits(let row): for index in 0..<sets.width { words[index] &= ~sets.words[row * sets.width + index] }
    }
  }

  /// How many members have a value: a look at each of the value's objects, or a word for every 64.
  func count(in sets: PostingSets, _ value: Int) -> Int {
    var count = 0
    switch sets.form(value) {
    case .list(let range): for index in range where contains(sets.members[index]) { count += 1 }
    case .bits(let row):
      for index in 0..<sets.width { count += (words[index] & sets.words[row * sets.width + index]).nonzeroBitCount }
    }
    return count
  }
}
