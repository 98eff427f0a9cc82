/// A set of ASCII characters, kept as 128 bits.
struct ByteSet: Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(_ members: StaticString) {
    members.withUTF8Buffer { for byte in $0 { insert(byte) } }
  }

  private mutating func insert(_ byte: UInt8) {
    if byte < 64 { low |= 1 << UInt64(byte) } else if byte < 128 { high |= 1 << UInt64(byte - 64) }
  }

  func contains(_ byte: UInt8) -> Bool {
    // A shift by more than 63 begins anew, so that only the half has to be chosen.
    byte < 128 && (byte < 64 ? low : high) &>> UInt64(byte) & 1 == 1
  }

  func union(_ members: StaticString) -> ByteSet {
    var union = self
    members.withUTF8Buffer { for byte in $0 { union.insert(byte) } }
    return union
  }

  static let alphanumeric = ByteSet("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
  static let digit = ByteSet("0123456789")
  static let hexDigit = ByteSet("0123456789ABCDEFabcdef")
  /// RFC 9110 §5.6.2 `tchar`.
  static let token = alphanumeric.union("!#$%&'*+-.^_`|~")
  /// RFC 3986 §2 `unreserved` and `sub-delims`: what a registered name may hold beside triplets.
  static let regName = alphanumeric.union("-._~!$&'()*+,;=")
  /// RFC 3986 §3.3 `pchar` and the slash, without triplets.
  static let path = regName.union(":@/")
  /// RFC 3986 §3.4: what a query may hold, without triplets.
  static let query = path.union("?")
  /// What an echoed request id may hold.
  static let requestID = alphanumeric.union("._-")
}

/// The characters that this module names most.
enum ASCII {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let quote: UInt8 = 0x22
  static let percent: UInt8 = 0x25
  static let asterisk: UInt8 = 0x2A
  static let comma: UInt8 = 0x2C
  static let hyphen: UInt8 = 0x2D
  static let dot: UInt8 = 0x2E
  static let slash: UInt8 = 0x2F
  static let zero: UInt8 = 0x30
  static let colon: UInt8 = 0x3A
  static let semicolon: UInt8 = 0x3B
  static let equals: UInt8 = 0x3D
  static let questionMark: UInt8 = 0x3F
  static let at: UInt8 = 0x40
  static let backslash: UInt8 = 0x5C

  static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }

  /// The value of a hexadecimal digit, or `nil`.
  static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}

extension Span where Element == UInt8 {
  /// Whether the bytes in `range` are `word`, which is in lower case, in whatever case they are.
  ///
  /// Both hold only letters, digits and hyphens where it matters: setting the bit that tells the cases of a letter
  /// apart leaves digits and the hyphen alone.
  func matches(_ word: StaticString, in range: Range<Int>) -> Bool {
    guard range.count == word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { word in
      for offset in 0..<word.count where self[range.lowerBound + offset] | 0x20 != word[offset] { return false }
      return true
    }
  }

  /// `range` without spaces and tabs at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, ASCII.isBlank(self[start]) { start += 1 }
    while end > start, ASCII.isBlank(self[end - 1]) { end -= 1 }
    return start..<end
  }

  /// Calls `body` with each element that is not empty of a comma-separated list (RFC 9110 §5.6.1).
  func forEachListElement(in range: Range<Int>, _ body: (Range<Int>) -> Void) {
    var start = range.lowerBound
    while start <= range.upperBound {
      var end = start
      while end < range.upperBound, self[end] != ASCII.comma { end += 1 }
      let element = trimmed(start..<end)
      if !element.isEmpty { body(element) }
      start = end + 1
    }
  }
}
