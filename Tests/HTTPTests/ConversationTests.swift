import Dispatch
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

/// Time, room and the end of the server.
@Suite struct EnduranceTests {
  private static let get = "GET /page HTTP/1.1\r\nHost: a\r\n\r\n"

  @Test func `A slow head gets 408, silence gets nothing`() throws {
    let server = try TestServer {
      $0.limits.headTime = 100_000_000
      $0.limits.idleTime = 100_000_000
      $0.limits.contentTime = 100_000_000
    }
    let slow = try server.connect()
    try slow.send("GET / HTTP/1.1\r\nHost:")
    #expect(try slow.readAnswer()?.status == 408)
    slow.finishSending()
    #expect(try slow.readToEnd().isEmpty)

    let slowContent = try server.connect()
    try slowContent.send("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab")
    #expect(try slowContent.readAnswer()?.status == 408)

    let silent = try server.connect()
    #expect(try silent.readToEnd().isEmpty)
    let idle = try server.connect()
    try idle.send(Self.get)
    #expect(try idle.readAnswer()?.status == 200)
    #expect(try idle.readToEnd().isEmpty)
  }

  @Test func `A reader that takes nothing is given up`() throws {
    let server = try TestServer { $0.limits.writeTime = 100_000_000 }
    let client = try server.connect(receiveBuffer: 4096)
    try client.send(String(repeating: "GET /large HTTP/1.1\r\nHost: a\r\n\r\n", count: 10))
    // Other connections, which end by themselves, pass the time until this one is gone.
    while server.server.statistics.connectionsOpen > 0 {
      let other = try server.connect()
      other.finishSending()
      #expect(try other.readToEnd().isEmpty)
    }
    #expect(throws: (any Error).self) { while try client.readAnswer() != nil {} }
  }

  @Test func `Beyond the cap, connections are told so and those inside are served`() throws {
    let server = try TestServer { $0.maxConnections = 2 }
    let inside = [try server.connect(), try server.connect()]
    for client in inside {
      try client.send(Self.get)
      #expect(try client.readAnswer()?.status == 200)
    }
    let outside = try server.connect()
    try outside.send(Self.get)
    let answer = try #require(try outside.readAnswer())
    #expect(answer.status == 503 && answer["Retry-After"] != nil && answer["Connection"] == "close")
    #expect(try outside.readAnswer() == nil)
    for client in inside {
      try client.send(Self.get)
      #expect(try client.readAnswer()?.status == 200)
    }
    #expect(server.server.statistics.connectionsShed == 1)
  }

  @Test func `One address may be held to a few connections`() throws {
    let server = try TestServer { $0.maxConnectionsPerAddress = 1 }
    let first = try server.connect()
    try first.send(Self.get)
    #expect(try first.readAnswer()?.status == 200)
    let second = try server.connect()
    try second.send(Self.get)
    #expect(try second.readAnswer()?.status == 503)
  }

  @Test func `A taken port is refused`() throws {
    let server = try TestServer()
    #expect(throws: Server.StartError.self) {
      _ = try TestServer { $0.port = server.server.port }
    }
  }

  @Test func `Another application takes over between two requests`() throws {
    let server = try TestServer()
    let client = try server.connect()
    for _ in 0..<3 {
      try client.send("GET /kept HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(try client.readAnswer()?.body == TestServer.page)
    }
    server.server.replace { _ in Response(status: 200, contentType: "text/plain", body: Array("new".utf8)) }
    // The change is posted to the loop, so that a request or two may still be answered by the former one.
    var text = ""
    while text != "new" {
      try client.send("GET /kept HTTP/1.1\r\nHost: a\r\n\r\n")
      text = try #require(try client.readAnswer()).text
    }
  }

  @Test func `Kept answers are told apart by the fields they vary on`() throws {
    let server = try TestServer(responder: { request in
      let text =
        "\(request.accept ?? "-") \(request.acceptLanguage ?? "-") \(String(decoding: request.query ?? [], as: UTF8.self))"
      return Response(
        status: 200, contentType: "text/plain", body: Array(text.utf8), vary: [.acceptLanguage, .accept], isKept: true)
    })
    for _ in 0..<4 {
      for language in [nil, "", "fr", "en", "en, fr"] as [String?] {
        for query in ["a", "b"] {
          let answer = try server.ask("/x?\(query)", language.map { ["Accept-Language: \($0)"] } ?? [])
          #expect(answer.text == "- \(language ?? "-") \(query)")
        }
      }
    }
    #expect(server.server.statistics.cacheHits > 0)
  }

  @Test func `Draining answers what was sent, says close on the last, and finishes`() throws {
    let server = try TestServer()
    let pipelined = try server.connect()
    let stalled = try server.connect(receiveBuffer: 4096)
    let idle = try server.connect()
    let partial = try server.connect()
    for client in [pipelined, idle, partial, stalled] {
      try client.send(Self.get)
      #expect(try client.readAnswer()?["Connection"] == nil)
    }
    try partial.send("GET /page HTT")
    try stalled.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n" + String(repeating: Self.get, count: 5))
    try pipelined.send(String(repeating: Self.get, count: 20))
    let finished = DispatchSemaphore(value: 0)
    server.server.drain(timeout: .seconds(8)) { finished.signal() }
    for index in 0..<20 {
      let answer = try #require(try pipelined.readAnswer())
      #expect(answer.status == 200)
      #expect(index < 19 || answer["Connection"] == "close" || answer["Connection"] == nil)
    }
    #expect(try pipelined.readAnswer() == nil)
    #expect(try idle.readAnswer() == nil)
    try partial.send("P/1.1\r\nHost: a\r\n\r\n")
    #expect(try partial.readAnswer()?["Connection"] == "close")
    #expect(try stalled.readAnswer()?.body == TestServer.large)
    for index in 0..<5 { #expect(try stalled.readAnswer()?["Connection"] == (index < 4 ? nil : "close")) }
    #expect(try stalled.readAnswer() == nil)
    for client in [pipelined, idle, partial, stalled] { client.finishSending() }
    #expect(finished.wait(timeout: .now() + 10) == .success)
    #expect(throws: (any Error).self) { try server.connect() }
    #expect(server.server.statistics.connectionsOpen == 0)
  }

  @Test func `Draining is bounded by its time`() throws {
    let server = try TestServer()
    let stalled = try server.connect(receiveBuffer: 4096)
    try stalled.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
    let finished = DispatchSemaphore(value: 0)
    server.server.drain(timeout: .milliseconds(200)) { finished.signal() }
    #expect(finished.wait(timeout: .now() + 5) == .success)
  }
}
