import Foundation
import HTTP
import Synchronization
import Testing

@Suite("An answer that takes long is made in turns, and sent as if it had been whole")
struct GatheredAnswerTests {
  /// Ends when the gate is opened, and counts how often it was tried.
  private struct Passage: Producer {
    final class Gate: Sendable {
      let isOpen = Atomic<Bool>(false)
      let tries = Atomic<Int>(0)
    }

    let gate: Gate

    func produce(into bytes: inout [UInt8]) -> Production {
      gate.tries.add(1, ordering: .relaxed)
      guard gate.isOpen.load(ordering: .relaxed) else { return .more }
      bytes += Array("passed".utf8)
      return .finished
    }
  }

  /// Works for some milliseconds, and says whether the gate was tried meanwhile.
  private struct Watch: Producer {
    let gate: Passage.Gate
    var seen: Int?
    var end = ContinuousClock.now

    mutating func produce(into bytes: inout [UInt8]) -> Production {
      let tries = gate.tries.load(ordering: .relaxed)
      if seen == nil { (seen, end) = (tries, .now + .milliseconds(3)) }
      guard ContinuousClock.now > end else { return .more }
      bytes += Array((seen == tries ? "alone" : "among others").utf8)
      return .finished
    }
  }

  private let gate = Passage.Gate()
  private let made = Lines.Counting()
  private let server: TestServer

  init() throws {
    server = try TestServer({ $0.threads = 1 }, responder: Self.responder("one", gate, made))
  }

  private static func responder(_ edition: String, _ gate: Passage.Gate, _ made: Lines.Counting) -> Responder {
    { request in
      var response = Response(
        status: 200, contentType: "text/plain", body: Array("first\n".utf8), entityTag: edition,
        lastModified: TestServer.released)
      switch String(decoding: request.path, as: UTF8.self) {
      case "/lines", "/kept-lines":
        let pieces = request.query.flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0
        response.rest = .gathered(Lines(left: pieces, made: made))
        response.isKept = request.path == Array("/kept-lines".utf8)
      case "/gate":
        response.body = Array("\(edition) ".utf8)
        response.rest = .gathered(Passage(gate: gate))
        response.isKept = true
      case "/watch":
        response.body = []
        response.rest = .gathered(Watch(gate: gate))
      case "/broken": response.rest = .gathered(Lines(left: 9, breaksAt: 4))
      default: return TestServer.respond(request)
      }
      return response
    }
  }

  /// Clients who wait at the gate.
  private func crowd(_ count: Int) throws -> [RawClient] {
    let clients = try (0..<count).map { _ in
      let client = try server.connect()
      try client.send("GET /gate HTTP/1.1\r\nHost: t\r\n\r\n")
      return client
    }
    // Answered in order of arrival, but for those who wait.
    for _ in 0..<count { #expect(try server.ask("/short").text == "short") }
    return clients
  }

  @Test("It has a length, and a tag, and a coding, like any other", arguments: [0, 1, 60])
  func form(_ pieces: Int) throws {
    let expected = Lines.expected(pieces)
    let plain = try server.ask("/lines?\(pieces)")
    #expect(plain.status == 200 && plain.body == expected)
    #expect(plain["Content-Length"] == String(expected.count) && plain["Transfer-Encoding"] == nil)
    #expect(plain["ETag"] == "\"one\"")
    let head = try server.ask("/lines?\(pieces)", method: "HEAD")
    #expect(head["Content-Length"] == plain["Content-Length"] && head.body.isEmpty)
    #expect(try server.ask("/lines?\(pieces)", ["If-None-Match: \"one\""]).status == 304)
    guard pieces > 0 else { return }
    let gzip = try server.ask("/lines?\(pieces)", ["Accept-Encoding: gzip"])
    #expect(gzip["Content-Encoding"] == "gzip")
    #expect(try Gunzip.run(gzip.body) == expected)
  }

  @Test("It is kept like any other")
  func kept() throws {
    for _ in 0..<5 { #expect(try server.ask("/kept-lines?40").body == Lines.expected(40)) }
    #expect(made.pieces.load(ordering: .relaxed) == 2 * 40)
  }

  @Test("What fails is a problem, and the connection goes on")
  func failure() throws {
    let client = try server.connect()
    try client.send("GET /broken HTTP/1.1\r\nHost: t\r\n\r\nGET /short HTTP/1.1\r\nHost: t\r\n\r\n")
    let answer = try #require(try client.readAnswer())
    #expect(answer.status == 500 && answer["Content-Type"]?.hasPrefix("application/problem+json") == true)
    #expect(try client.readAnswer()?.text == "short")
  }

  @Test("Others are answered meanwhile: what is kept, and what has to be made; and those behind it in order")
  func passing() throws {
    let client = try server.connect()
    try client.send("GET /gate HTTP/1.1\r\nHost: t\r\n\r\nGET /short HTTP/1.1\r\nHost: t\r\n\r\n")
    // Somebody who will ask no more still waits for the answers.
    client.finishSending()
    while gate.tries.load(ordering: .relaxed) == 0 { _ = try server.ask("/short") }
    for _ in 0..<3 {
      #expect(try server.ask("/kept").body == TestServer.page)
      #expect(try server.ask("/lines?9").body == Lines.expected(9))
      #expect(try server.ask("/nothing").status == 404)
    }
    gate.isOpen.store(true, ordering: .relaxed)
    #expect(try client.readAnswer()?.text == "one passed")
    #expect(try client.readAnswer()?.text == "short")
  }

  @Test("So many are begun at a time; a further one is made in one turn")
  func bound() throws {
    let fifteen = try crowd(15)
    #expect(try server.ask("/watch").text == "among others")
    let last = try crowd(1)
    #expect(try server.ask("/watch").text == "alone")
    gate.isOpen.store(true, ordering: .relaxed)
    for client in fifteen + last { #expect(try client.readAnswer()?.text == "one passed") }
  }

  @Test("Whoever leaves is not worked for any more, and makes room")
  func leaving() throws {
    var sixteen = try crowd(16)
    #expect(try server.ask("/watch").text == "alone")
    for client in sixteen { client.willReset() }
    sixteen.removeLast()
    while try server.ask("/watch").text == "alone" {}
    sixteen.removeAll()
    var tries = -1
    while tries != gate.tries.load(ordering: .relaxed) {
      tries = gate.tries.load(ordering: .relaxed)
      for _ in 0..<20 { _ = try server.ask("/short") }
    }
  }

  @Test("An answer is of the application that was asked, and not kept for another")
  func replacement() async throws {
    let clients = try crowd(3)
    let second = Application(fields: ["X-Edition": "2"], respond: Self.responder("two", gate, made))
    await withCheckedContinuation { continuation in
      server.server.replace(application: second) { continuation.resume() }
    }
    gate.isOpen.store(true, ordering: .relaxed)
    for client in clients {
      let answer = try #require(try client.readAnswer())
      #expect(answer.text == "one passed" && answer["X-Edition"] == "1" && answer["ETag"] == "\"one\"")
    }
    for _ in 0..<3 {
      let answer = try server.ask("/gate")
      #expect(answer.text == "two passed" && answer["X-Edition"] == "2")
    }
  }
}
