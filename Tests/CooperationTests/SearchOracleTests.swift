import Cooperation
import Testing

/// Random texts of words whose folded forms are known beforehand, against a scan through all of them.
@Suite struct SearchOracleTests {
  /// A word as written, and what a search knows it by.
  private typealias Word = (written: String, folded: String)

  private static let words: [Word] = [
    ("OTAN", "otan"), ("l’OTAN", "otan"), ("d'Otan", "otan"), ("ＯＴＡＮ", "otan"), ("otanien", "otanien"),
    ("État", "etat"),
    ("e\u{301}tat", "etat"), ("L'État", "etat"), ("états", "etats"), ("Œuvre", "oeuvre"), ("cœur", "coeur"),
    ("2013", "2013"),
    ("20", "20"), ("de", "de"), ("défense", "defense"), ("Defence", "defence"), ("qu’elle", "elle"), ("Tōkyō", "tokyo"),
    ("МИР", "мир"), ("l", "l"),
  ]
  private static let gaps = [" ", ", ", "-", " — ", "… ", " 🚢 ", "/"]
  private static let runs = ["日本", "本日", "日本語", "東京", "京", "ナトー", "ﾅﾄｰ", "防衛省", "日"]

  private struct Text {
    var written = ""
    /// The folded words, runs of characters among them.
    var words: [String] = []
  }

  private static func text(_ generator: inout Random) -> Text {
    var text = Text()
    for _ in 0..<Int.random(in: 0...6, using: &generator) {
      if !text.written.isEmpty { text.written += gaps.randomElement(using: &generator) ?? " " }
      if Int.random(in: 0..<4, using: &generator) == 0 {
        let run = runs.randomElement(using: &generator) ?? ""
        text.written += run
        text.words.append(run == "ﾅﾄｰ" ? "ナトー" : run)
      } else {
        let word = words.randomElement(using: &generator) ?? ("", "")
        text.written += word.written
        text.words.append(word.folded)
      }
    }
    return text
  }

  private static func isRun(_ word: String) -> Bool { word.unicodeScalars.contains { $0.value > 0x3000 } }

  /// Whether a text holds a word: a run of characters anywhere in another, any other as a whole or as a beginning.
  private static func holds(_ text: Text, _ word: String, isPrefix: Bool) -> Bool {
    text.words.contains { isRun(word) ? $0.contains(word) : $0 == word || isPrefix && $0.hasPrefix(word) }
  }

  private static func holds(_ text: Text, phrase: [String]) -> Bool {
    guard text.words.count >= phrase.count else { return false }
    return (0...text.words.count - phrase.count).contains { Array(text.words[$0..<$0 + phrase.count]) == phrase }
  }

  @Test("A search finds what a scan through all texts finds", arguments: [UInt64(1), 2, 3])
  func agrees(seed: UInt64) throws {
    var generator = Random(seed: seed)
    let day = try #require(Day("2026-01-01"))
    let info = DatasetInfo(
      version: "1", released: 0, licence: "", title: LocalizedText(fr: "", en: ""),
      description: LocalizedText(fr: "", en: ""))
    var builder = CatalogBuilder(info)
    var areas: [[Text]] = []
    for number in 100..<220 {
      let texts = (0..<5).map { _ in Self.text(&generator) }
      areas.append(texts)
      try builder.add(
        AreaRecord(
          id: "a\(number)", name: LocalizedText(fr: texts[0].written, en: texts[1].written),
          aliases: [texts[2].written],
          definition: LocalizedText(fr: texts[3].written, en: "", ja: texts[4].written), broader: nil, added: day,
          updated: day))
    }
    let catalog = try builder.build()
    // The same once more, from words that were read sixteen objects at a time.
    let stretches = SearchIndex.Stretch.all(of: catalog, length: 16)
    #expect(stretches.count == 8)
    let joined = SearchIndex(
      joining: stretches.map { SearchIndex.Words(of: $0, in: catalog) }, population: catalog.population)

    var telling = 0
    for _ in 0..<200 {
      var (parts, tests): ([String], [(([Text]) -> Bool)]) = ([], [])
      let wordCount = Int.random(in: 0...2, using: &generator)
      for _ in 0..<Int.random(in: 0...1, using: &generator) {
        let phrase = (0..<Int.random(in: 1...3, using: &generator)).compactMap { _ in
          Self.words.randomElement(using: &generator)
        }
        let isExcluded = Bool.random(using: &generator)
        parts.append((isExcluded ? "-\"" : "\"") + phrase.map(\.written).joined(separator: " ") + "\"")
        tests.append { $0.contains { Self.holds($0, phrase: phrase.map(\.folded)) } != isExcluded }
      }
      if Bool.random(using: &generator), let word = Self.words.randomElement(using: &generator) {
        parts.append("-" + word.written)
        tests.append { !$0.contains { Self.holds($0, word.folded, isPrefix: false) } }
      }
      for index in 0..<wordCount {
        let isRun = Int.random(in: 0..<3, using: &generator) == 0
        let run = Self.runs.randomElement(using: &generator) ?? ""
        var word = isRun ? (run, run == "ﾅﾄｰ" ? "ナトー" : run) : Self.words.randomElement(using: &generator) ?? ("", "")
        if index == wordCount - 1, !isRun, Bool.random(using: &generator) {
          // A beginning, as it is typed; one scalar at least.
          let length = Int.random(in: 1...word.1.count, using: &generator)
          word = (String(word.1.prefix(length)), String(word.1.prefix(length)))
        }
        parts.append(word.0)
        let isPrefix = index == wordCount - 1
        tests.append { $0.contains { Self.holds($0, word.1, isPrefix: isPrefix) } }
      }
      let query = parts.joined(separator: " ")
      let expected = areas.indices.filter { area in tests.allSatisfy { $0(areas[area]) } }.map { UInt32($0) }
      let hits = catalog.search.hits(for: SearchQuery(query), kind: .area)
      #expect(hits.matches.members == expected, "\(query)")
      let joinedHits = joined.hits(for: SearchQuery(query), kind: .area)
      #expect(joinedHits.matches.members == expected, "\(query), joined")
      if !expected.isEmpty, expected.count < areas.count / 2 { telling += 1 }
      for number in expected.prefix(5) where wordCount > 0 {
        #expect(hits.score(of: number) > 0)
        #expect(joinedHits.score(of: number) == hits.score(of: number), "\(query)")
        #expect(!catalog.snippets(query, .area, number, .en).isEmpty, "\(query)")
      }
    }
    #expect(telling > 50)
  }
}
