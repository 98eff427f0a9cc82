import Dispatch
import Foundation
import HTTP
import Synchronization
import Testing

@Suite("Long bodies are sent piece by piece")
struct TransmissionTests {
  private let server: TestServer

  init() throws { server = try TestServer { $0.threads = 1 } }

  @Test("What is made while it is sent comes in chunks, whole, and the connection goes on", arguments: [0, 1, 2, 60])
  func chunks(_ pieces: Int) throws {
    let client = try server.connect()
    try client.send("GET /lines?\(pieces) HTTP/1.1\r\nHost: t\r\n\r\nGET /short HTTP/1.1\r\nHost: t\r\n\r\n")
    let answer = try #require(try client.readAnswer())
    #expect(answer.status == 200)
    #expect(answer["Transfer-Encoding"] == "chunked")
    #expect(answer["Content-Length"] == nil)
    #expect(answer.body == Lines.expected(pieces))
    #expect(try client.readAnswer()?.text == "short")
  }

  @Test("Compressed, it is the same text, and says so", arguments: [0, 1, 60])
  func gzip(_ pieces: Int) throws {
    let answer = try server.ask("/lines?\(pieces)", ["Accept-Encoding: gzip"])
    #expect(answer["Content-Encoding"] == "gzip")
    #expect(answer["Transfer-Encoding"] == "chunked")
    #expect(answer["ETag"] == "\"n1-gzip\"")
    #expect(try Gunzip.run(answer.body) == Lines.expected(pieces))
  }

  @Test("What was made while it was sent is kept where that is wanted, it is asked for again, and it is not long")
  func kept() throws {
    // Three pieces are 64 KiB, and thirty too much to keep. In each turn it is asked for twice, with and without compression.
    for (target, isKept) in [("/kept-lines?3", true), ("/kept-lines?30", false), ("/lines?3", false)] {
      let pieces = target.hasSuffix("30") ? 30 : 3
      for turn in 1...4 {
        let plain = try server.ask(target)
        #expect(plain.body == Lines.expected(pieces))
        #expect((plain["Content-Length"] != nil) == (isKept && turn > 1), "\(target), \(turn)")
        let gzip = try server.ask(target, ["Accept-Encoding: gzip"])
        #expect(try Gunzip.run(gzip.body) == Lines.expected(pieces))
      }
      #expect(try server.ask(target, ["If-None-Match: \"n1\""]).status == 304)
    }
  }

