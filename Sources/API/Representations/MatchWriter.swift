internal import Cooperation
internal import JSON

/// Writes the `match` of hit after hit: its score, and where the words stand.
struct MatchWriter {
  private let search: TextSearch
  private let language: Language
  private var snippets: SnippetReader

  init(_ search: TextSearch, language: Language) {
    self.search = search
    self.language = language
    snippets = SnippetReader(search.query)
  }

  mutating func write(_ kind: Kind, _ number: UInt32, to json: inout JSONWriter) {
    json.key("match")
    json.beginObject()
    json.key("score")
    json.number((Double(search.score(kind, number)) * 1000).rounded() / 1000)
    json.key("snippets")
    json.beginArray()
    search.edition.snippets(&snippets, kind, number, language: language) { snippet in
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
    json.endArray()
    json.endObject()
  }
}
