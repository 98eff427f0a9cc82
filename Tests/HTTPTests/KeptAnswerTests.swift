import Dispatch
import HTTP
import Testing

/// What is kept of answers, for whom, and how much.
@Suite struct KeptAnswerTests {
  /// A server of one loop that counts how often its application is asked.
  private final class Kept {
    let server: TestServer
    let client: RawClient

    init(bytes: Int = 1 << 20, _ respond: @escaping Responder) throws {
      server = try TestServer(
        {
          $0.threads = 1
          $0.cacheBytes = bytes
        }, responder: respond)
      client = try server.connect()
    }

    func ask(_ target: String, _ fields: [String] = []) throws -> Answer {
      let lines = ["GET \(target) HTTP/1.1", "Host: a"] + fields
      try client.send(lines.joined(separator: "\r\n") + "\r\n\r\n")
      return try #require(try client.readAnswer())
    }

    /// Returns when all answers are of another application.
    func replace(_ respond: @escaping Responder) {
      let replaced = DispatchSemaphore(value: 0)
      server.server.replace(application: Application(respond: respond)) { replaced.signal() }
      replaced.wait()
    }

    var statistics: Server.Statistics { server.server.statistics }
  }

  /// Says the path and query, padded to 2000 bytes, under a tag that is `tag` of the request.
  private static func echo(
    vary: Response.Vary = [], tag: @escaping @Sendable (Request) -> String = { echoed($0) }
  ) -> Responder {
    { request in
      var body = Array(echoed(request).utf8)
      body += [UInt8](repeating: UInt8(ascii: "."), count: max(0, 2000 - body.count))
      return Response(
        status: 200, contentType: "text/plain", body: body, entityTag: tag(request), vary: vary, isKept: true)
    }
  }

  private static func echoed(_ request: Request) -> String {
    String(decoding: request.path + [UInt8(ascii: "?")] + (request.query ?? []), as: UTF8.self)
      + (request.acceptLanguage ?? "")
  }

