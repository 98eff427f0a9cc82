// How answers are written: bytes appended to bytes.

extension [UInt8] {
  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { append(contentsOf: $0) }
  }

  // Without the attribute every literal would be a string first, at three times the cost.
  @_disfavoredOverload
  mutating func append(_ text: String) {
    append(contentsOf: text.utf8)
  }

  /// Writes a number that is not negative, with leading zeros up to `digits`.
  mutating func append(decimal value: Int, digits: Int = 1) {
    if value > 9 || digits > 1 { append(decimal: value / 10, digits: digits - 1) }
    append(ASCII.zero + UInt8(truncatingIfNeeded: value % 10))
  }

  mutating func append(hexadecimal value: UInt64, digits: Int) {
    var rest = digits
    while rest > 0 {
      rest -= 1
      let nibble = UInt8(truncatingIfNeeded: value &>> UInt64(rest * 4)) & 15
      append(nibble < 10 ? ASCII.zero + nibble : UInt8(ascii: "a") + nibble - 10)
    }
  }

  mutating func appendField(_ name: StaticString, _ value: String) {
    append(name)
    append(": ")
    append(value)
    append("\r\n")
  }

  /// The same in memory of its own, and no more than it needs.
  var copy: [UInt8] { withUnsafeBufferPointer { Array($0) } }

  /// The same in no more memory than it needs, for what is kept.
  var fitted: [UInt8] { capacity > count + count / 8 + 32 ? copy : self }
}
