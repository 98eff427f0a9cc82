import Cooperation
import Testing

@Suite struct SearchSnippetTests {
  private let catalog: Catalog

  init() throws { catalog = try SearchCatalog.build() }

  /// Each snippet as `field language: what stands in its ranges`.
  private func snippets(_ query: String, _ kind: Kind, _ id: String, _ language: Language) throws -> [String] {
    let number = try #require(catalog.find(kind, id: id.utf8))
    return catalog.search.snippets(
      for: SearchQuery(query), kind: kind, number: number, language: language, in: catalog
    ).map { snippet in
      let units = Array(snippet.text.utf16)
      let parts = snippet.ranges.map { String(decoding: units[$0.start..<$0.start + $0.length], as: UTF16.self) }
      return "\(snippet.field) \(snippet.language?.tag ?? "-"): \(parts.joined(separator: "|"))"
    }
  }

  @Test(
    "Snippets show where a query matched, slices of the original",
    arguments: [
      ("otan", Kind.actor, "nato", Language.fr, ["name fr: OTAN"]),
      ("otan", .actor, "nato-office", .fr, ["name fr: OTAN", "description fr: OTAN|OTAN|OTAN"]),
      ("nato", .actor, "nato", .fr, ["name en: NATO", "aliases -: ＮＡＴＯ", "description en: NATO"]),
      ("etat", .actor, "japan", .fr, ["aliases -: État"]), ("日本", .actor, "japan", .fr, ["name ja: 日本"]),
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
    let snippets = catalog.search.snippets(
      for: SearchQuery(query), kind: .area, number: number, language: .fr, in: catalog)
    let snippet = try #require(snippets.first)
    let units = Array(snippet.text.utf16)
    #expect(units.count <= 200)
    #expect(units.count > 120)
    let slices = snippet.ranges.map { String(decoding: units[$0.start..<$0.start + $0.length], as: UTF16.self) }
    #expect(!slices.isEmpty)
    #expect(slices.allSatisfy { $0 == query })
    let start = try #require(whole.firstRange(of: snippet.text)).lowerBound
    let end = whole.index(start, offsetBy: snippet.text.count)
    #expect(start == whole.startIndex || whole[whole.index(before: start)] == " " || whole[start].isLetter)
    #expect(end == whole.endIndex || !whole[end].isLetter)
  }
}
