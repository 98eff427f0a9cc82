internal import Cooperation
internal import JSON

/// The words of `q`, and what they find among the objects of some kinds.
final class TextSearch: Sendable {
  let query: SearchQuery
  let edition: Service.Edition
  /// By kind; `nil` for one that is not asked.
  private let answers: [SearchHits?]

  init(_ text: String, among kinds: [Kind], in edition: Service.Edition) {
    let query = SearchQuery(text)
    self.query = query
    self.edition = edition
    answers = Kind.allCases.map { kinds.contains($0) && !query.isEmpty ? edition.hits(of: query, $0) : nil }
  }

  /// Whether it asks for nothing, such as punctuation alone.
  var isEmpty: Bool { query.isEmpty }

  /// What matches, of one kind. Words that say nothing (punctuation alone) match everything.
  func hits(_ kind: Kind) -> Selection { ranked(kind)?.matches ?? .all(edition.catalog.count(kind)) }

  /// The same with how well each matches; `nil` for words that say nothing.
  func ranked(_ kind: Kind) -> SearchHits? { answers[Int(kind.rawValue)] }

  func score(_ kind: Kind, _ number: UInt32) -> Float { ranked(kind)?.score(of: number) ?? 0 }

  /// Writes `did_you_mean` in `meta`: queries that would have found something of these kinds.
  func writeSuggestions(for kinds: [Kind], to json: inout JSONWriter) {
    json.key("did_you_mean")
    json.beginArray()
    for suggestion in edition.catalog.search.suggestions(for: query, limit: 3, kinds: kinds) { json.string(suggestion) }
    json.endArray()
  }
}
