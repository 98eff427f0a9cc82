internal import Cooperation
internal import JSON
internal import Synchronization

/// The words of `q`, and what they find among the objects of some kinds.
final class TextSearch: Sendable {
  private let query: SearchQuery
  private let edition: Service.Edition
  /// By kind; `nil` for one that is not asked.
  private let answers: [SearchHits?]
  /// One answer is written at a time, so nobody waits for it.
  private let snippets: Mutex<SnippetReader>

  init(_ text: String, among kinds: [Kind], in edition: Service.Edition) {
    let query = SearchQuery(text)
    self.query = query
    snippets = Mutex(SnippetReader(query))
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

  /// Writes the `match` of a hit: its score, and where the words stand.
  func write(_ kind: Kind, _ number: UInt32, language: Language, to json: inout JSONWriter) {
    json.beginObject()
    json.key("score")
    json.number((Double(score(kind, number)) * 1000).rounded() / 1000)
    json.key("snippets")
    json.beginArray()
    snippets.withLock { reader in
      edition.snippets(&reader, kind, number, language: language) { snippet in
        json.beginObject()
        json.key("field")
        json.string(snippet.field)
        json.key("lang")
        json.stringOrNull(snippet.language?.tag)
        json.key("text")
        json.string(utf8: snippet.text)
        json.key("ranges")
        json.beginArray()
        for range in snippet.ranges {
          json.beginArray()
          json.integer(range.lowerBound)
          json.integer(range.count)
          json.endArray()
        }
        json.endArray()
        json.endObject()
      }
    }
    json.endArray()
    json.endObject()
  }

  /// Writes `did_you_mean` in `meta`: queries that would have found something of these kinds.
  func writeSuggestions(for kinds: [Kind], to json: inout JSONWriter) {
    json.key("did_you_mean")
    json.beginArray()
    for suggestion in edition.catalog.search.suggestions(for: query, limit: 3, kinds: kinds) { json.string(suggestion) }
    json.endArray()
  }
}
