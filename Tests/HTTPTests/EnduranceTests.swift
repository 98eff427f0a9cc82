import Dispatch
import Foundation
import HTTP
import Testing

/// Time, room and the end of the server.
@Suite struct EnduranceTests {
  private static let get = "GET /page HTTP/1.1\r\nHost: a\r\n\r\n"

  @Test func `A request that does not come to its end gets 408`() throws {
    let server = try TestServer {
      $0.limits.headTime = 100_000_000
      $0.limits.contentTime = 100_000_000
    }
    for part in ["GET / HTTP/1.1\r\nHost:", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab"] {
      let client = try server.connect()
      try client.send(part)
      #expect(try client.readAnswer()?.status == 408)
      client.finishSending()
      #expect(try client.readToEnd().isEmpty)
    }
  }

  @Test func `Silence gets nothing, before a request and after`() throws {
    let server = try TestServer { $0.limits.idleTime = 100_000_000 }
    #expect(try server.connect().readToEnd().isEmpty)
    // On a busy machine the time may be over before the request is sent; then it is tried again.
    for _ in 0..<50 {
      let client = try server.connect()
      guard (try? client.send(Self.get)) != nil, (try? client.readAnswer())??.status == 200 else { continue }
      #expect(try client.readToEnd().isEmpty)
      return
    }
    Issue.record("never answered")
  }

  @Test func `The wildcard address of IPv6 serves IPv4, too`() throws {
    // A machine may have no IPv6.
    guard let server = try? TestServer({ $0.host = "::" }) else { return }
    #expect(try server.ask("/page").status == 200)
  }

  @Test func `A reader that takes nothing is given up`() throws {
    let server = try TestServer { $0.limits.writeTime = 100_000_000 }
    let client = try server.connect(receiveBuffer: 4096)
    try client.send(Self.get)
    #expect(try client.readAnswer()?.status == 200)
    try client.send(String(repeating: "GET /large HTTP/1.1\r\nHost: a\r\n\r\n", count: 10))
    // Other connections, which end by themselves, pass the time until this one is gone.
    while server.server.statistics.connectionsOpen > 0 {
      let other = try server.connect()
      other.finishSending()
      #expect(try other.readToEnd().isEmpty)
    }
    #expect(throws: (any Error).self) { while try client.readAnswer() != nil {} }
  }

  @Test func `For a reader that takes nothing little waits in the kernel`() throws {
    let server = try TestServer { $0.threads = 1 }
    let client = try server.connect(receiveBuffer: 4096)
    try client.send(String(repeating: "GET /large HTTP/1.1\r\nHost: a\r\n\r\n", count: 10))
    var most = 0
    for _ in 0..<10 {
      for _ in 0..<20 { #expect(try server.ask("/short").text == "short") }
      most = max(most, try Self.bytesInKernel(port: server.server.port))
    }
    #expect((64 << 10...512 << 10).contains(most), "ten answers have \(10 * TestServer.large.count) bytes")
  }

  /// What the kernel holds of output of connections to a port of this machine (proc_net_tcp(5)).
  private static func bytesInKernel(port: UInt16) throws -> Int {
    // It has no length before it is read.
    let table = try #require(try FileHandle(forReadingAtPath: "/proc/net/tcp")?.readToEnd())
    return String(decoding: table, as: UTF8.self).split(separator: "\n").dropFirst().reduce(0) { sum, line in
      let columns = line.split(separator: " ")
      guard columns[1].hasSuffix(String(format: ":%04X", Int(port))) else { return sum }
      return sum + (Int(columns[4].prefix(8), radix: 16) ?? 0)
    }
  }

  @Test(arguments: [true, false])
  func `What slow clients hold is bounded in sum`(areReaders: Bool) throws {
    let most = 128 << 10
    let server = try TestServer(
      {
        $0.threads = 1
        $0.heldBytes = most
        // None goes because its time is up.
        $0.limits.headTime = 600_000_000_000
        $0.limits.writeTime = 600_000_000_000
      },
      responder: { _ in
        Response(status: 200, contentType: "text/plain", body: Array(repeating: 46, count: 4000), isKept: true)
      })
    // Requests that any socket takes at once, for more answers than it takes unread; or heads that do not end. A reader that is
    // left before its socket is full, since its turn is over, holds no more than what it has asked: so there are many.
    let bytes =
      areReaders
      ? String(repeating: "GET /p HTTP/1.1\r\nHost: a\r\n\r\n", count: 1800)
      : "GET / HTTP/1.1\r\n" + String(repeating: "X-A: b\r\n", count: 99)
    let clients = try (0..<(areReaders ? 24 : 400)).map { _ in
      try server.connect(receiveBuffer: areReaders ? 4096 : nil)
    }
    // One that was let go does not take the rest.
    let patient = clients.filter { (try? $0.send(bytes)) != nil }.count
    // Others pass the time until somebody had to go, and all who had to are gone.
    var statistics = server.server.statistics
    for _ in 0..<5000 where statistics.connectionsLetGo == 0 || statistics.heldBytes > most {
      #expect(try server.ask("/page").status == 200)
      statistics = server.server.statistics
    }
    #expect(
      statistics.connectionsLetGo > 0 && statistics.heldBytes <= most,
      "\(patient) of \(clients.count) sent all; \(statistics)")
    #expect(try server.ask("/page").status == 200)
    withExtendedLifetime(clients) {}
  }

  @Test func `A new question is answered in its turn, and others meanwhile`() throws {
    let server = try TestServer { $0.threads = 1 }
    let clients = try (0..<20).map { _ in try server.connect() }
    // Whole requests, in pieces, pipelined, with content, and an end right behind.
    for (number, client) in clients.enumerated() {
      try client.send("GET /echo?\(number) HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nxy")
      try client.send("GET /echo?a\(number) HTTP/1.1\r\nHost: a\r\n")
      try client.send("\r\n\(Self.get)")
      client.finishSending()
    }
    for (number, client) in clients.enumerated() {
      #expect(try client.readAnswer()?.text.contains("|\(number)|") == true)
      #expect(try client.readAnswer()?.text.contains("|a\(number)|") == true)
      #expect(try client.readAnswer()?.status == 200)
      #expect(try client.readToEnd().isEmpty)
    }
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
    let new = Application(fields: ["X-Edition": "2"]) { _ in
      Response(status: 200, contentType: "text/plain", body: Array("new".utf8))
    }
    server.server.replace(application: new)
    // The change is posted to the loop, so that a request or two may still be answered by the former one.
    var text = ""
    while text != "new" {
      try client.send("GET /kept HTTP/1.1\r\nHost: a\r\n\r\n")
      let answer = try #require(try client.readAnswer())
      text = answer.text
      #expect(answer["X-Edition"] == (text == "new" ? "2" : "1"))
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
    server.server.drain(timeout: .seconds(30)) { finished.signal() }
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
    // Its port may be somebody else's by now, so that connecting says nothing; nobody new is in here.
    #expect(server.server.statistics.connectionsAccepted == 4)
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
