import Cooperation
import Testing

@Suite struct SearchSnippetTests {
  private let catalog: Catalog

  init() throws { catalog = try SearchCatalog.build() }

  /// Each snippet as `field language: what stands in its ranges`.
  private func snippets(_ query: String, _ kind: Kind, _ id: String, _ language: Language) throws -> [String] {
    let number = try #require(catalog.find(kind, id: id.utf8))
    return catalog.snippets(query, kind, number, language).map { snippet in
      "\(snippet.field) \(snippet.language?.tag ?? "-"): \(snippet.marked.joined(separator: "|"))"
    }
  }

  @Test(
    "Snippets show where a query matched, slices of the original",
    arguments: [
      ("otan", Kind.actor, "nato", Language.fr, ["name fr: OTAN"]),
      ("otan", .actor, "nato-office", .fr, ["name fr: OTAN", "description fr: OTAN|OTAN|OTAN"]),
      ("nato", .actor, "nato", .fr, ["name en: NATO", "aliases -: ＮＡＴＯ", "description en: NATO"]),
      ("etat", .actor, "japan", .fr, ["aliases -: État"]), ("日本", .actor, "japan", .fr, ["name ja: 日本"]),
      ("日 本", .actor, "japan", .fr, ["name ja: 日本"]),
      ("大西洋", .actor, "nato", .fr, ["name ja: 大西洋"]), ("洋", .actor, "nato", .fr, ["name ja: 洋"]),
      ("北", .actor, "nato", .ja, ["name ja: 北"]), ("ﾅﾄ", .actor, "nato", .ja, ["aliases -: ナト"]),
      ("visit", .event, "visit-2013", .fr, ["name fr: Visite", "summary en: visits"]),
      ("visit", .event, "visit-2013", .en, ["name en: visits", "summary en: visits"]),
      (
        "secretaire general", .event, "visit-2013", .fr,
        ["name fr: secrétaire|général", "participants.post fr: secrétaire|général", "summary en: General"]
      ),
      (
        "\"secretaire general\"", .event, "visit-2013", .ja,
        ["name fr: secrétaire général", "participants.post fr: secrétaire général"]
      ),
      ("2013年4", .event, "visit-2013", .fr, ["name ja: 2013年4"]),
      ("equip", .event, "fund", .fr, ["figures.label fr: équipement"]),
      ("coeur", .event, "fund", .fr, ["summary fr: cœur"]),
      ("premier", .actor, "rasmussen", .fr, ["posts.title fr: Premier"]),
      ("œuvre cachée", .area, "cyber-defence", .fr, ["definition fr: œuvre|cachée"]),
      ("oeuvre", .area, "women", .en, ["definition fr: œuvre"]),
      ("large", .area, "counter-piracy", .fr, ["definition fr: large"]),
      ("millions euros", .claim, "claim-1", .en, ["statement fr: millions|euros"]),
      ("euros", .claim, "claim-1", .fr, ["statement fr: euros"]), ("-otan", .actor, "rasmussen", .fr, []),
      ("", .actor, "nato", .fr, []),
    ])
  func shows(query: String, kind: Kind, id: String, language: Language, expected: [String]) throws {
    #expect(try snippets(query, kind, id, language) == expected)
  }

  @Test(
    "A long text is shown as a window around its first match, cut where words end",
    arguments: ["cachée", "réseaux", "page"])
  func windows(query: String) throws {
    let number = try #require(catalog.find(.area, id: "cyber-defence".utf8))
    let whole = "Défense des réseaux. " + SearchCatalog.filler + "Fin 🚢 œuvre cachée."
    let snippet = try #require(catalog.snippets(query, .area, number, .fr).first)
    #expect(snippet.units.count <= 200)
    #expect(snippet.units.count > 120)
    let slices = snippet.marked
    #expect(!slices.isEmpty)
    #expect(slices.allSatisfy { $0 == query })
    let start = try #require(whole.firstRange(of: snippet.string)).lowerBound
    let end = whole.index(start, offsetBy: snippet.string.count)
    #expect(start == whole.startIndex || whole[whole.index(before: start)] == " " || whole[start].isLetter)
    #expect(end == whole.endIndex || !whole[end].isLetter)
  }

  @Test("Whatever stands around a word, it is the letters between what parts words")
  func words() throws {
    var generator = Random(seed: 11)
    let day = try #require(Day("2026-01-01"))
    let alphabet = Array("''''’`     --ssslldOO0Jé日本ｶﾞœ,🚢\u{301}\u{3099}\u{AD}ﬁ한β".unicodeScalars)
    var texts: [String] = []
    var builder = CatalogBuilder(SearchCatalog.info)
    for id in 1000..<1400 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 1...24, using: &generator) {
        text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)])
      }
      texts.append(String(text))
      let name = LocalizedText(fr: String(text), en: "")
      try builder.add(
        AreaRecord(
          id: "a\(id)", name: name, aliases: [], definition: LocalizedText(fr: "", en: ""), broader: nil, added: day,
          updated: day))
    }
    let catalog = try builder.build()
    var count = 0
    for (number, text) in texts.enumerated() {
      let words = Self.words(of: text)
      for word in Set(words.map(\.folded) + ["l", "s", "d"]) {
        let query = "\"\(word)\""
        let units = words.filter { $0.folded == word }.flatMap(\.units)
        let marked = catalog.snippets(query, .area, UInt32(number), .fr).flatMap { $0.ranges.joined() }
        #expect(marked == units, "\(word) in \(text)")
        let hits = catalog.search.hits(for: SearchQuery(query), kind: .area).matches
        #expect(hits.contains(UInt32(number)) == !units.isEmpty, "\(word) in \(text)")
        count += 1
      }
    }
    #expect(count > 800)
  }

  /// The words of a text, read off its folded letters one by one; of scripts without spaces, none.
  private static func words(of text: String) -> [(folded: String, units: Range<Int>)] {
    let pieces = Folding.pieces(of: text)
    let source = Array(text.utf16)
    func isLetter(_ index: Int) -> Bool {
      pieces.indices.contains(index) && pieces[index].scalar != " " && !isIdeogram(index)
    }
    func isIdeogram(_ index: Int) -> Bool {
      pieces.indices.contains(index) && "日本カガ한".unicodeScalars.contains(pieces[index].scalar)
    }
    func isApostrophe(_ index: Int) -> Bool {
      pieces.indices.contains(index) && "'’`".utf16.contains(source[pieces[index].start])
    }
    var words: [(folded: String, units: Range<Int>)] = []
    var start = 0
    for end in 0...pieces.count where !isLetter(end) {
      let folded = String(String.UnicodeScalarView(pieces[start..<end].map(\.scalar)))
      let isArticle = isApostrophe(end) && ["l", "d", "s", "j"].contains(folded)
      let before = start - 2
      let isGenitive =
        folded == "s" && isApostrophe(start - 1) && (isLetter(before) || isIdeogram(before) || isApostrophe(before))
      if start < end, !isArticle, !isGenitive {
        let last = pieces[end - 1]
        words.append((folded, pieces[start].start..<last.start + last.length))
      }
      start = end + 1
    }
    return words
  }
}
