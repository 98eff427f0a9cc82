import HTTP
import Testing

/// What is said to one request, over a real socket.
@Suite struct AnswerTests {
  let server: TestServer

  init() throws { server = try TestServer() }

  @Test(arguments: ["/page", "/kept", "/nothing", "/", "*"]) func `Every answer carries the common fields`(
    target: String
  ) throws {
    let answer = try server.ask(target, method: target == "*" ? "OPTIONS" : "GET")
    let date = try #require(answer["Date"])
    #expect(HTTPDate.parse(Array(date.utf8)[...], now: 0) != nil)
    #expect(try #require(answer["X-Request-Id"]).utf8.count == 21)
    #expect(try #require(answer["Server-Timing"]).hasPrefix("app;dur="))
    #expect(answer["X-Content-Type-Options"] == "nosniff")
    #expect(answer["Access-Control-Allow-Origin"] == "*")
    #expect(try #require(answer["Access-Control-Expose-Headers"]).contains("ETag"))
    #expect(try #require(answer["Vary"]).hasPrefix("Accept-Encoding"))
    #expect(answer["Connection"] == "close")
    #expect((answer["Content-Length"] != nil) == (answer.status != 204))
    #expect(answer["Server"] == nil)
    #expect(answer.fields.count == Set(answer.fields.map { $0.name.lowercased() }).count, "no field comes twice")
  }

  @Test func `HEAD gives the fields of GET and no content`() throws {
    for (target, fields) in [
      ("/page", []), ("/page", ["Accept-Encoding: gzip"]), ("/nothing", []), ("/file", ["Range: bytes=0-1"]),
    ] {
      let get = try server.ask(target, fields.filter { !$0.hasPrefix("Range") })
      let head = try server.ask(target, fields, method: "HEAD")
      #expect(head.status == get.status)
      let varying = ["date", "x-request-id", "server-timing"]
      #expect(
        head.fields.filter { !varying.contains($0.name.lowercased()) }.map { "\($0)" }
          == get.fields.filter { !varying.contains($0.name.lowercased()) }.map { "\($0)" })
    }
  }

  @Test(arguments: ["POST", "PUT", "PATCH", "DELETE", "TRACE"]) func `Other methods are not allowed`(method: String)
    throws
  {
    for target in ["/page", "/nothing"] {
      let answer = try server.ask(target, method: method)
      #expect(answer.status == 405)
      #expect(answer["Allow"] == "GET, HEAD, OPTIONS")
      #expect(answer["Content-Type"] == "application/problem+json")
      #expect(answer["Cache-Control"] == "no-store")
    }
  }

  @Test func `CONNECT is not allowed, and unknown methods are not implemented`() throws {
    #expect(try server.ask("a:1", method: "CONNECT").status == 405)
    #expect(try server.ask("/page", method: "get").status == 501)
    #expect(try server.ask("/page", method: "BREW").status == 501)
  }

  @Test func `A preflight is answered`() throws {
    for target in ["/page", "*", "/nothing"] {
      let answer = try server.ask(
        target, ["Origin: https://example.org", "Access-Control-Request-Method: GET"], method: "OPTIONS")
      #expect(answer.status == 204)
      #expect(answer["Allow"] == "GET, HEAD, OPTIONS")
      #expect(answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS")
      #expect(answer["Access-Control-Allow-Headers"]?.contains("If-None-Match") == true)
      #expect(answer["Access-Control-Max-Age"] == "86400")
      #expect(answer["Content-Type"] == nil)
    }
  }

  @Test func `The application sees the path, the query and the joined fields`() throws {
    let answer = try server.ask(
      "/echo?a=%20b&c", ["Accept: a/b", "Accept-Language: fr", "accept: c/d", "X-Request-Id: abc.1_2-Z"])
    #expect(answer.text == "/echo|a=%20b&c|a/b, c/d|fr|abc.1_2-Z")
    #expect(answer["X-Request-Id"] == "abc.1_2-Z")
    #expect(answer["Vary"] == "Accept-Encoding, Accept")
    #expect(try server.ask("http://other:80").text == "root")
    #expect(try server.ask("http://other/echo?x").text.hasPrefix("/echo|x|-|-|"))
  }

  @Test(arguments: ["", "a b", "a\"b", String(repeating: "a", count: 65), "é", "a\tb"])
  func `A malformed request id is replaced`(id: String) throws {
    let answer = try server.ask("/page", ["X-Request-Id: \(id)"])
    #expect(answer["X-Request-Id"] != id && answer["X-Request-Id"]?.utf8.count == 21)
  }

  @Test func `Two request ids are replaced by one`() throws {
    let answer = try server.ask("/page", ["X-Request-Id: a", "X-Request-Id: b"])
    #expect(answer["X-Request-Id"]?.utf8.count == 21)
  }

  @Test func `A problem has the shape of RFC 9457`() throws {
    let answer = try server.ask("/nothing", ["X-Request-Id: id1"])
    #expect(
      answer.text == """
        {"type":"/problems/not-found","title":"There is nothing here","status":404,\
        "detail":"There is no /nothing.","instance":"id1"}
        """)
    let response = Problem(name: .invalidQuery, detail: "d", extra: Array("\"errors\":[]".utf8)).response(instance: "i")
    #expect(String(decoding: response.body, as: UTF8.self).hasSuffix("\"instance\":\"i\",\"errors\":[]}"))
  }

  @Test func `Names of problems are unique and explained`() {
    for name in Problem.Name.allCases {
      #expect((400...599).contains(name.status))
      #expect(!name.title.isEmpty && !name.explanation.isEmpty && !name.remedy.isEmpty)
      #expect(Problem.Name(rawValue: name.rawValue) == name)
    }
  }

  @Test func `An expectation other than 100-continue fails`() throws {
    #expect(try server.ask("/page", ["Expect: 200-maybe"]).status == 417)
    #expect(try server.ask("/page", ["Expect: 100-continue, more", "Content-Length: 5"]).status == 417)
    #expect(try server.ask("/page", ["Expect: 100-Continue"]).status == 200)
  }
}

