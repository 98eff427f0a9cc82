/// Where the names and aliases of each object lie among its positions: a byte or two a name.
///
/// They are an object's first texts, one free position behind each. A name is reached from its first term to the term that
/// ends it: the last one, or, where the name ends in a run of characters, also the pair before it.
struct NameShapes: Sendable {
  struct Name {
    let start: UInt32
    /// How many terms it has.
    let length: UInt32
    let endsInRun: Bool
    let isAlias: Bool

    /// Whether a term so far behind its first one ends it.
    func isReached(by offset: UInt32) -> Bool { offset + 1 == length || endsInRun && offset + 2 == length }
  }

  /// For each name its length and two bits; 0 behind an object's last.
  private var bytes: [UInt8] = []
  /// Where every 16th object begins.
  private var starts: [UInt32] = []
  private var count = 0
  /// The objects that have a name which a term so far behind its first one ends, for short names.
  private(set) var reached: [Bitmap] = []
  private static let stride = 16

  mutating func append(length: Int, endsInRun: Bool, isAlias: Bool) {
    startObject()
    var rest = UInt32(length) << 2 | (endsInRun ? 2 : 0) | (isAlias ? 1 : 0)
    while rest >= 128 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func endObject() {
    startObject()
    bytes.append(0)
    count += 1
  }

  /// Adds those of the objects that come next, where the ones before are a multiple of those kept together.
  mutating func append(_ others: NameShapes) {
    precondition(count % NameShapes.stride == 0, "stretches end where kept starts do")
    let origin = UInt32(bytes.count)
    bytes += others.bytes
    starts += others.starts.lazy.map { $0 + origin }
    count += others.count
  }

  private mutating func startObject() {
    if count % NameShapes.stride == 0, starts.count == count / NameShapes.stride { starts.append(UInt32(bytes.count)) }
  }

  /// Makes the sets of objects by reach.
  mutating func finish() {
    var sets = Array(repeating: Bitmap(capacity: count), count: 8)
    var index = 0
    for object in 0..<UInt32(count) {
      forEach(from: &index) { name in
        for offset in 0..<UInt32(8) where name.isReached(by: offset) { sets[Int(offset)].insert(object) }
      }
    }
    reached = sets
  }

  /// The names of an object.
  func names(of object: UInt32) -> [Name] {
    var index = Int(starts[Int(object) / NameShapes.stride])
    for _ in 0..<Int(object) % NameShapes.stride { forEach(from: &index) { _ in } }
    var names: [Name] = []
    forEach(from: &index) { names.append($0) }
    return names
  }

  private func forEach(from index: inout Int, _ visit: (Name) -> Void) {
    var start: UInt32 = 0
    while bytes[index] != 0 {
      var (value, shift): (UInt32, UInt32) = (0, 0)
      while bytes[index] >= 128 {
        value |= UInt32(bytes[index] & 127) << shift
        index += 1
        shift += 7
      }
      value |= UInt32(bytes[index]) << shift
      index += 1
      visit(Name(start: start, length: value >> 2, endsInRun: value & 2 != 0, isAlias: value & 1 != 0))
      start += value >> 2 + 1
    }
    index += 1
  }
}
