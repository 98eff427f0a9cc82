import Cooperation
import JSON

extension AreaRecord: FixtureRecord {
  static var kind: Kind { .area }

  init(_ fields: inout Fields) {
    self.init(
      id: fields.string("id"), name: fields.text("name"), aliases: fields.strings("aliases"),
      definition: fields.text("definition"), broader: fields.stringOrNull("broader"), added: fields.day("added"),
      updated: fields.day("updated"))
  }

  func write(to json: inout JSONWriter) {
    json.member("id", id)
    json.member("name", name)
    json.member("aliases", aliases)
    json.member("definition", definition)
    json.member("broader", broader)
    json.member("added", added)
    json.member("updated", updated)
  }
}
