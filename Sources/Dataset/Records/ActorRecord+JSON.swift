import Cooperation
import JSON

extension ActorRecord: FixtureRecord {
  static var kind: Kind { .actor }

  init(_ fields: inout Fields) {
    self.init(
      id: fields.string("id"), type: fields.word("type", else: .group), name: fields.text("name"),
      aliases: fields.strings("aliases"), description: fields.text("description"),
      country: fields.stringOrNull("country"), memberOf: fields.strings("member_of"),
      partOf: fields.stringOrNull("part_of"),
      posts: fields.list("posts") {
        PostRecord(title: $0.text("title"), of: $0.stringOrNull("of"), date: $0.date("date"))
      },
      added: fields.day("added"), updated: fields.day("updated"))
  }

  func write(to json: inout JSONWriter) {
    json.member("id", id)
    json.member("type", type)
    json.member("name", name)
    json.member("aliases", aliases)
    json.member("description", description)
    json.member("country", country)
    json.member("member_of", memberOf)
    json.member("part_of", partOf)
    json.member("posts", posts) { post, json in
      json.member("title", post.title)
      json.member("of", post.of)
      json.member("date", post.date)
    }
    json.member("added", added)
    json.member("updated", updated)
  }
}
