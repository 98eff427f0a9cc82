import Cooperation
import Testing

/// Thousands of objects, where an index takes other paths than in small ones: short prefixes, lists of very different length.
@Suite struct SearchScaleTests {
  private let catalog: Catalog
  /// The words of each object, by number.
  private let words: [[String]]

  init() throws {
    var generator = Random(seed: 11)
    let info = DatasetInfo(
      version: "1", released: 0, licence: "", title: LocalizedText(fr: "", en: ""),
      description: LocalizedText(fr: "", en: ""))
    var builder = CatalogBuilder(info)
    let day = try #require(Day("2026-01-01"))
    var words: [[String]] = []
    for number in 10_000..<13_000 {
      // Low numbers are much more frequent than high ones.
      let numbers = (0..<8).map { _ in Int.random(in: 0...Int.random(in: 0...900, using: &generator), using: &generator)
      }
      words.append(numbers.map { "w\($0)" })
      try builder.add(
        PlaceRecord(
          id: "p\(number)", type: .city,
          name: LocalizedText(fr: words[words.count - 1].joined(separator: " "), en: "pont"), aliases: [], country: nil,
          within: nil, point: nil, added: day, updated: day))
    }
    self.words = words
    catalog = try builder.build()
  }

  @Test("Prefixes, phrases and exclusions agree with a scan")
  func agrees() {
    for round in UInt64(0)..<40 { agrees(seed: round) }
  }

  private func agrees(seed: UInt64) {
    var generator = Random(seed: seed)
    func number() -> Int { Int.random(in: 0...Int.random(in: 0...900, using: &generator), using: &generator) }
    let (a, b, c) = ("w\(number())", "w\(number())", "w\(number())")
    let prefix = String(b.prefix(2))
    let cases: [(query: String, matches: ([String]) -> Bool)] = [
      (prefix, { $0.contains { $0.hasPrefix(prefix) } }),
      ("\(a) w", { $0.contains(a) }),
      ("\(a) \(prefix)", { $0.contains(a) && $0.contains { $0.hasPrefix(prefix) } }),
      ("\(a) \(b) -\(c)", { $0.contains(a) && !$0.contains(c) && $0.contains { $0.hasPrefix(b) } }),
      ("\"\(a) \(b)\"", { zip($0, $0.dropFirst()).contains { $0 == a && $1 == b } }),
      ("\"\(a) w", { zip($0, $0.dropFirst()).contains { $0.0 == a } }),
      ("\"w0 \(prefix)", { zip($0, $0.dropFirst()).contains { $0 == "w0" && $1.hasPrefix(prefix) } }),
      (
        "-\"\(a) \(b)\" \(c)",
        { words in
          words.contains { $0.hasPrefix(c) } && !zip(words, words.dropFirst()).contains { $0 == a && $1 == b }
        }
      ),
    ]
    for (query, matches) in cases {
      let expected = words.indices.filter { matches(words[$0]) }.map { UInt32($0) }
      let hits = catalog.search.hits(for: SearchQuery(query), kind: .place)
      #expect(hits.matches.members == expected, "\(query)")
      #expect(hits.matches.members.allSatisfy { hits.score(of: $0) > 0 }, "\(query)")
    }
  }

  @Test("An object that bears the query as its name stands first")
  func names() {
    for number in [0, 1500, 2999] {
      let query = SearchQuery(words[number].joined(separator: " "))
      let hits = catalog.search.hits(for: query, kind: .place)
      let best = hits.matches.members.max { hits.score(of: $0) < hits.score(of: $1) }
      #expect(best == UInt32(number))
    }
  }
}
