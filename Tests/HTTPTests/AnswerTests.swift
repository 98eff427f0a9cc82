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
    #expect(try #require(answer["Server-Timing"]).contains(/(^|, )total;dur=[0-9]+\.[0-9]{3}$/))
    #expect(answer["X-Content-Type-Options"] == "nosniff")
    #expect(answer["Access-Control-Allow-Origin"] == "*")
    #expect(try #require(answer["Access-Control-Expose-Headers"]).contains("ETag"))
    #expect(try #require(answer["Vary"]).hasPrefix("Accept-Encoding"))
    #expect(answer["Connection"] == "close")
    #expect((answer["Content-Length"] != nil) == (answer.status != 204))
    #expect(answer["X-Edition"] == "1", "what the application says in every answer")
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

  @Test func `What answers a preflight alone is not told to others`() throws {
    for target in ["*", "/page", "/nothing"] {
      let answer = try server.ask(target, ["Origin: https://example.org"], method: "OPTIONS")
      #expect(answer.status == 204)
      #expect(answer["Allow"] == "GET, HEAD, OPTIONS")
      let fields = ["Access-Control-Allow-Methods", "Access-Control-Allow-Headers", "Access-Control-Max-Age"]
      #expect(fields.allSatisfy { answer[$0] == nil })
    }
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
