import Dispatch
import Foundation
import HTTP
import RegexBuilder
import Testing

/// What is noted about requests, and what is kept of answers.
@Suite struct BookkeepingTests {
  @Test func `The access log has a JSON object for each request`() throws {
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    let server = try TestServer {
      $0.accessLog = true
      $0.logDescriptor = ends[1]
    }
    _ = try server.ask("/page?q=é", ["User-Agent: a \"quoted\" \\ agent", "X-Request-Id: id1"])
    let client = try server.connect()
    try client.send("nonsense\r\n")
    #expect(try client.readAnswer()?.status == 400)
    let finished = DispatchSemaphore(value: 0)
    server.server.drain(timeout: .zero) { finished.signal() }
    #expect(finished.wait(timeout: .now() + 10) == .success)
    close(ends[1])
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(ends[0], &buffer, buffer.count)
    close(ends[0])
    let lines = try String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(lines.count == 2)
    let line = try #require(lines.first { $0["id"] as? String == "id1" })
    #expect(line["level"] as? String == "info")
    #expect(line["method"] as? String == "GET")
    #expect(line["target"] as? String == "/page?q=é")
    #expect(line["status"] as? Int == 200)
    #expect(line["bytes"] as? Int == TestServer.page.count)
    #expect(line["remote"] as? String == "127.0.0.1")
    #expect(line["user_agent"] as? String == "a \"quoted\" \\ agent")
    #expect((line["time"] as? String)?.hasSuffix("Z") == true)
    let refused = try #require(lines.first { $0["status"] as? Int == 400 })
    #expect(refused["method"] is NSNull)
  }

  @Test func `Counters count`() throws {
    let server = try TestServer()
    _ = try server.ask("/page")
    _ = try server.ask("/page", ["If-None-Match: *"])
    _ = try server.ask("/nothing")
    _ = try server.ask("/page", method: "BREW")
    let statistics = server.server.statistics
    #expect(statistics.answers(200..<300) == 1 && statistics.answers(300..<400) == 1)
    #expect(statistics.answers(400..<500) == 1 && statistics.answers(500..<600) == 1)
    #expect(statistics.connectionsAccepted == 4)
    #expect(statistics.contentBytes > TestServer.page.count)
  }

  @Test func `Answers are counted under the label that the application gave them, kept or not`() throws {
    let server = try TestServer({ $0.labels = 3 }) { request in
      var response = TestServer.respond(request)
      response.label = request.path == Array("/kept".utf8) ? 2 : request.path == Array("/page".utf8) ? 99 : 1
      return response
    }
    for _ in 0..<4 { _ = try server.ask("/kept", ["Accept-Encoding: gzip"]) }
    _ = try server.ask("/kept", ["If-None-Match: *"])
    _ = try server.ask("/file", ["Range: bytes=0-1"])
    _ = try server.ask("/page")
    _ = try server.ask("/page", method: "BREW")
    let statistics = server.server.statistics
    #expect(statistics.answers.map(\.statuses) == [[200: 1, 501: 1], [206: 1], [200: 4, 304: 1]])
    #expect(statistics.answers.map(\.count) == [2, 1, 5])
    #expect(statistics.answers[1].contentBytes == 2)
    #expect(statistics.answers.allSatisfy { $0.nanoseconds > 0 })
    #expect(statistics.gzipBodies >= 1 && statistics.gzipNanoseconds > 0)
  }

  @Test func `Server-Timing says whether an answer was kept, and what it took`() throws {
    let server = try TestServer { $0.threads = 1 }
    let answers = try (0..<3).map { _ in
      try #require(try server.ask("/kept", ["Accept-Encoding: gzip"])["Server-Timing"])
    }
    let number = /[0-9]+\.[0-9]{3}/
    let made = Regex {
      "cache;desc=miss, app;dur="; number; ", gzip;dur="; number; ", total;dur="; number
    }
    let kept = Regex {
      "cache;desc=hit, total;dur="; number
    }
    #expect(answers[0].wholeMatch(of: made) != nil && answers[1].wholeMatch(of: made) != nil)
    #expect(answers[2].wholeMatch(of: kept) != nil)
    #expect(try server.ask("/", method: "BREW")["Server-Timing"]?.hasPrefix("total;dur=") == true)
  }

  @Test func `A log of errors alone has no line about what went well`() throws {
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    let server = try TestServer {
      $0.accessLog = true
      $0.logDescriptor = ends[1]
      $0.logLevel = .error
    }
    _ = try server.ask("/page")
    _ = try server.ask("/nothing")
    _ = try server.ask("/page", ["X-Request-Id: id1"], method: "BREW")
    let finished = DispatchSemaphore(value: 0)
    server.server.drain(timeout: .zero) { finished.signal() }
    #expect(finished.wait(timeout: .now() + 10) == .success)
    close(ends[1])
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(ends[0], &buffer, buffer.count)
    close(ends[0])
    let lines = String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 1 && lines[0].contains(#""level":"error","id":"id1""#))
  }

  @Test func `Somebody who sends much work leaves room for others`() throws {
    let server = try TestServer({ $0.threads = 1 }) { request in
      // Every request but that of the other client takes a while.
      let end = DispatchTime.now() + .milliseconds(request.path.count > 1 ? 4 : 0)
      while DispatchTime.now() < end {}
      return Response(status: 200, contentType: "text/plain", body: request.path)
    }
    let busy = try server.connect()
    try busy.send((0..<400).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
    #expect(try busy.readAnswer()?.text == "/0")
    let other = try server.connect()
    try other.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try other.readAnswer()?.text == "/")
    // Had the first client had its way, nothing but its requests would have been answered by now.
    #expect(server.server.statistics.answers(200..<300) < 400)
    for index in 1..<400 { #expect(try busy.readAnswer()?.text == "/\(index)") }
  }
}
