import Foundation
import Testing

@Suite("Questions without a server")
struct QueryTests {
  private static let fixtures = ["--fixtures", Program.root.appending(path: "Fixtures").path]

  private func query(_ target: String, _ options: [String] = []) throws -> Program.Outcome {
    try Program.run(["query", target] + Self.fixtures + options)
  }

  @Test("The same bytes as from a server, in every form")
  func forms() throws {
    let server = try RunningServer()
    for target in [
      "/v1/events?actor=OTAN&date=2014&lang=en", "/v1/events.csv?actor=japan", "/v1/events.ndjson",
      "/v1/places.geojson",
      "/v1/events.ics?lang=ja", "/v1/events/ipcp-signing-2014?pretty", "/openapi.yaml", "/v1/dataset.ndjson",
    ] {
      let outcome = try query(target)
      #expect(outcome.status == 0 && outcome.error.isEmpty, "\(target)")
      #expect(try outcome.output == server.curl(target), "\(target)")
    }
  }

  @Test("The exit code says whether the question was right")
  func codes() throws {
    for (target, status, word) in [
      ("/v1", Int32(0), "2026.11.1"), ("/v1/events?aera=x", 4, "unknown-parameter"), ("/v1/nothing", 4, "not-found"),
      ("/v1/events/nothing", 4, "not-found"), ("v1", 64, ""),
    ] {
      let outcome = try query(target)
      #expect(outcome.status == status && (word.isEmpty || outcome.output.contains(word)), "\(target)")
    }
    let absent = try Program.run(["query", "/v1", "--database", "/nowhere"])
    #expect(absent.status == 66 && absent.error.contains("there is no such file"))
  }

  @Test("With its head, and negotiated")
  func head() throws {
    let outcome = try query("/v1/actors/japan", ["-i", "--accept-language", "ja"])
    let parts = outcome.output.split(separator: "\r\n\r\n", maxSplits: 1)
    let lines = try #require(parts.first).split(separator: "\r\n")
    #expect(lines.first == "HTTP/1.1 200 OK")
    #expect(lines.contains("Content-Language: ja"))
    #expect(lines.contains("Content-Length: \(parts[1].utf8.count)"))
    #expect(try query("/v1/events", ["--accept", "text/csv"]).output.hasPrefix("id,"))
  }
}