@Suite struct CodingTests {
  @Test(arguments: ["/page", "/kept"]) func `gzip has a tag of its own and inflates to the same bytes`(target: String)
    throws
  {
    let server = try TestServer()
    // Three times, so that a kept answer is told from a new one.
    for _ in 0..<3 {
      let plain = try server.ask(target)
      let packed = try server.ask(target, ["Accept-Encoding: gzip"])
      #expect(plain["ETag"] == "\"v1\"" && plain["Content-Encoding"] == nil)
      #expect(packed["ETag"] == "\"v1-gzip\"" && packed["Content-Encoding"] == "gzip")
      #expect(packed.body.count < plain.body.count)
      #expect(plain["Vary"] == packed["Vary"])
      #expect(plain.body == TestServer.page)
      #expect(try Gunzip.run(packed.body) == TestServer.page)
    }
  }

  @Test func `What is short or does not compress stays as it is`() throws {
    let server = try TestServer()
    #expect(try server.ask("/short", ["Accept-Encoding: gzip"])["Content-Encoding"] == nil)
    #expect(try server.ask("/large", ["Accept-Encoding: gzip"])["Content-Encoding"] == nil)
  }

  @Test func `Where identity is ruled out, even a short answer is compressed`() throws {
    let server = try TestServer()
    let answer = try server.ask("/short", ["Accept-Encoding: gzip, identity;q=0"])
    #expect(answer["ETag"] == "\"s1-gzip\"")
    #expect(try Gunzip.run(answer.body) == Array("short".utf8))
    #expect(try server.ask("/short", ["Accept-Encoding: identity;q=0"]).status == 406)
    #expect(try server.ask("/nothing", ["Accept-Encoding: *;q=0"]).status == 404)
  }
}

/// Conditions and ranges. `/page` has the tag "v1", `/file` the tag "f1", ten bytes, and ranges.
@Suite struct ConditionTests {
  private static let date = "Sun, 06 Nov 1994 08:49:37 GMT"
  private static let earlier = "Sun, 06 Nov 1994 08:49:36 GMT"

  static let cases: [([String], Int)] = [
    (["If-None-Match: \"v1\""], 304), (["If-None-Match: W/\"v1\""], 304), (["If-None-Match: *"], 304),
    (["If-None-Match: \"x\", \"v1\""], 304), (["If-None-Match: \"x\"", "If-None-Match: \"v1\""], 304),
    (["If-None-Match: \"x,\",\t,W/\"v1\""], 304), (["If-None-Match: \"x\""], 200), (["If-None-Match: v1"], 200),
    (["If-None-Match: \"v1-gzip\""], 200), (["If-None-Match: \"v1-gzip\"", "Accept-Encoding: gzip"], 304),
    (["If-None-Match: \"v1\"", "Accept-Encoding: gzip"], 200), (["If-None-Match:"], 200),
    (["If-None-Match: \"v1"], 200),
    (["If-Modified-Since: \(date)"], 304), (["If-Modified-Since: \(earlier)"], 200),
    (["If-Modified-Since: Sunday, 06-Nov-94 08:49:37 GMT"], 304),
    (["If-Modified-Since: Sun Nov  6 08:49:37 1994"], 304),
    (["If-Modified-Since: now"], 200), (["If-Modified-Since: \(date)", "If-Modified-Since: \(date)"], 200),
    (["If-None-Match: \"x\"", "If-Modified-Since: \(date)"], 200),
    (["If-None-Match: \"v1\"", "If-Modified-Since: \(earlier)"], 304),
    (["If-Match: \"v1\""], 200), (["If-Match: *"], 200), (["If-Match: W/\"v1\""], 412), (["If-Match: \"x\""], 412),
    (["If-Match: \"x\", \"v1\""], 200), (["If-Match: \"v1\"", "If-None-Match: \"v1\""], 304),
    (["If-Match: \"x\"", "If-None-Match: \"v1\""], 412), (["If-Unmodified-Since: \(date)"], 200),
    (["If-Unmodified-Since: \(earlier)"], 412), (["If-Unmodified-Since: then"], 200),
    (["If-Match: \"v1\"", "If-Unmodified-Since: \(earlier)"], 200),
    (["If-Range: \"x\"", "If-None-Match: \"v1\""], 304),
  ]

