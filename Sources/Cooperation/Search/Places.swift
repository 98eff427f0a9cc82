/// At which positions of its object each posting's term stands: a byte or two a place.
///
/// A posting's places ascend. Each is written as its distance from the one before, its lowest bit saying whether another
/// follows, seven bits a byte, the last byte of a number below 128. Where every 32nd posting begins is kept; the others are
/// found by walking.
struct Places: Sendable {
  private var bytes: [UInt8] = []
  private var starts: [UInt32] = []
  private var count = 0
  private static let stride = 32

  mutating func reserveCapacity(_ capacity: Int, postings: Int) {
    bytes.reserveCapacity(capacity)
    starts.reserveCapacity(postings / Places.stride + 1)
  }

  /// Adds the places of the postings that come next, as they are written.
  mutating func append(_ written: ArraySlice<UInt8>) {
    let shift = bytes.count - written.startIndex
    var index = written.startIndex
    while index < written.endIndex {
      if count % Places.stride == 0 { starts.append(UInt32(index + shift)) }
      count += 1
      var goesOn = true
      while goesOn {
        goesOn = written[index] & 1 != 0
        while written[index] >= 128 { index += 1 }
        index += 1
      }
    }
    bytes += written
  }

  /// Writes one place of a posting, as its distance from the one before.
  static func append(_ distance: UInt32, goesOn: Bool, to bytes: inout [UInt8]) {
    var rest = distance << 1 | (goesOn ? 1 : 0)
    while rest >= 128 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// Visits the places of a posting, ascending.
  func forEach(of posting: Int, _ visit: (UInt32) -> Void) {
    var index = Int(starts[posting / Places.stride])
    for _ in 0..<posting % Places.stride {
      while next(&index) & 1 != 0 {}
    }
    var place: UInt32 = 0
    while true {
      let value = next(&index)
      place += value >> 1
      visit(place)
      if value & 1 == 0 { return }
    }
  }

  private func next(_ index: inout Int) -> UInt32 {
    var (value, shift): (UInt32, UInt32) = (0, 0)
    while bytes[index] >= 128 {
      value |= UInt32(bytes[index] & 127) << shift
      index += 1
      shift += 7
    }
    value |= UInt32(bytes[index]) << shift
    index += 1
    return value
  }
}