  @Test("HTTP/1.0 knows no chunks: there the end of the connection is the end")
  func oldClients() throws {
    let client = try server.connect()
    try client.send("GET /lines?50 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
    let bytes = try client.readToEnd()
    let end = try #require(Data(bytes).firstRange(of: Data("\r\n\r\n".utf8))?.upperBound)
    let head = String(decoding: bytes[..<end], as: UTF8.self)
    #expect(!head.contains("Transfer-Encoding") && !head.contains("Content-Length"))
    #expect(head.contains("Connection: close"))
    #expect(Array(bytes[end...]) == Lines.expected(50))
  }

  @Test("HEAD gives the head alone, and a matching tag 304")
  func heads() throws {
    let head = try server.ask("/lines?50", method: "HEAD")
    #expect(head["Transfer-Encoding"] == "chunked" && head["ETag"] == "\"n1\"")
    #expect(try server.ask("/lines?50", ["If-None-Match: \"n1\""]).status == 304)
    #expect(try server.ask("/elsewhere", method: "HEAD")["Content-Length"] == String(TestServer.large.count))
  }

  @Test("What cannot be made to its end ends as something broken off", arguments: ["/broken", "/shrunk"])
  func failures(_ target: String) throws {
    for fields in ["", "Accept-Encoding: gzip\r\n"] {
      let client = try server.connect()
      try client.send("GET \(target) HTTP/1.1\r\nHost: t\r\n\(fields)\r\n")
      #expect(throws: RawClient.Failure.self) { try client.readAnswer() }
    }
  }

  @Test("What lies elsewhere is sent with its length, in ranges as well")
  func sources() throws {
    let whole = try server.ask("/elsewhere")
    #expect(whole["Content-Length"] == String(TestServer.large.count))
    #expect(whole.body == TestServer.large)
    let part = try server.ask("/elsewhere", ["Range: bytes=1000000-1999999"])
    #expect(part.status == 206)
    #expect(part["Content-Range"] == "bytes 1000000-1999999/\(TestServer.large.count)")
    #expect(part.body == Array(TestServer.large[1_000_000...1_999_999]))
    let parts = try server.ask("/elsewhere", ["Range: bytes=0-9,100000-299999"])
    #expect(parts.status == 206)
    #expect(parts["Content-Length"] == String(parts.body.count))
    let boundary = try #require(parts["Content-Type"]?.firstMatch(of: /^multipart\/byteranges; ?boundary="?([^"]+)/)?.1)
    #expect(parts.text.components(separatedBy: "--\(boundary)").count == 4)
    #expect(parts.text.contains(String(decoding: TestServer.large[100_000...299_999], as: UTF8.self)))
    #expect(try server.ask("/elsewhere", ["Range: bytes=9999999-"]).status == 416)
  }

  @Test("A long finished body is compressed while it is sent, and kept so for those who come later")
  func keptCompression() throws {
    var lengths: [String?] = []
    for _ in 0..<4 {
      let answer = try server.ask("/prose", ["Accept-Encoding: gzip"])
      #expect(try Gunzip.run(answer.body) == TestServer.large)
      lengths.append(answer["Content-Length"])
    }
    #expect(lengths.first == .some(nil))
    #expect(lengths.last.flatMap { $0.flatMap { Int($0) } } ?? .max < TestServer.large.count / 10)
  }

  @Test("A reader that stops reading stops the making; others are answered meanwhile")
  func backpressure() throws {
    let made = Lines.Counting()
    let all = 20_000
    let server = try TestServer({ $0.threads = 1 }) { request in
      request.path == Array("/all".utf8)
        ? Response(status: 200, contentType: "x/y", body: [], rest: .made(Lines(left: all, made: made)))
        : TestServer.respond(request)
    }
    let stopped = try (0..<3).map { _ in
      let client = try server.connect(receiveBuffer: 32 << 10)
      try client.send("GET /all HTTP/1.1\r\nHost: t\r\n\r\n")
      return client
    }
    // Each answer comes after at most one further piece of each. What sockets hold is some megabytes.
    for _ in 0..<500 { #expect(try server.ask("/short").text == "short") }
    let pieces = made.pieces.load(ordering: .relaxed)
    #expect(pieces > 3 && pieces < all / 20)
    for _ in 0..<100 { _ = try server.ask("/short") }
    #expect(made.pieces.load(ordering: .relaxed) == pieces)
    withExtendedLifetime(stopped) {}
  }

  @Test("An export that is read as fast as can be lets pages pass")
  func interleaving() throws {
    let made = Lines.Counting()
    let server = try TestServer({ $0.threads = 1 }) { request in
      request.path == Array("/all".utf8)
        ? Response(status: 200, contentType: "text/plain", body: [], rest: .made(Lines(left: .max, made: made)))
        : TestServer.respond(request)
    }
    // Threads of their own: these block until the exports end.
    let readers = DispatchGroup()
    let lengths = Mutex<[Int]>([])
    let port = server.server.port
    for _ in 0..<3 {
      readers.enter()
      Thread.detachNewThread {
        defer { readers.leave() }
        guard let client = try? RawClient(port: port) else { return }
        try? client.send("GET /all HTTP/1.1\r\nHost: t\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n")
        let length = (try? client.readToEnd().count) ?? 0
        lengths.withLock { $0.append(length) }
      }
    }
    // The exports have no end before these have their answers.
    defer { made.isEnough.store(true, ordering: .relaxed) }
    while made.pieces.load(ordering: .relaxed) == 0 { _ = try server.ask("/short") }
    for _ in 0..<10 { #expect(try server.ask("/short").text == "short") }
    made.isEnough.store(true, ordering: .relaxed)
    readers.wait()
    #expect(lengths.withLock { $0.count { $0 > 0 } } == 3)
  }

  @Test("The end of the server waits for a body that is on its way")
  func drain() throws {
    let client = try server.connect(receiveBuffer: 32 << 10)
    try client.send("GET /lines?300 HTTP/1.1\r\nHost: t\r\n\r\n")
    _ = try server.ask("/short")
    let ended = DispatchSemaphore(value: 0)
    server.server.drain(timeout: .seconds(20)) { ended.signal() }
    let bytes = try client.readToEnd()
    #expect(bytes.suffix(5) == Array("0\r\n\r\n".utf8)[...])
    let parsed = try Answer.parse(bytes, toHead: false)
    #expect(parsed?.0.body == Lines.expected(300))
    #expect(ended.wait(timeout: .now() + 20) == .success)
  }
}
