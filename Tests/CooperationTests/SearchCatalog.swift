import Cooperation
import Testing

/// A small catalog with one of everything that a search looks into.
enum SearchCatalog {
  static let info = DatasetInfo(
    version: "2026.1.1", released: 0, licence: "CC-BY-4.0", title: LocalizedText(fr: "t", en: "t"),
    description: LocalizedText(fr: "d", en: "d"))

  static func build() throws -> Catalog {
    var builder = CatalogBuilder(info)
    let day = try #require(Day("2026-01-01"))
    for (id, fr, en, ja, aliases, definition) in areas {
      try builder.add(
        AreaRecord(
          id: id, name: LocalizedText(fr: fr, en: en, ja: ja), aliases: aliases,
          definition: LocalizedText(fr: definition, en: "Definition of \(en)"), broader: nil, added: day, updated: day))
    }
    try builder.add(
      PlaceRecord(
        id: "tokyo", type: .city, name: LocalizedText(fr: "Tōkyō", en: "Tokyo", ja: "東京"), aliases: ["Edo"],
        country: "JP", within: nil, point: nil, added: day, updated: day))
    for (id, fr, en, ja, aliases, description, post) in actors {
      try builder.add(
        ActorRecord(
          id: id, type: .group, name: LocalizedText(fr: fr, en: en, ja: ja), aliases: aliases,
          description: LocalizedText(fr: description, en: "About \(en)"), country: nil, memberOf: [], partOf: nil,
          posts: post.map { [PostRecord(title: $0, of: nil, date: nil)] } ?? [], added: day, updated: day))
    }
    try builder.add(
      DocumentRecord(
        id: "declaration", type: .declaration, name: LocalizedText(fr: "Déclaration conjointe", en: "Joint statement"),
        title: nil, aliases: [], publisher: nil, published: nil, revised: nil, language: "fr", sourceURL: nil,
        sourceFile: nil, paragraphs: 3, added: day, updated: day))
    for (id, fr, en, ja, summary) in events {
      try builder.add(
        EventRecord(
          id: id, type: .visit, name: LocalizedText(fr: fr, en: en, ja: ja),
          summary: LocalizedText(fr: summary, en: "In short: \(en)"), aliases: [], date: nil, status: .occurred,
          participants: id == "visit-2013"
            ? [
              ParticipationRecord(
                actor: "rasmussen", role: .visitor,
                post: LocalizedText(fr: "secrétaire général de l’OTAN", en: "NATO Secretary General"), onBehalfOf: nil)
            ] : [],
          areas: [], places: [], partOf: nil, related: [],
          figures: id == "fund"
            ? [
              FigureRecord(
                kind: .money, value: 1, unit: "USD", qualifier: nil, nature: nil,
                label: LocalizedText(fr: "don en équipement", en: "equipment grant"), recipient: nil)
            ] : [],
          disputed: false, added: day, updated: day))
    }
    try builder.add(
      ClaimRecord(
        id: "claim-1", subjectKind: .event, subject: "fund", field: nil, value: "null",
        statement: LocalizedText(fr: "Le Japon verse 16,5 millions d’euros.", en: "Japan gives 16.5 million euros."),
        document: "declaration", paragraph: 1, assertedBy: nil, status: .accepted, note: nil, added: day, updated: day))
    return try builder.build()
  }

  private static let areas: [(String, String, String, String?, [String], String)] = [
    ("counter-piracy", "Lutte contre la piraterie", "Counter-piracy", "海賊対処", ["Ocean Shield"], "En mer, au large."),
    (
      "cyber-defence", "Cyberdéfense", "Cyber defence", "サイバー防衛", [],
      "Défense des réseaux. " + filler + "Fin 🚢 œuvre cachée."
    ),
    ("women", "Femmes, paix et sécurité", "Women, Peace and Security", nil, ["FPS"], "L’œuvre d’une résolution."),
  ]
  static let filler = String(repeating: "Des mots sans intérêt 🚢 pour remplir la page. ", count: 12)

  private static let actors: [(String, String, String, String?, [String], String, LocalizedText?)] = [
    ("japan", "Japon", "Japan", "日本", ["État du Japon"], "Partenaire de l’OTAN en Asie.", nil),
    (
      "nato", "OTAN", "NATO", "北大西洋条約機構", ["ＮＡＴＯ", "ナトー", "Organisation du Traité de l'Atlantique Nord"],
      "Alliance politique et militaire.", nil
    ),
    ("nato-office", "Bureau de l’OTAN", "NATO Office", nil, [], "OTAN OTAN OTAN.", nil),
    (
      "rasmussen", "Anders Fogh Rasmussen", "Anders Fogh Rasmussen", nil, [], "Homme politique danois.",
      LocalizedText(fr: "Premier ministre", en: "Prime Minister")
    ),
  ]

  private static let events: [(String, String, String, String?, String)] = [
    ("exercise", "Exercice naval", "Naval exercise", "共同訓練", "Des navires japonais s'exercent avec l'Alliance."),
    ("fund", "Don au fonds d'affectation", "Trust fund gift", nil, "Le cœur de l'aide : vingt millions."),
    (
      "visit-2013", "Visite du secrétaire général au Japon", "Secretary General visits Japan", "2013年4月の訪日",
      "Le chef de l’Alliance rencontre le Premier ministre à Tōkyō."
    ),
  ]
}

extension Catalog {
  /// Where a query matches in one object.
  func snippets(_ query: String, _ kind: Kind, _ number: UInt32, _ language: Language) -> [Snippet] {
    var reader = SnippetReader(SearchQuery(query))
    var snippets: [Snippet] = []
    reader.read(kind, number, language: language, in: self) { snippets.append($0) }
    return snippets
  }
}

extension Snippet {
  var string: String { String(decoding: text, as: UTF8.self) }
  var units: [UInt16] { Array(string.utf16) }
  /// What its ranges mark.
  var marked: [String] { ranges.map { String(decoding: units[$0], as: UTF16.self) } }
}
