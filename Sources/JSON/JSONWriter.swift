/// Composes compact JSON (RFC 8259) into one byte buffer, in the order in which it is told.
///
/// It puts the commas; the caller keeps `begin…` and `end…` in pairs and writes a key before each member's value.
/// Strings are escaped as little as the RFC allows: quote, backslash and control characters.
package struct JSONWriter: Sendable {
  /// What has been written so far.
  package var bytes: [UInt8]
  private var needsComma = false

  package init(reserving capacity: Int = 4096) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  package mutating func beginObject() { open(UInt8(ascii: "{")) }
  package mutating func endObject() { close(UInt8(ascii: "}")) }
  package mutating func beginArray() { open(UInt8(ascii: "[")) }
  package mutating func endArray() { close(UInt8(ascii: "]")) }

  /// A member's name. Keys are our own words, so they are written as they are, without escaping.
  package mutating func key(_ name: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// A member's name that comes from data.
  package mutating func key(escaping name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  package mutating func null() { literal("null") }
  package mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

  package mutating func integer(_ value: Int) {
    separate()
    append(decimal: value)
  }

  /// A number; the shortest digits that read back as the same value, and no `.0` on a whole one.
  ///
  /// JSON has no infinities: `value` is finite.
  package mutating func number(_ value: Double) {
    precondition(value.isFinite, "JSON has no form for \(value)")
    guard value != value.rounded() || value.magnitude >= 1e15 else { return integer(Int(value)) }
    separate()
    bytes.append(contentsOf: value.description.utf8)
  }

  package mutating func string(_ value: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    var value = value
    value.withUTF8 { escape($0) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// A string given as UTF-8 bytes.
  package mutating func string(utf8 value: ArraySlice<UInt8>) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    value.withUnsafeBufferPointer { escape($0) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// A string whose characters `write` appends: none that would have to be escaped.
  package mutating func string(writing write: (inout [UInt8]) -> Void) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    write(&bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  package mutating func stringOrNull(_ value: String?) {
    if let value { string(value) } else { null() }
  }

  /// A value that is JSON already.
  package mutating func raw(_ json: ArraySlice<UInt8>) {
    separate()
    bytes.append(contentsOf: json)
  }

  // MARK: -

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func literal(_ text: StaticString) {
    separate()
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func append(decimal value: Int) {
    guard value.magnitude > 9 else {
      if value < 0 { bytes.append(UInt8(ascii: "-")) }
      return bytes.append(UInt8(ascii: "0") + UInt8(value.magnitude))
    }
    bytes.append(contentsOf: String(value).utf8)
  }

  private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for index in text.indices {
      let byte = text[index]
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
      bytes.append(UInt8(ascii: "\\"))
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
      case 0x08: bytes.append(UInt8(ascii: "b"))
      case 0x09: bytes.append(UInt8(ascii: "t"))
      case 0x0A: bytes.append(UInt8(ascii: "n"))
      case 0x0C: bytes.append(UInt8(ascii: "f"))
      case 0x0D: bytes.append(UInt8(ascii: "r"))
      default:
        let digits: StaticString = "0123456789abcdef"
        bytes.append(contentsOf: "u00".utf8)
        digits.withUTF8Buffer {
          bytes.append($0[Int(byte >> 4)])
          bytes.append($0[Int(byte & 15)])
        }
      }
      start = index + 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
  }
}
