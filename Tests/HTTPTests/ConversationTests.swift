import HTTP
import Testing

/// Connections over real sockets: their order, their end, and what clients do to them.
@Suite struct ConversationTests {
  private static func get(_ target: String, _ fields: String = "") -> String {
    "GET \(target) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n"
  }

  @Test func `Requests in one segment are answered in order`() throws {
    let server = try TestServer()
    let client = try server.connect()
    try client.send((0..<200).map { Self.get("/echo?\($0)") }.joined())
    for index in 0..<200 {
      let answer = try #require(try client.readAnswer())
      #expect(answer.text.hasPrefix("/echo|\(index)|"))
      #expect(answer["Connection"] == nil)
    }
  }

  @Test func `A request in single bytes is read`() throws {
    let server = try TestServer()
    let client = try server.connect()
    for byte in Self.get("/echo?slow", "Content-Length: 3\r\n").utf8 + Array("abc".utf8) { try client.send([byte]) }
    #expect(try client.readAnswer()?.text.hasPrefix("/echo|slow|") == true)
    try client.send(Self.get("/echo?next"))
    #expect(try client.readAnswer()?.text.hasPrefix("/echo|next|") == true)
  }

  @Test(arguments: ["GET", "HEAD", "POST", "OPTIONS", "BREW"]) func `Content is never taken for a request`(
    method: String
  ) throws {
    let server = try TestServer()
    for content in [
      "Content-Length: 21\r\n\r\nGET / HTTP/1.1\r\n\r\nabc",
      "Transfer-Encoding: chunked\r\n\r\n15\r\nGET / HTTP/1.1\r\n\r\nabc\r\n0\r\n\r\n",
    ] {
      let client = try server.connect()
      try client.send(
        "\(method) /page HTTP/1.1\r\nHost: a\r\n\(content)" + Self.get("/echo?after", "Connection: close\r\n"))
      #expect(try client.readAnswer(toHead: method == "HEAD") != nil)
      #expect(try client.readAnswer()?.text.hasPrefix("/echo|after|") == true)
      #expect(try client.readAnswer() == nil)
    }
  }

  @Test func `A client that ends its half still gets its answers`() throws {
    let server = try TestServer()
    let client = try server.connect()
    try client.send(Self.get("/echo?1") + Self.get("/echo?2"))
    client.finishSending()
    #expect(try client.readAnswer()?.status == 200)
    #expect(try client.readAnswer()?.status == 200)
    #expect(try client.readAnswer() == nil)
  }

  @Test func `HTTP/1.0 closes unless it asks to stay`() throws {
    let server = try TestServer()
    let closing = try server.connect()
    try closing.send("GET /page HTTP/1.0\r\n\r\n")
    #expect(try closing.readAnswer()?["Connection"] == "close")
    #expect(try closing.readAnswer() == nil)

    let staying = try server.connect()
    for _ in 0..<2 {
      try staying.send("GET /page HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n")
      #expect(try staying.readAnswer()?["Connection"] == "keep-alive")
    }
  }

  @Test func `A refusal is a whole answer, then the end, though more was sent`() throws {
    let server = try TestServer()
    for (head, status) in [
      ("GET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n", 400), ("GET / HTTP/3.0\r\n\r\n", 505),
      ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n", 413),
      ("GET /\(String(repeating: "a", count: 100_000)) HTTP/1.1\r\n\r\n", 414),
      ("GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n", 400),
    ] {
      let client = try server.connect()
      try client.send(head + String(repeating: "x", count: 100_000))
      let answer = try #require(try client.readAnswer())
      #expect(answer.status == status)
      #expect(answer["Connection"] == "close" && answer["Date"] != nil && answer["X-Request-Id"] != nil)
      #expect(answer["X-Edition"] == "1")
      #expect(answer.text.contains("\"status\":\(status)"))
      client.finishSending()
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test func `A refusal of HEAD has no content`() throws {
    let server = try TestServer()
    let client = try server.connect()
    try client.send("HEAD / HTTP/1.1\r\nHost: a b\r\n\r\n")
    #expect(try client.readAnswer(toHead: true)?.status == 400)
    #expect(try client.readToEnd().isEmpty)
  }

  @Test func `Content that waits for 100 is asked for`() throws {
    let server = try TestServer()
    let client = try server.connect()
    try client.send("POST /page HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
    #expect(try client.readAnswer()?.status == 100)
    try client.send("abc" + Self.get("/echo?next"))
    #expect(try client.readAnswer()?.status == 405)
    #expect(try client.readAnswer()?.status == 200)
  }

  @Test func `An upgrade is ignored and the next request answered`() throws {
    let server = try TestServer()
    let client = try server.connect()
    try client.send(
      Self.get("/page", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"))
    #expect(try client.readAnswer()?.status == 200)
    try client.send(Self.get("/page"))
    #expect(try client.readAnswer()?.status == 200)
  }

  @Test func `Large answers arrive whole, pipelined and to a reader with a small window`() throws {
    let server = try TestServer()
    let client = try server.connect(receiveBuffer: 4096)
    try client.send(Self.get("/large") + Self.get("/large", "Range: bytes=1000000-1999999\r\n") + Self.get("/echo?end"))
    #expect(try client.readAnswer()?.body == TestServer.large)
    #expect(try client.readAnswer()?.body == Array(TestServer.large[1_000_000...1_999_999]))
    #expect(try client.readAnswer()?.text.hasPrefix("/echo|end|") == true)
  }

  @Test func `Many answers to a reader that comes late are in order and complete`() throws {
    let server = try TestServer()
    let client = try server.connect(receiveBuffer: 4096)
    // More answers than the sockets and one turn's output hold together, though fewer requests.
    try client.send((0..<2000).map { Self.get("/page", "X-Request-Id: n\($0)\r\n") }.joined())
    for index in 0..<2000 {
      let answer = try #require(try client.readAnswer())
      #expect(answer["X-Request-Id"] == "n\(index)")
      #expect(answer.body == TestServer.page)
    }
  }
}
