/// Percent-encoding (RFC 3986 §2.1), one layer of it.
enum PercentEncoding {
  /// The text that `bytes` encode; `nil` where a `%` has no two hex digits behind it, or the result is no UTF-8 or holds a NUL.
  static func decode(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool) -> String? {
    let span = bytes.span
    if isPlain(span) { return String(decoding: bytes, as: UTF8.self) }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(span.count)
    var index = 0
    var isASCII = true
    while index < span.count {
      var byte = span[index]
      index += 1
      if byte == UInt8(ascii: "%") {
        guard index + 1 < span.count, let high = digit(span[index]), let low = digit(span[index + 1]) else {
          return nil
        }
        byte = high << 4 | low
        index += 2
      } else if byte == UInt8(ascii: "+"), plusIsSpace {
        byte = UInt8(ascii: " ")
      }
      guard byte != 0 else { return nil }
      isASCII = isASCII && byte < 0x80
      decoded.append(byte)
    }
    return isASCII ? String(decoding: decoded, as: UTF8.self) : String(validating: decoded, as: UTF8.self)
  }

  /// The text for a query or path segment: unreserved characters and `,` `/` `:` stay, all others become `%XX`.
  static func encode(_ text: String) -> String {
    var encoded: [UInt8] = []
    append(text, to: &encoded)
    return String(decoding: encoded, as: UTF8.self)
  }

  /// Appends the same.
  static func append(_ text: String, to encoded: inout [UInt8]) {
    let span = text.utf8.span
    if isPlain(span) { return encoded.append(contentsOf: text.utf8) }
    let plain = plain
    for index in span.indices {
      let byte = span[index]
      if contains(plain, byte) {
        encoded.append(byte)
      } else {
        encoded.append(UInt8(ascii: "%"))
        encoded.append(hexDigit(byte >> 4))
        encoded.append(hexDigit(byte & 15))
      }
    }
  }

  /// A bit for each byte that stays.
  private static let plain: Plain = {
    var plain: Plain = [0, 0, 0, 0]
    let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    for byte in (letters + "-._~,/:").utf8 { plain[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }
    return plain
  }()

  private typealias Plain = InlineArray<4, UInt64>

  private static func contains(_ plain: Plain, _ byte: UInt8) -> Bool {
    plain[Int(byte >> 6)] & 1 << UInt64(byte & 63) != 0
  }

  /// Whether all of it stays.
  private static func isPlain(_ bytes: Span<UInt8>) -> Bool {
    let plain = plain
    for index in bytes.indices where !contains(plain, bytes[index]) { return false }
    return true
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}
