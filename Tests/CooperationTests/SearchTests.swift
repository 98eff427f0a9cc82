import Cooperation
import Testing

@Suite struct SearchTests {
  private let catalog: Catalog

  init() throws { catalog = try SearchCatalog.build() }

  /// The ids that match, best first.
  private func found(_ text: String, _ kind: Kind) -> [String] {
    let hits = catalog.search.hits(for: SearchQuery(text), kind: kind)
    return hits.matches.members.sorted { (hits.score(of: $0), $1) > (hits.score(of: $1), $0) }
      .map { catalog.texts.string(catalog.id(kind, $0)) }
  }

  @Test(
    "Actors are found, best first",
    arguments: [
      ("otan", ["nato", "nato-office", "japan"]), ("OTAN", ["nato", "nato-office", "japan"]),
      ("ＯＴＡＮ", ["nato", "nato-office", "japan"]), ("nato", ["nato", "nato-office"]), ("nat", ["nato", "nato-office"]),
      ("l'otan", ["nato", "nato-office", "japan"]), ("l’OTAN", ["nato", "nato-office", "japan"]),
      ("bureau de l'otan", ["nato-office"]), ("Bureau OTAN", ["nato-office"]), ("\"bureau otan\"", []),
      ("\"bureau de l’otan\"", ["nato-office"]), ("\"de OTAN\"", ["nato-office", "japan"]),
      ("japon", ["japan"]), ("État", ["japan"]), ("etat", ["japan"]), ("E\u{301}tat", ["japan"]),
      ("asie otan", ["japan"]),
      ("ﾅﾄｰ", ["nato"]), ("大西洋", ["nato"]), ("西大", []), ("洋", ["nato"]), ("構", ["nato"]), ("北", ["nato"]),
      ("日本", ["japan"]),
      ("本日", []), ("premier", ["rasmussen"]), ("\"prime minister\"", ["rasmussen"]), ("\"minister prime\"", []),
      ("ministre prime", ["rasmussen"]), ("otan -bureau", ["nato", "japan"]),
      ("otan -bur", ["nato", "nato-office", "japan"]),
      ("otan -\"bureau de l'otan\"", ["nato", "japan"]), ("otan -nato-office", ["nato", "japan"]),
      ("-otan -nato", ["rasmussen"]), ("otan -大西洋", ["nato-office", "japan"]), ("xyzzy", []), ("otan xyzzy", []),
      ("\"anders fogh\"", ["rasmussen"]), ("\"anders fo", ["rasmussen"]), ("\"anders fo\"", []), ("and fogh", []),
      ("fogh and", ["rasmussen"]), ("« traité de l’atlantique »", ["nato"]), ("d'atlantique", ["nato"]),
      ("japan's", ["japan"]), ("NATO日", []), ("politique militaire", ["nato"]),
    ])
  func actors(query: String, ids: [String]) { #expect(found(query, .actor) == ids) }

  @Test("Words of any length are told apart and found, by their beginnings as well")
  func longWords() throws {
    var random = Random(seed: 1)
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    // A few of each length: what a hash makes of long ones may be anything.
    let words = (8..<160).flatMap { length in
      (0..<3).map { _ in String((0..<length).map { _ in letters.randomElement(using: &random) ?? "a" }) }
    }
    let day = try #require(Day("2026-01-01"))
    var builder = CatalogBuilder(SearchCatalog.info)
    for (number, word) in words.enumerated() {
      try builder.add(
        AreaRecord(
          id: "area-\(1000 + number)", name: LocalizedText(fr: "Mot \(number)", en: "Word \(number)"), aliases: [],
          definition: LocalizedText(fr: word, en: word.uppercased()), broader: nil, added: day, updated: day))
    }
    let catalog = try builder.build()
    for (number, word) in words.enumerated() {
      for query in ["\"\(word)\"", String(word.dropLast())] {
        let found = catalog.search.hits(for: SearchQuery(query), kind: .area).matches.members
        #expect(found.contains { catalog.texts.string(catalog.id(.area, $0)) == "area-\(1000 + number)" }, "\(query)")
      }
    }
  }

  @Test(
    "Every kind is found by each of its fields",
    arguments: [
      (Kind.event, "visite japon", ["visit-2013"]), (.event, "visite alliance", ["visit-2013"]),
      (.event, "\"general de l'otan\"", ["visit-2013"]), (.event, "2013年", ["visit-2013"]),
      (.event, "2013年4月", ["visit-2013"]), (.event, "2013年5月", []), (.event, "訪日", ["visit-2013"]),
      (.event, "訓練", ["exercise"]),
      (.event, "equipement", ["fund"]), (.event, "grant", ["fund"]), (.event, "affectation", ["fund"]),
      (.event, "coeur", ["fund"]), (.event, "cœur", ["fund"]), (.event, "exercent", ["exercise"]),
      (.event, "\"japon le chef\"", []), (.event, "tokyo", ["visit-2013"]),
      (.actor, "danois", ["rasmussen"]), (.area, "large", ["counter-piracy"]),
      (.area, "ocean shield", ["counter-piracy"]),
      (.area, "counter-piracy", ["counter-piracy"]), (.area, "counterpiracy", []),
      (.area, "œuvre", ["women", "cyber-defence"]),
      (.area, "サイバー", ["cyber-defence"]), (.area, "ー", ["cyber-defence"]), (.area, "海賊", ["counter-piracy"]),
      (.place, "edo", ["tokyo"]), (.place, "東京", ["tokyo"]), (.place, "京", ["tokyo"]),
      (.document, "joint", ["declaration"]),
      (.claim, "euros", ["claim-1"]), (.claim, "d'euros", ["claim-1"]), (.claim, "16,5", ["claim-1"]),
      (.claim, "japon", ["claim-1"]), (.document, "japon", []),
    ])
  func kinds(kind: Kind, query: String, ids: [String]) { #expect(found(query, kind) == ids) }

  @Test(
    "What holds no word asks for nothing, and an empty query matches everything",
    arguments: ["", " ", "-", "\"", "\"\"", "- \"-\" …", "🚢", "l'", "'", "--", "\u{301}"])
  func empty(query: String) {
    #expect(SearchQuery(query).isEmpty)
    for kind in Kind.allCases {
      #expect(catalog.search.hits(for: SearchQuery(query), kind: kind).matches.count == catalog.count(kind))
    }
  }

  @Test("A query of exclusions alone is not empty and scores nothing")
  func exclusions() {
    let hits = catalog.search.hits(for: SearchQuery("-otan"), kind: .actor)
    #expect(!SearchQuery("-otan").isEmpty)
    #expect(hits.matches.members.allSatisfy { hits.score(of: $0) == 0 })
  }

  @Test("What does not match has no score, nor has what is not there")
  func scores() {
    let hits = catalog.search.hits(for: SearchQuery("japon"), kind: .actor)
    #expect(hits.matches.members.map { hits.score(of: $0) > 0 } == [true])
    for number in hits.matches.members[0] + 1...1000 { #expect(hits.score(of: number) == 0) }
  }

  @Test("A word said twice counts once", arguments: ["otan", "bureau otan", "日本"])
  func repetition(query: String) {
    let once = catalog.search.hits(for: SearchQuery(query), kind: .actor)
    let twice = catalog.search.hits(for: SearchQuery("\(query) \(query)"), kind: .actor)
    #expect(once.matches.members == twice.matches.members)
  }

  @Test("What is exactly asked for stands before what only begins so or mentions it")
  func exactness() {
    let all = Kind.allCases.flatMap { kind in
      let hits = catalog.search.hits(for: SearchQuery("japon"), kind: kind)
      return hits.matches.members.map { (catalog.texts.string(catalog.id(kind, $0)), hits.score(of: $0)) }
    }
    #expect(all.max { $0.1 < $1.1 }?.0 == "japan")
    #expect(Set(all.map(\.0)) == ["japan", "visit-2013", "claim-1", "exercise"])
  }

  @Test("Junk of any kind is answered")
  func junk() {
    var generator = Random(seed: 7)
    let alphabet = Array("\"-'’ aelnoàœßがｶﾞー日本語🚢🇯🇵\u{301}\u{3099}\u{200D}\u{AD}\0\t,.«»「」０9한글עβЖ".unicodeScalars)
    for _ in 0..<400 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...200, using: &generator) {
        text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)])
      }
      let query = SearchQuery(String(text))
      for kind in Kind.allCases {
        let hits = catalog.search.hits(for: query, kind: kind)
        for number in hits.matches.members {
          for snippet in catalog.snippets(query.text, kind, number, .ja) {
            #expect(snippet.ranges.allSatisfy { !$0.isEmpty && $0.upperBound <= snippet.units.count })
          }
        }
      }
    }
    for letter in ["a", "日", "\"", "-", "é"] {
      let query = SearchQuery(String(repeating: letter, count: 200))
      for kind in Kind.allCases { _ = catalog.search.hits(for: query, kind: kind) }
      _ = catalog.search.suggestions(for: query)
    }
  }
}

/// Reproducible numbers: splitmix64.
struct Random: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
