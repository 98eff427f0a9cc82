import Cooperation
import JSON

extension PlaceRecord: FixtureRecord {
  static var kind: Kind { .place }

  init(_ fields: inout Fields) {
    self.init(
      id: fields.string("id"), type: fields.word("type", else: .site), name: fields.text("name"),
      aliases: fields.strings("aliases"), country: fields.stringOrNull("country"),
      within: fields.stringOrNull("within"),
      point: fields.object("point", orNull: true) {
        Point(latitude: $0.number("lat"), longitude: $0.number("lon"))
      },
      added: fields.day("added"), updated: fields.day("updated"))
  }

  func write(to json: inout JSONWriter) {
    json.member("id", id)
    json.member("type", type)
    json.member("name", name)
    json.member("aliases", aliases)
    json.member("country", country)
    json.member("within", within)
    json.key("point")
    if let point {
      json.beginObject()
      json.key("lat")
      json.number(point.latitude)
      json.key("lon")
      json.number(point.longitude)
      json.endObject()
    } else {
      json.null()
    }
    json.member("added", added)
    json.member("updated", updated)
  }
}
