/// A request's first line and fields, as places in the bytes it was read from.
///
/// It holds no memory of its own: the bytes must be at hand to make sense of it.
package struct RequestHead {
  package enum Method: UInt8 {
    case get, head, options
    /// In the standards, and not served here.
    case post, put, patch, delete, trace, connect, query
    case unknown
  }

  /// RFC 9112 §3.2.
  package enum Form: UInt8 { case origin, absolute, authority, asterisk }

  /// How much content follows the head (RFC 9112 §6.3).
  package enum Content: Equatable {
    case none
    case length(Int)
    case chunked
  }

  package enum Expectation: UInt8 { case none, `continue`, unknown }

  /// The fields that somebody asks for after the head was parsed.
  enum Field: Int, CaseIterable {
    case accept, acceptEncoding, acceptLanguage
    case ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince, ifRange, range
    case requestID, userAgent
  }

  /// Where the head begins, after an empty line before it, and where it ends, after the one that closes it.
  package internal(set) var start = 0
  package internal(set) var end = 0
  package internal(set) var method = Method.unknown
  package internal(set) var methodRange = 0..<0
  package internal(set) var form = Form.origin
  package internal(set) var target = 0..<0
  /// The path within the target; empty where an absolute form has none, which means `/` (RFC 9110 §4.2.3).
  package internal(set) var path = 0..<0
  package internal(set) var query: Range<Int>?
  /// Minor version 0. All later ones of version 1 are treated alike.
  package internal(set) var isHTTP10 = false
  package internal(set) var content = Content.none
  package internal(set) var expectation = Expectation.none
  var hasClose = false
  var hasKeepAlive = false
  var fieldsStart = 0

  /// The lines of each field of interest: where the first one's value is, and how many there are.
  struct Lines {
    var start: UInt32 = 0
    var length: UInt32 = 0
    var count: UInt32 = 0
  }
  var lines = InlineArray<11, Lines>(repeating: Lines())

  /// Whether the client would send more on this connection (RFC 9112 §9.3).
  package var persists: Bool {
    // After a CONNECT the client may already send what is meant for the tunnel.
    !hasClose && (!isHTTP10 || hasKeepAlive) && method != .connect
  }

  package var isHead: Bool { method == .head }

  func has(_ field: Field) -> Bool { count(field) > 0 }

  // Through the span: the array's own subscript would copy all of it for one element.
  func count(_ field: Field) -> Int { Int(lines.span[field.rawValue].count) }

  /// The value of a field that came in one line.
  func single(_ field: Field) -> Range<Int>? {
    let lines = lines.span[field.rawValue]
    guard lines.count == 1 else { return nil }
    return Int(lines.start)..<Int(lines.start + lines.length)
  }

  mutating func note(_ field: Field, _ value: Range<Int>) {
    if lines.span[field.rawValue].count == 0 {
      lines[field.rawValue] = Lines(start: UInt32(value.lowerBound), length: UInt32(value.count), count: 1)
    } else {
      lines[field.rawValue].count += 1
    }
  }

  /// The value of `field`, its lines joined by commas (RFC 9110 §5.3); `nil` where there is none.
  ///
  /// - Parameter bytes: what the head was parsed from.
  func value(_ field: Field, in bytes: [UInt8]) -> ArraySlice<UInt8>? {
    if let range = single(field) { return bytes[range] }
    guard has(field) else { return nil }
    var joined: [UInt8] = []
    RequestParser.forEachField(bytes.span, of: self) { name, value in
      guard RequestParser.field(bytes.span, name) == field else { return }
      if !joined.isEmpty { joined += [ASCII.comma, ASCII.space] }
      joined += bytes[value]
    }
    return joined[...]
  }

  func text(_ field: Field, in bytes: [UInt8]) -> String? {
    value(field, in: bytes).map { String(decoding: $0, as: UTF8.self) }
  }
}
