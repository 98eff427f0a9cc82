internal import Platform

// The parser is a function of bytes: they begin with a whole head, with a part of one, or with something that no
// continuation could make a head. It keeps no state and no memory. A head that arrives in pieces is parsed again from
// its beginning; the connection sees to it that this happens a bounded number of times.
//
// It is strict where leniency has been the way in for request smuggling (RFC 9112 §11.2): lines end in CR LF and
// nothing else, names touch their colon, nothing is folded, and a length is one plain number.

/// Parses request heads: RFC 9112 §§2 to 6, with the fields of RFC 9110 that frame and route a message.
package enum RequestParser {
  package struct Limits: Sendable {
    /// Bytes of the request target.
    package var target = 8 << 10
    /// Bytes of all field lines together.
    package var fields = 16 << 10
    package var fieldCount = 100
    package init() {}
  }

  package enum Outcome {
    case complete(RequestHead)
    /// So far it is well; the rest has not come.
    case incomplete
    case invalid(Refusal)
  }

  /// What ends parsing early.
  enum Halt: Error {
    case incomplete
    case refused(Refusal)

    static func badRequest(_ detail: StaticString) -> Halt { .refused(Refusal(.badRequest, detail)) }
  }

  /// Reads the head that begins at `start`.
  package static func parse(_ bytes: Span<UInt8>, from start: Int = 0, limits: Limits = Limits()) -> Outcome {
    var head = RequestHead()
    var index = start
    do throws(Halt) {
      try skipEmptyLine(bytes, &index)
      head.start = index
      try parseMethod(bytes, &index, &head, limits)
      try parseTarget(bytes, &index, &head, limits)
      try parseVersion(bytes, &index, &head)
      head.fieldsStart = index
      try parseFields(bytes, &index, &head, limits)
      head.end = index
      return .complete(head)
    } catch {
      switch error {
      case .incomplete:
        guard head.fieldsStart > 0, bytes.count - head.fieldsStart > limits.fields else { return .incomplete }
        return .invalid(tooLarge(head))
      case .refused(var refusal):
        refusal.isHead = head.isHead
        return .invalid(refusal)
      }
    }
  }

  private static func tooLarge(_ head: RequestHead) -> Refusal {
    var refusal = Refusal(.fieldsTooLarge, "The fields are more, or longer, than this server reads.")
    refusal.isHead = head.isHead
    return refusal
  }

  /// The byte at `index`, if it has come.
  static func byte(_ bytes: Span<UInt8>, _ index: Int) throws(Halt) -> UInt8 {
    guard index < bytes.count else { throw .incomplete }
    return bytes[index]
  }

  private static func expect(
    _ expected: UInt8, _ bytes: Span<UInt8>, _ index: inout Int, _ complaint: StaticString
  ) throws(Halt) {
    guard try byte(bytes, index) == expected else { throw .badRequest(complaint) }
    index += 1
  }

  /// RFC 9112 §2.2: an empty line before the request line, left over by clients of old, is skipped.
  private static func skipEmptyLine(_ bytes: Span<UInt8>, _ index: inout Int) throws(Halt) {
    guard try byte(bytes, index) == ASCII.carriageReturn else { return }
    index += 1
    try expect(ASCII.lineFeed, bytes, &index, "A carriage return stands alone.")
  }

  private static func parseMethod(
    _ bytes: Span<UInt8>, _ index: inout Int, _ head: inout RequestHead, _ limits: Limits
  ) throws(Halt) {
    let token = ByteSet.token
    let start = index
    while index < bytes.count, token.contains(bytes[index]) { index += 1 }
    guard index - start <= limits.target else {
      throw .refused(Refusal(.notImplemented, "The method is longer than any that there is."))
    }
    guard try byte(bytes, index) == ASCII.space, index > start else {
      throw .badRequest("The request does not begin with a method and one space.")
    }
    head.methodRange = start..<index
    head.method = method(bytes, start..<index)
    index += 1
  }

  /// Methods are case-sensitive (RFC 9110 §9.1).
  private static func method(_ bytes: Span<UInt8>, _ range: Range<Int>) -> RequestHead.Method {
    func spells(_ name: StaticString) -> Bool {
      name.withUTF8Buffer { name in
        for offset in 0..<name.count where bytes[range.lowerBound + offset] != name[offset] { return false }
        return true
      }
    }
    switch range.count {
    case 3: return spells("GET") ? .get : spells("PUT") ? .put : .unknown
    case 4: return spells("HEAD") ? .head : spells("POST") ? .post : .unknown
    case 5: return spells("PATCH") ? .patch : spells("TRACE") ? .trace : spells("QUERY") ? .query : .unknown
    case 6: return spells("DELETE") ? .delete : .unknown
    case 7: return spells("OPTIONS") ? .options : spells("CONNECT") ? .connect : .unknown
    default: return .unknown
    }
  }

  private static func parseVersion(
    _ bytes: Span<UInt8>, _ index: inout Int, _ head: inout RequestHead
  ) throws(Halt) {
    let name: StaticString = "HTTP/"
    let complaint: StaticString = "The request line does not end in one space and an HTTP version."
    for offset in 0..<name.utf8CodeUnitCount {
      try expect(name.withUTF8Buffer { $0[offset] }, bytes, &index, complaint)
    }
    let major = try byte(bytes, index)
    guard ByteSet.digit.contains(major) else { throw .badRequest(complaint) }
    index += 1
    try expect(ASCII.dot, bytes, &index, complaint)
    let minor = try byte(bytes, index)
    guard ByteSet.digit.contains(minor) else { throw .badRequest(complaint) }
    index += 1
    try expect(ASCII.carriageReturn, bytes, &index, complaint)
    try expect(ASCII.lineFeed, bytes, &index, complaint)
    guard major == UInt8(ascii: "1") else {
      throw .refused(Refusal(.versionNotSupported, "This server speaks HTTP/1.1 and HTTP/1.0."))
    }
    head.isHTTP10 = minor == ASCII.zero
    // Checked here, so that a version or line that is wrong says so first, whatever the method.
    if head.method != .unknown { try checkForm(head) }
  }

  private static func parseFields(
    _ bytes: Span<UInt8>, _ index: inout Int, _ head: inout RequestHead, _ limits: Limits
  ) throws(Halt) {
    let token = ByteSet.token
    var framing = MessageFraming()
    var count = 0
    while true {
      let first = try byte(bytes, index)
      if first == ASCII.carriageReturn {
        index += 1
        try expect(ASCII.lineFeed, bytes, &index, "A carriage return stands alone.")
        break
      }
      if ASCII.isBlank(first) { throw .badRequest("A field line begins with white space.") }
      let nameStart = index
      while index < bytes.count, token.contains(bytes[index]) { index += 1 }
      let name = nameStart..<index
      guard try byte(bytes, index) == ASCII.colon, !name.isEmpty else {
        throw .badRequest("A field line does not begin with a name and a colon.")
      }
      index += 1
      let valueStart = index
      index = bytes.firstControl(from: index)
      let value = bytes.trimmed(valueStart..<index)
      guard try byte(bytes, index) == ASCII.carriageReturn else {
        throw .badRequest("A field value has a control character, or its line does not end in CR LF.")
      }
      index += 1
      try expect(ASCII.lineFeed, bytes, &index, "A carriage return stands alone.")
      count += 1
      guard count <= limits.fieldCount, index - head.fieldsStart <= limits.fields else {
        throw .refused(tooLarge(head))
      }
      try framing.read(bytes, name: name, value: value, &head)
      if let field = field(bytes, name) { head.note(field, value) }
    }
    try framing.settle(&head)
  }

  /// Which field of interest a name is.
  static func field(_ bytes: Span<UInt8>, _ name: Range<Int>) -> RequestHead.Field? {
    switch name.count {
    case 5: return bytes.matches("range", in: name) ? .range : nil
    case 6: return bytes.matches("accept", in: name) ? .accept : nil
    case 8:
      if bytes.matches("if-match", in: name) { return .ifMatch }
      return bytes.matches("if-range", in: name) ? .ifRange : nil
    case 10: return bytes.matches("user-agent", in: name) ? .userAgent : nil
    case 12: return bytes.matches("x-request-id", in: name) ? .requestID : nil
    case 13: return bytes.matches("if-none-match", in: name) ? .ifNoneMatch : nil
    case 15:
      if bytes.matches("accept-encoding", in: name) { return .acceptEncoding }
      return bytes.matches("accept-language", in: name) ? .acceptLanguage : nil
    case 17: return bytes.matches("if-modified-since", in: name) ? .ifModifiedSince : nil
    case 19: return bytes.matches("if-unmodified-since", in: name) ? .ifUnmodifiedSince : nil
    default: return nil
    }
  }

  /// Calls `body` with the name and value of every line of a head that was found to be complete.
  static func forEachField(_ bytes: Span<UInt8>, of head: RequestHead, _ body: (Range<Int>, Range<Int>) -> Void) {
    var index = head.fieldsStart
    while index + 2 < head.end {
      guard let colon = bytes.firstIndex(of: ASCII.colon, from: index) else { return }
      let end = bytes.firstControl(from: colon)
      body(index..<colon, bytes.trimmed(colon + 1..<end))
      index = end + 2
    }
  }
}
