internal import Platform

// RFC 9112 §3.2 knows four forms of the target:
//
//     GET /v1/events?q=a HTTP/1.1              origin-form, nearly all
//     GET http://host/v1/events HTTP/1.1       absolute-form, sent to proxies and to be understood by all
//     CONNECT host:443 HTTP/1.1                authority-form
//     OPTIONS * HTTP/1.1                       asterisk-form
//
// The characters are those of RFC 3986, and beyond them bytes of well-formed UTF-8, which people type into curl.

extension RequestParser {
  static func parseTarget(
    _ bytes: Span<UInt8>, _ index: inout Int, _ head: inout RequestHead, _ limits: Limits
  ) throws(Halt) {
    let start = index
    switch try byte(bytes, index) {
    case ASCII.slash:
      head.form = .origin
    // An asterisk may begin the name of a host.
    case ASCII.asterisk where head.method != .connect:
      head.form = .asterisk
      index += 1
    default:
      try parseAuthority(bytes, &index, &head, limits, start)
    }
    if head.form == .origin || head.form == .absolute {
      try parsePathAndQuery(bytes, &index, &head, limits, start)
    }
    guard try byte(bytes, index) == ASCII.space, index > start else {
      throw .badRequest("The target has a character that it may not have there; percent-encode it.")
    }
    head.target = start..<index
    index += 1
  }

  private static func tooLong(_ length: Int, _ limits: Limits) throws(Halt) {
    guard length <= limits.target else {
      throw .refused(Refusal(.uriTooLong, "The target is longer than 8 KiB."))
    }
  }

  private static func parsePathAndQuery(
    _ bytes: Span<UInt8>, _ index: inout Int, _ head: inout RequestHead, _ limits: Limits, _ start: Int
  ) throws(Halt) {
    let pathStart = index
    // One more than allowed, so that a target at the limit is told from one beyond it.
    let limit = min(bytes.count, start + limits.target + 1)
    let hasUnicode = try skip(.path, bytes, &index, limit)
    head.path = pathStart..<index
    var queryHasUnicode = false
    if index < limit, bytes[index] == ASCII.questionMark {
      index += 1
      let queryStart = index
      queryHasUnicode = try skip(.query, bytes, &index, limit)
      head.query = queryStart..<index
    }
    try tooLong(index - start, limits)
    if hasUnicode || queryHasUnicode { try checkUTF8(bytes, pathStart..<index) }
  }

  /// Passes over characters of the set, percent triplets and bytes beyond ASCII; says whether there were any of these.
  private static func skip(
    _ set: ByteSet, _ bytes: Span<UInt8>, _ index: inout Int, _ limit: Int
  ) throws(Halt) -> Bool {
    var hasUnicode = false
    while index < limit {
      let byte = bytes[index]
      if set.contains(byte) {
        index += 1
      } else if byte == ASCII.percent {
        guard index + 2 < limit else {
          // Cut off by what has come, or by the limit, which the caller then finds exceeded.
          if index + 2 >= bytes.count { try checkTriplet(bytes, index) }
          index = limit
          break
        }
        try checkTriplet(bytes, index)
        index += 3
      } else if byte >= 0x80 {
        hasUnicode = true
        index += 1
      } else {
        break
      }
    }
    return hasUnicode
  }

  static func checkTriplet(_ bytes: Span<UInt8>, _ index: Int) throws(Halt) {
    for offset in 1...2 {
      guard ASCII.hexValue(try byte(bytes, index + offset)) != nil else {
        throw .badRequest("A percent sign is not followed by two hexadecimal digits.")
      }
    }
  }

  /// A sequence that the end of what has come cuts in two is judged when its rest is here: the target then ends in a
  /// space. Until that, the parser will have said that it is incomplete anyway.
  private static func checkUTF8(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(Halt) {
    guard range.upperBound < bytes.count else { return }
    guard (try? UTF8Span(validating: bytes.extracting(range))) != nil else {
      throw .badRequest("The target has bytes that are not UTF-8.")
    }
  }

  /// Reads `http://authority` or, for CONNECT, `host:port`.
  private static func parseAuthority(
    _ bytes: Span<UInt8>, _ index: inout Int, _ head: inout RequestHead, _ limits: Limits, _ start: Int
  ) throws(Halt) {
    if head.method == .connect {
      head.form = .authority
    } else {
      head.form = .absolute
      let scheme: StaticString = "http://"
      for offset in 0..<scheme.utf8CodeUnitCount {
        let expected = scheme.withUTF8Buffer { $0[offset] }
        let found = try byte(bytes, index)
        // Only letters have two cases: with that bit set, control characters would pass for the colon and the slashes.
        guard found == expected || (found | 0x20 == expected && ByteSet.alphanumeric.contains(found)) else {
          throw .badRequest("The target begins neither with a slash nor with http://.")
        }
        index += 1
      }
    }
    let authority = index
    while index < bytes.count, !isAuthorityEnd(bytes[index]) { index += 1 }
    try tooLong(index - start, limits)
    _ = try byte(bytes, index)
    guard let host = Authority.host(bytes, authority..<index), !host.isEmpty else {
      throw .badRequest("The target's host is missing or malformed.")
    }
    if head.method == .connect, host.upperBound + 1 >= index {
      throw .badRequest("The target of CONNECT is a host and a port.")
    }
  }

  private static func isAuthorityEnd(_ byte: UInt8) -> Bool {
    byte == ASCII.slash || byte == ASCII.questionMark || byte <= ASCII.space
  }

  /// Only OPTIONS may ask for `*` (RFC 9112 §3.2.4).
  static func checkForm(_ head: RequestHead) throws(Halt) {
    if head.form == .asterisk, head.method != .options {
      throw .badRequest("Only OPTIONS has the target *.")
    }
    if head.method == .connect, head.form != .authority {
      throw .badRequest("The target of CONNECT is a host and a port.")
    }
  }
}
