import HTTP
import Testing

@Suite struct RequestParserTests {
  private static func parse(_ text: String) -> RequestParser.Outcome { parse(Array(text.utf8)) }

  private static func parse(_ bytes: [UInt8]) -> RequestParser.Outcome { RequestParser.parse(bytes.span) }

  /// The status of a refusal, 0 for a whole head and -1 for part of one.
  private static func verdict(_ bytes: [UInt8]) -> Int {
    switch parse(bytes) {
    case .complete: 0
    case .incomplete: -1
    case .invalid(let refusal): refusal.problem.status
    }
  }

  static let valid = [
    "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "\r\nHEAD /v1/events?actor=nato&q=%E6%97%A5 HTTP/1.1\r\nHost: [::1]:80\r\nAccept: */*\r\n\r\n",
    "GET http://example.org:80?x=/?y HTTP/1.1\r\nhOST:\t\r\nX-Empty:\r\n\r\n",
    "OPTIONS * HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    "POST /x HTTP/1.1\r\nHost: a,b\r\nContent-Length: 12\r\nExpect: 100-continue\r\n\r\n",
    "PUT /é HTTP/1.1\r\nHost: a%2Fb\r\nTransfer-Encoding: , chunked\r\n\r\n",
    "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n",
    "FROB /a HTTP/1.7\r\nHost: a:\r\nA: \u{80}é\t b\r\n\r\n",
  ]

  @Test("A valid head is whole at its last byte and incomplete before", arguments: valid)
  func prefixes(_ text: String) {
    let bytes = Array(text.utf8)
    for count in bytes.indices {
      #expect(Self.verdict(Array(bytes[..<count])) == -1, "after \(count) bytes")
    }
    for tail in ["", "GET", "\r\n", "\u{0}"] {
      guard case .complete(let head) = Self.parse(bytes + Array(tail.utf8)) else {
        Issue.record("not complete with the tail \(tail)")
        continue
      }
      #expect(head.end == bytes.count)
    }
  }

  @Test("Every change of one byte is judged as a slow reading of the grammar judges it", arguments: valid)
  func mutations(_ text: String) {
    let original = Array(text.utf8)
    let interesting: [UInt8] =
      [0, 9, 10, 13, 31, 127, 0x80, 0xC3, 0xFF] + Array(" !\"#%*+,-./019:;<=?@AFGZ[\\]^_`afghz{|}~".utf8)
    for index in original.indices {
      for byte in interesting {
        var bytes = original
        bytes[index] = byte
        let verdict = Self.verdict(bytes)
        let oracle = SlowGrammar.accepts(bytes)
        #expect((verdict == 0) == oracle, "byte \(index) as \(byte): verdict \(verdict), the oracle says \(oracle)")
      }
    }
  }

  struct Case: CustomTestStringConvertible, Sendable {
    var label: String
    var head: String
    var status: Int
    init(_ label: String, _ head: String, _ status: Int) {
      self.label = label
      self.head = head
      self.status = status
    }
    var testDescription: String { label }
  }

  private static func get(_ fields: String, line: String = "GET / HTTP/1.1") -> String {
    "\(line)\r\nHost: a\r\n\(fields)\r\n\r\n"
  }

  private static func host(_ host: String) -> String { "GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n" }

  private static func target(_ target: String, _ method: String = "GET") -> String {
    "\(method) \(target) HTTP/1.1\r\nHost: a\r\n\r\n"
  }

  static let linesCases: [Case] = [
    Case("two spaces before the target", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    Case("two spaces before the version", "GET /  HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    Case("a space after the version", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400),
    Case("a tab instead of a space", "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    Case("a space before the method", " GET / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    Case("two empty lines before", "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    Case("a bare line feed before", "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    Case("no version", "GET /\r\nHost: a\r\n\r\n", 400),
    Case("a bare line feed ends the line", "GET / HTTP/1.1\nHost: a\r\n\r\n", 400),
    Case("a lower-case version", "GET / http/1.1\r\nHost: a\r\n\r\n", 400),
    Case("a version of one number", "GET / HTTP/1\r\nHost: a\r\n\r\n", 400),
    Case("two digits in the version", "GET / HTTP/1.10\r\nHost: a\r\n\r\n", 400),
    Case("HTTP/2.0", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
    Case("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    Case("HTTP/0.9 with a number", "GET / HTTP/0.9\r\nHost: a\r\n\r\n", 505),
    Case("HTTP/1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 0),
    Case("HTTP/1.0 without Host", "GET / HTTP/1.0\r\n\r\n", 0),
    Case("an unknown method is for the application's surroundings", "BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 0),
    Case("a method that is no token", "G{T / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    Case("a TLS greeting", "\u{16}\u{3}\u{1}", 400),
  ]

  static let targetsCases: [Case] = [
    Case("a fragment", target("/a#b"), 400),
    Case("a fragment in the query", target("/?a#b"), 400),
    Case("user information", target("http://me@a/"), 400),
    Case("control characters one bit from ://", target("http\u{1A}\u{F}\u{F}a/"), 400),
    Case("a scheme in capitals", target("HTTP://a/"), 0),
    Case("an absolute form without a host", target("http:///a"), 400),
    Case("an absolute form with only a port", target("http://:80/a"), 400),
    Case("an absolute form of another scheme", target("ftp://a/"), 400),
    Case("an absolute form in capitals", target("HTTP://A/"), 0),
    Case("an absolute form without a path", target("http://a"), 0),
    Case("an absolute form with a bad port", target("http://a:8x/"), 400),
    Case("an absolute form with an IPv6 host", target("http://[2001:db8::1]/"), 0),
    Case("a relative path", target("a/b"), 400),
    Case("an asterisk for GET", target("*"), 400),
    Case("an asterisk for OPTIONS", target("*", "OPTIONS"), 0),
    Case("an asterisk and more", target("*a", "OPTIONS"), 400),
    Case("an authority for GET", target("a:80"), 400),
    Case("an authority for CONNECT", target("a:80", "CONNECT"), 0),
    Case("a path for CONNECT", target("/", "CONNECT"), 400),
    Case("an authority without a port for CONNECT", target("a", "CONNECT"), 400),
    Case("half a triplet", target("/%4"), 400),
    Case("a triplet that is none", target("/%4g"), 400),
    Case("a triplet in the query", target("/?%20"), 0),
    Case("a quote", target("/?q=\"a\""), 400),
    Case("a backslash", target("/\\"), 400),
    Case("brackets", target("/?a[]=1"), 400),
    Case("a control character", target("/\u{1}"), 400),
    Case("UTF-8 in the path", target("/日本"), 0),
    Case("UTF-8 in the query", target("/?q=sûreté"), 0),
    Case("two slashes", target("//"), 0),
    Case("every other character", target("/-._~!$&'()*+,;=:@/?-._~!$&'()*+,;=:@/?"), 0),
    Case("8 KiB", target("/" + String(repeating: "a", count: 8191)), 0),
    Case("8 KiB and one", target("/" + String(repeating: "a", count: 8192)), 414),
    Case("64 KiB of target without an end", "GET /" + String(repeating: "a", count: 65_536), 414),
    Case("64 KiB of query without an end", "GET /?" + String(repeating: "%20", count: 21_000), 414),
    Case("64 KiB of authority without an end", "GET http://" + String(repeating: "a", count: 65_536), 414),
    Case("64 KiB of method", String(repeating: "A", count: 65_536), 501),
  ]

  static let fieldsCases: [Case] = [
    Case("white space before the colon", get("X : a"), 400),
    Case("a folded line", get("X: a\r\n b"), 400),
    Case("a folded first line", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400),
    Case("an empty name", get(": a"), 400),
    Case("no colon", get("X"), 400),
    Case("a name that is no token", get("X(: a"), 400),
    Case("NUL in a value", get("X: a\u{0}b"), 400),
    Case("a bare carriage return in a value", get("X: a\rb"), 400),
    Case("a bare line feed in a value", get("X: a\nY: b"), 400),
    Case("DEL in a value", get("X: \u{7F}"), 400),
    Case("tabs around and within a value", get("X:\ta\tb\t"), 0),
    Case("an empty value", get("X:"), 0),
    Case("100 fields", get((1...99).map { "X\($0): a" }.joined(separator: "\r\n")), 0),
    Case("101 fields", get((1...100).map { "X\($0): a" }.joined(separator: "\r\n")), 431),
    Case("17 KiB of fields", get("X: " + String(repeating: "a", count: 17 << 10)), 431),
    Case("17 KiB of fields without an end", "GET / HTTP/1.1\r\nX: " + String(repeating: "a", count: 17 << 10), 431),
    Case("another expectation", get("Expect: 200-maybe"), 0),
    Case("an upgrade", get("Connection: Upgrade\r\nUpgrade: h2c"), 0),
  ]

  static let hostsCases: [Case] = [
    Case("no Host", "GET / HTTP/1.1\r\n\r\n", 400),
    Case("two Hosts", get("Host: a"), 400),
    Case("two Hosts in HTTP/1.0", get("Host: a", line: "GET / HTTP/1.0"), 400),
    Case("an empty Host", host(""), 0),
    Case("a comma", host("a,b"), 0),
    Case("a port", host("a:8080"), 0),
    Case("an empty port", host("a:"), 0),
    Case("a port of letters", host("a:b"), 400),
    Case("a signed port", host("a:+80"), 400),
    Case("two colons", host("a:80:80"), 400),
    Case("a path", host("a/b"), 400),
    Case("user information", host("me@a"), 400),
    Case("a space", host("a b"), 400),
    Case("a triplet", host("%C3%A9"), 0),
    Case("half a triplet", host("a%C"), 400),
    Case("raw UTF-8", host("é"), 400),
    Case("IPv4", host("127.0.0.1:80"), 0),
    Case("IPv6", host("[1:2:3:4:5:6:7:8]"), 0),
    Case("IPv6 of nine groups", host("[1:2:3:4:5:6:7:8:9]"), 400),
    Case("IPv6 of seven groups", host("[1:2:3:4:5:6:7]"), 400),
    Case("IPv6 all zero", host("[::]"), 0),
    Case("IPv6 with a gap", host("[fe80::1]:80"), 0),
    Case("IPv6 with a gap at the end", host("[fe80::]"), 0),
    Case("IPv6 with a gap for nothing", host("[1:2:3:4::5:6:7:8]"), 400),
    Case("IPv6 with a gap for one group", host("[1:2:3::5:6:7:8]"), 0),
    Case("IPv6 with two gaps", host("[1::2::3]"), 400),
    Case("IPv6 with three colons", host("[:::]"), 400),
    Case("IPv6 with a colon before", host("[:1:2:3:4:5:6:7]"), 400),
    Case("IPv6 with a colon behind", host("[1:2:3:4:5:6:7:]"), 400),
    Case("IPv6 of five digits", host("[12345::]"), 400),
    Case("IPv6 with an IPv4 end", host("[::ffff:1.2.3.4]"), 0),
    Case("IPv6 with an IPv4 end beyond 255", host("[::ffff:1.2.3.256]"), 400),
    Case("IPv6 with an IPv4 middle", host("[::1.2.3.4:5]"), 400),
    Case("IPv6 with a zone", host("[fe80::1%25eth0]"), 400),
    Case("an open bracket", host("[::1"), 400),
    Case("something behind the bracket", host("[::1]a"), 400),
    Case("empty brackets", host("[]"), 400),
    Case("an address of the future", host("[v1.a:b]"), 0),
    Case("an address of the future without a version", host("[v.a]"), 400),
  ]

  static let framingCases: [Case] = [
    Case("a length", get("Content-Length: 10"), 0),
    Case("a length of many zeros", get("Content-Length: 000000000000000000000000010"), 0),
    Case("an empty length", get("Content-Length:"), 400),
    Case("a signed length", get("Content-Length: +1"), 400),
    Case("a negative length", get("Content-Length: -1"), 400),
    Case("a length with a space", get("Content-Length: 1 0"), 400),
    Case("a length in hexadecimal", get("Content-Length: 0x10"), 400),
    Case("a list of lengths", get("Content-Length: 10, 10"), 400),
    Case("two lengths", get("Content-Length: 10\r\nContent-Length: 10"), 400),
    Case("an overflowing length", get("Content-Length: 99999999999999999999"), 400),
    Case("a length of 2^64", get("Content-Length: 18446744073709551616"), 400),
    Case("chunked", get("Transfer-Encoding: chunked"), 0),
    Case("chunked in capitals", get("Transfer-Encoding: CHUNKED"), 0),
    Case("chunked with a parameter", get("Transfer-Encoding: chunked;a=b"), 400),
    Case("chunked and a length", get("Transfer-Encoding: chunked\r\nContent-Length: 1"), 400),
    Case("a length and chunked", get("Content-Length: 0\r\nTransfer-Encoding: chunked"), 400),
    Case("chunked in HTTP/1.0", get("Transfer-Encoding: chunked", line: "GET / HTTP/1.0"), 400),
    Case("identity", get("Transfer-Encoding: identity"), 400),
    Case("an empty transfer coding", get("Transfer-Encoding:"), 400),
    Case("gzip, then chunked", get("Transfer-Encoding: gzip, chunked"), 501),
    Case("chunked, then gzip", get("Transfer-Encoding: chunked, gzip"), 400),
    Case("chunked twice", get("Transfer-Encoding: chunked, chunked"), 400),
    Case("chunked twice in two lines", get("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"), 400),
    Case("a quoted chunked", get("Transfer-Encoding: \"chunked\""), 400),
    Case("a vertical tab before chunked", get("Transfer-Encoding: \u{B}chunked"), 400),
    Case("xchunked", get("Transfer-Encoding: xchunked"), 400),
  ]

  @Test("Request lines", arguments: linesCases) func checkLine(_ test: Case) { check(test) }
  @Test("Targets", arguments: targetsCases) func checkTarget(_ test: Case) { check(test) }
  @Test("Field lines", arguments: fieldsCases) func checkField(_ test: Case) { check(test) }
  @Test("Host", arguments: hostsCases) func checkHost(_ test: Case) { check(test) }
  @Test("Framing", arguments: framingCases) func checkFraming(_ test: Case) { check(test) }

  private func check(_ test: Case) {
    #expect(Self.verdict(Array(test.head.utf8)) == test.status, "\(test.head.prefix(200).debugDescription)")
  }

  @Test func `Bytes that are not UTF-8 are refused in a target`() {
    for bad: [UInt8] in [[0x80], [0xC3], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xFF]] {
      #expect(Self.verdict(Array("GET /".utf8) + bad + Array(" HTTP/1.1\r\nHost: a\r\n\r\n".utf8)) == 400)
      #expect(Self.verdict(Array("GET /?".utf8) + bad + Array("a HTTP/1.1\r\nHost: a\r\n\r\n".utf8)) == 400)
    }
  }

  @Test func `A head says where its parts are`() throws {
    let bytes = Array("\r\nGET http://h:80/a/b?c=d HTTP/1.1\r\nHost: h\r\n\r\n".utf8)
    guard case .complete(let head) = Self.parse(bytes) else {
      Issue.record("not complete")
      return
    }
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    #expect(head.method == .get && head.form == .absolute && head.start == 2)
    #expect(text(head.methodRange) == "GET")
    #expect(text(head.target) == "http://h:80/a/b?c=d")
    #expect(text(head.path) == "/a/b")
    #expect(head.query.map(text) == "c=d")
  }

  @Test(arguments: [
    ("HTTP/1.1", "", true), ("HTTP/1.1", "close", false), ("HTTP/1.1", "Close", false),
    ("HTTP/1.1", "keep-alive, close", false), ("HTTP/1.1", "closed", true), ("HTTP/1.1", "x,\tclose\t,y", false),
    ("HTTP/1.0", "", false), ("HTTP/1.0", "keep-alive", true), ("HTTP/1.0", "Keep-Alive", true),
    ("HTTP/1.0", "keep-alive, close", false),
  ]) func `Persistence follows version and Connection`(version: String, connection: String, persists: Bool) {
    let text = "GET / \(version)\r\nHost: a\r\nConnection: \(connection)\r\n\r\n"
    guard case .complete(let head) = Self.parse(text) else {
      Issue.record("not complete")
      return
    }
    #expect(head.persists == persists)
  }

  @Test func `A refusal knows that the method was HEAD`() {
    guard case .invalid(let refusal) = Self.parse("HEAD / HTTP/1.1\r\nHost: a b\r\n\r\n") else {
      Issue.record("not refused")
      return
    }
    #expect(refusal.isHead)
  }
}