  @Test("Conditions are judged in their order", arguments: cases)
  func conditions(_ fields: [String], _ status: Int) throws {
    let server = try TestServer()
    for target in ["/page", "/kept"] {
      for method in ["GET", "HEAD"] {
        #expect(try server.ask(target, fields, method: method).status == status, "\(method) \(target)")
      }
    }
  }

  @Test func `Conditions hide neither a 404 nor a 405`() throws {
    let server = try TestServer()
    #expect(try server.ask("/nothing", ["If-None-Match: *"]).status == 404)
    #expect(try server.ask("/nothing", ["If-Match: \"x\""]).status == 404)
    #expect(try server.ask("/page", ["If-Match: \"x\""], method: "DELETE").status == 405)
  }

  @Test func `A 304 repeats what caches need`() throws {
    let server = try TestServer()
    let answer = try server.ask("/page", ["If-None-Match: \"v1\""])
    #expect(answer["ETag"] == "\"v1\"")
    #expect(answer["Vary"] == "Accept-Encoding, Accept-Language")
    #expect(answer["Cache-Control"] == "public, max-age=60")
    #expect(answer["Access-Control-Allow-Origin"] == "*")
    #expect(answer["Content-Type"] == nil && answer["Content-Length"] == nil && answer["Content-Encoding"] == nil)
  }

  static let ranges: [(String, Int, String)] = [
    ("bytes=0-3", 206, "0123"), ("bytes=8-", 206, "89"), ("bytes=-2", 206, "89"), ("bytes=-20", 206, "0123456789"),
    ("bytes=5-99999999999999999999999999", 206, "56789"), ("Bytes=0-0", 206, "0"), ("bytes=10-", 416, ""),
    ("bytes=-0", 416, ""), ("bytes=99999999999999999999999999-", 416, ""), ("bytes=3-2", 200, ""), ("bytes=", 200, ""),
    ("bytes=a-b", 200, ""), ("bytes=-", 200, ""), ("bytes=--1", 200, ""), ("lines=0-1", 200, ""),
    ("bytes 0-1", 200, ""),
    ("bytes=0-1,", 206, "01"), ("bytes=0-1, 20-", 206, "01"), ("bytes=20-, 30-40", 416, ""), ("bytes=0-9,0-9", 200, ""),
    ("bytes= 1-2", 206, "12"), ("bytes=1-2-3", 200, ""),
  ]

  @Test("Ranges", arguments: ranges)
  func range(_ range: String, _ status: Int, _ content: String) throws {
    let server = try TestServer()
    let answer = try server.ask("/file", ["Range: \(range)", "Accept-Encoding: gzip"])
    #expect(answer.status == status)
    #expect(answer["Accept-Ranges"] == "bytes")
    switch status {
    case 206:
      #expect(answer.text == content)
      #expect(answer["Content-Range"]?.hasSuffix("/10") == true)
      #expect(answer["ETag"] == "\"f1\"")
    case 416: #expect(answer["Content-Range"] == "bytes */10")
    default: #expect(answer.text == "0123456789")
    }
  }

  @Test func `Several ranges come in parts`() throws {
    let server = try TestServer()
    let answer = try server.ask("/file", ["Range: bytes=0-1, -2", "X-Request-Id: b"])
    #expect(answer.status == 206)
    #expect(answer["Content-Type"] == "multipart/byteranges; boundary=passerelle-b")
    #expect(answer["Content-Range"] == nil)
    #expect(
      answer.text
        == "--passerelle-b\r\nContent-Type: text/plain\r\nContent-Range: bytes 0-1/10\r\n\r\n01\r\n"
        + "--passerelle-b\r\nContent-Type: text/plain\r\nContent-Range: bytes 8-9/10\r\n\r\n89\r\n--passerelle-b--\r\n")
  }

  @Test(arguments: [
    ("\"f1\"", 206), ("\"f2\"", 200), ("W/\"f1\"", 200), (date, 206), (earlier, 200), ("nonsense", 200),
    ("Mon, 07 Nov 1994 08:49:37 GMT", 200),
  ]) func `If-Range decides between part and whole`(value: String, status: Int) throws {
    let server = try TestServer()
    #expect(try server.ask("/file", ["Range: bytes=0-1", "If-Range: \(value)"]).status == status)
  }

  @Test func `Only what has ranges serves them, and only to GET`() throws {
    let server = try TestServer()
    #expect(try server.ask("/page", ["Range: bytes=0-1"]).status == 200)
    #expect(try server.ask("/page")["Accept-Ranges"] == nil)
    #expect(try server.ask("/file", ["Range: bytes=20-"], method: "HEAD").status == 200)
    #expect(try server.ask("/file", ["Range: bytes=0-1", "If-None-Match: \"f1\""]).status == 304)
  }
}
