import Cooperation
import Testing

@Suite struct SearchSuggestionTests {
  private let catalog: Catalog

  init() throws { catalog = try SearchCatalog.build() }

  @Test(
    "A query without matches is corrected from the words of the index",
    arguments: [
      ("otna", ["otan"]), ("secretiare", ["secretaire"]), ("secretiare general", ["secretaire general"]),
      ("rasmusen", ["rasmussen"]), ("« l'otam »", ["« l'otan »"]), ("bureua -japon", ["bureau -japon"]), ("otan", []),
      ("xyzzyxyzzy", []), ("", []),
      ("-otan", []), ("日木", []), ("visit", []),
    ])
  func corrects(query: String, expected: [String]) {
    let suggestions = catalog.search.suggestions(for: SearchQuery(query))
    #expect(Array(suggestions.prefix(1)) == expected)
    for suggestion in suggestions {
      #expect(
        Kind.allCases.contains { !catalog.search.hits(for: SearchQuery(suggestion), kind: $0).matches.members.isEmpty })
    }
    #expect(suggestions.count <= 3)
  }

  @Test("Of many words only those that are unknown are corrected")
  func bounds() {
    let known = Array(repeating: "general", count: 40).joined(separator: " ")
    #expect(catalog.search.suggestions(for: SearchQuery("\(known) secretiare")).first == "\(known) secretaire")
    // They do not stand together anywhere: any of them could be meant otherwise.
    let apart = (["otan", "tokyo", "declaration", "conjointe", "general"] + Array(repeating: "otan", count: 5)).joined(
      separator: " ")
    #expect(catalog.search.suggestions(for: SearchQuery(apart)).isEmpty)
  }
}
