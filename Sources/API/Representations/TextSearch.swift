internal import Cooperation
internal import JSON

/// The words of `q`, answered once for each kind that is asked.
final class TextSearch {
  private let query: SearchQuery
  private let edition: Service.Edition
  /// By kind.
  private var answers = [SearchHits?](repeating: nil, count: Kind.allCases.count)

  init(_ text: String, in edition: Service.Edition) {
    query = SearchQuery(text)
    self.edition = edition
  }

  /// Whether it asks for nothing, such as punctuation alone.
  var isEmpty: Bool { query.isEmpty }

  /// What matches, of one kind. Words that say nothing (punctuation alone) match everything.
  func hits(_ kind: Kind) -> Selection {
    query.isEmpty ? .all(edition.catalog.count(kind)) : answer(kind).matches
  }

  /// The same with how well each matches; `nil` for words that say nothing.
  func ranked(_ kind: Kind) -> SearchHits? { query.isEmpty ? nil : answer(kind) }

  func score(_ kind: Kind, _ number: UInt32) -> Float { query.isEmpty ? 0 : answer(kind).score(of: number) }

  private func answer(_ kind: Kind) -> SearchHits {
    if let answer = answers[Int(kind.rawValue)] { return answer }
    let answer = edition.hits(of: query, kind)
    answers[Int(kind.rawValue)] = answer
    return answer
  }

  /// Writes the `match` of a hit: its score, and where the words stand.
  func write(_ kind: Kind, _ number: UInt32, language: Language, to json: inout JSONWriter) {
    json.beginObject()
    json.key("score")
    json.number((Double(score(kind, number)) * 1000).rounded() / 1000)
    json.key("snippets")
    json.beginArray()
    for snippet in edition.snippets(of: query, kind, number, language: language) {
      json.beginObject()
      json.key("field")
      json.string(snippet.field)
      json.key("lang")
      json.stringOrNull(snippet.language?.tag)
      json.key("text")
      json.string(snippet.text)
      json.key("ranges")
      json.beginArray()
      for range in snippet.ranges {
        json.beginArray()
        json.integer(range.start)
        json.integer(range.length)
        json.endArray()
      }
      json.endArray()
      json.endObject()
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
