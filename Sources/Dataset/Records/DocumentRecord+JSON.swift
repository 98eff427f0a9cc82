import Cooperation
import JSON

extension DocumentRecord: FixtureRecord {
  static var kind: Kind { .document }

  init(_ fields: inout Fields) {
    self.init(
      id: fields.string("id"), type: fields.word("type", else: .other), name: fields.text("name"),
      title: fields.stringOrNull("title"), aliases: fields.strings("aliases"),
      publisher: fields.stringOrNull("publisher"), published: fields.date("published"),
      revised: fields.date("revised"), language: fields.string("language"),
      sourceURL: fields.stringOrNull("source_url"), sourceFile: fields.stringOrNull("source_file"),
      paragraphs: fields.integer("paragraphs"), added: fields.day("added"), updated: fields.day("updated"))
  }

  func write(to json: inout JSONWriter) {
    json.member("id", id)
    json.member("type", type)
    json.member("name", name)
    json.member("title", title)
    json.member("aliases", aliases)
    json.member("publisher", publisher)
    json.member("published", published)
    json.member("revised", revised)
    json.member("language", language)
    json.member("source_url", sourceURL)
    json.member("source_file", sourceFile)
    json.key("paragraphs")
    json.integer(paragraphs)
    json.member("added", added)
    json.member("updated", updated)
  }
}
