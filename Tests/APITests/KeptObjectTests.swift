import HTTP
import Testing

/// An object that was written before is copied; `include` has everything written anew. Both must say the same.
@Suite("Objects taken over from earlier answers")
struct KeptObjectTests {
  @Test(
    "They are what would be written, in every language, with and without a match",
    arguments: ["events", "actors", "areas", "places", "documents", "claims"])
  func same(plural: String) throws {
    let site = try Site.shared.get()
    for language in ["fr", "en", "ja"] {
      for question in ["limit=200", "limit=200&q=japan", "limit=40&fields=-url"] {
        let target = "/v1/\(plural)?\(question)&lang=\(language)"
        let (first, second) = (site.get(target).body, site.get(target).body)
        #expect(first == second)
        let written = try #require(data(site.get(target + "&include=actors").body))
        #expect(written.count > 2)
        #expect(data(second) == written, "\(target)")
      }
    }
  }

  @Test(
    "A line of NDJSON is such an object, before it was written and after",
    arguments: ["events", "actors", "areas", "places", "documents", "claims"])
  func lines(plural: String) throws {
    let site = try Site.shared.get()
    for question in ["limit=200&lang=ja", "limit=200&lang=fr&fields=added", "limit=40&fields=-url"] {
      let written = try #require(data(site.get("/v1/\(plural)?\(question)&include=actors").body))
      for _ in 1...2 {
        let lines = site.body("/v1/\(plural).ndjson?\(question)").split(separator: UInt8(ascii: "\n"))
        let objects = Array("{\"data\":[".utf8) + lines.joined(separator: ",".utf8)
        #expect(objects == Array(written), "\(plural)?\(question)")
      }
    }
  }

  /// The bytes of `data`: what lies between the beginning and the member behind it.
  private func data(_ body: [UInt8]) -> ArraySlice<UInt8>? {
    let text = String(decoding: body, as: UTF8.self)
    let ends = ["],\"included\":", "],\"meta\":"].compactMap { text.firstRange(of: $0)?.lowerBound }
    guard let end = ends.min() else { return nil }
    return body[..<text.utf8.distance(from: text.startIndex, to: end)]
  }
}