  @Test func `An answer is kept from the second time on`() throws {
    let kept = try Kept(Self.echo())
    for _ in 0..<5 { #expect(try kept.ask("/a?b").text.hasPrefix("/a?b.")) }
    #expect(kept.statistics.cacheMisses == 2)
    #expect(kept.statistics.cacheHits == 3)
    #expect(kept.statistics.cacheEntries == 1)
    #expect((2000...8000).contains(kept.statistics.cacheBytes))
  }

  @Test func `Each way of asking has its own answer where the answers differ`() throws {
    let kept = try Kept(Self.echo(vary: .acceptLanguage))
    for _ in 0..<3 {
      for (target, language) in [("/a", "fr"), ("/a", "en"), ("/a?", "fr"), ("/a?f", "r"), ("/", "fr")] {
        let answer = try kept.ask(target, ["Accept-Language: \(language)"])
        let query = target.contains("?") ? "" : "?"
        #expect(answer.text.hasPrefix(target + query + language + "."))
      }
    }
    #expect(kept.statistics.cacheEntries == 5)
    #expect(kept.statistics.cacheHits == 5)
  }

  @Test func `Fields that an answer does not vary on do not matter`() throws {
    let kept = try Kept { request in
      Response(status: 200, contentType: "text/plain", body: request.path, entityTag: "t", isKept: true)
    }
    for language in ["fr", "en", "ja", "de"] { _ = try kept.ask("/a", ["Accept-Language: \(language)"]) }
    #expect(kept.statistics.cacheHits == 2)
  }

  @Test func `Ways of asking that come to one answer share it`() throws {
    let kept = try Kept { _ in
      Response(
        status: 200, contentType: "text/plain", body: [UInt8](repeating: 65, count: 20_000), entityTag: "t",
        isKept: true)
    }
    for _ in 0..<2 { for index in 0..<20 { _ = try kept.ask("/?\(index)") } }
    #expect(kept.statistics.cacheEntries == 20)
    #expect(kept.statistics.cacheBytes < 2 * 20_000 + 20 * 1000)
  }

  @Test func `Answers that differ do not share, even under one tag`() throws {
    let kept = try Kept(Self.echo(tag: { _ in "same" }))
    for _ in 0..<3 { for index in 0..<3 { #expect(try kept.ask("/?\(index)").text.hasPrefix("/?\(index).")) } }
  }

  @Test func `Another application's answers are its own`() throws {
    let kept = try Kept(Self.echo())
    for _ in 0..<5 { _ = try kept.ask("/a") }
    #expect(kept.statistics.cacheEntries == 1)
    kept.replace { _ in
      Response(status: 200, contentType: "text/plain", body: Array("new".utf8), entityTag: "n")
    }
    #expect(kept.statistics.cacheEntries == 0)
    #expect(kept.statistics.cacheBytes == 0)
    #expect(try kept.ask("/a").text == "new")
  }

  @Test func `What is kept is made anew before another application takes over`() throws {
    func page(_ edition: String) -> Responder {
      { request in
        let text = "\(edition) \(String(decoding: request.path, as: UTF8.self)) \(request.acceptLanguage ?? "-") "
        let long = Array(text.utf8) + [UInt8](repeating: 65, count: 2000)
        // One path is made while it is sent.
        let rest = Steps(3) { (left: inout Int, bytes: inout [UInt8]) in
          bytes += Array("piece \(left) ".utf8)
          left -= 1
          return left > 0
        }
        return Response(
          status: request.path == Array("/gone".utf8) && edition == "new" ? 404 : 200, contentType: "text/plain",
          body: long,
          rest: request.path == Array("/pieces".utf8) ? .made(rest) : nil,
          entityTag: text, vary: .acceptLanguage,
          isKept: true)
      }
    }
    let kept = try Kept(bytes: 4 << 20, page("old"))
    let ways = [
      ("/a", []), ("/b", ["Accept-Language: ja"]), ("/c", ["Accept-Encoding: gzip"]), ("/pieces", []), ("/gone", []),
    ]
    for _ in 0..<5 { for (path, fields) in ways { _ = try kept.ask(path, fields) } }
    for _ in 0..<3 { _ = try kept.ask("/seldom") }
    #expect(kept.statistics.cacheEntries == 6)
    kept.replace(page("new"))
    // What there is no more is not kept, nor what was asked for now and then.
    #expect(kept.statistics.cacheEntries == 4)
    let misses = kept.statistics.cacheMisses
    for (path, fields) in ways.dropLast() {
      let answer = try kept.ask(path, fields)
      #expect(answer.status == 200)
      #expect(answer["Server-Timing"]?.hasPrefix("cache;desc=hit") == true)
      #expect(answer["Content-Encoding"] == (path == "/c" ? "gzip" : nil))
      guard path != "/c" else { continue }
      #expect(answer.text.hasPrefix("new \(path) \(path == "/b" ? "ja" : "-") A"))
      #expect(answer.text.hasSuffix(path == "/pieces" ? "Apiece 3 piece 2 piece 1 " : "A"))
    }
    #expect(kept.statistics.cacheMisses == misses)
    #expect(try kept.ask("/gone").status == 404)
  }

  @Test func `What is kept stays within its bytes, whatever is asked`() throws {
    let bytes = 100 << 10
    let kept = try Kept(bytes: bytes, Self.echo())
    for _ in 0..<2 {
      for index in 0..<300 {
        for _ in 0..<2 + index % 5 { _ = try kept.ask("/?\(index)") }
        #expect(kept.statistics.cacheBytes <= bytes)
      }
    }
    #expect(kept.statistics.cacheEvictions > 0)
    #expect(kept.statistics.cacheEntries > 10)
  }

  @Test(arguments: [1, 2]) func `A flood of questions does not sweep out what others ask for`(times: Int) throws {
    let kept = try Kept(bytes: 100 << 10, Self.echo())
    for _ in 0..<2 { _ = try kept.ask("/often") }
    var misses = 0
    // Each question of the flood comes once or twice, and a hundredth of all requests are for the page.
    for index in 0..<2000 {
      for _ in 0..<times { _ = try kept.ask("/flood?\(index)") }
      guard index % (100 / times) == 0 else { continue }
      let before = kept.statistics.cacheMisses
      _ = try kept.ask("/often")
      misses += kept.statistics.cacheMisses - before
    }
    #expect(misses == 0)
  }

  @Test func `An answer too large for a quarter of the room is not kept`() throws {
    let kept = try Kept(bytes: 40_000) { _ in
      Response(
        status: 200, contentType: "text/plain", body: [UInt8](repeating: 65, count: 20_000), entityTag: "t",
        isKept: true)
    }
    for _ in 0..<4 { _ = try kept.ask("/") }
    #expect(kept.statistics.cacheEntries == 0)
    #expect(kept.statistics.cacheHits == 0)
  }
}
