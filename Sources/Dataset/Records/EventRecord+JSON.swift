import Cooperation
import JSON

extension EventRecord: FixtureRecord {
  static var kind: Kind { .event }

  init(_ fields: inout Fields) {
    self.init(
      id: fields.string("id"), type: fields.word("type", else: .milestone), name: fields.text("name"),
      summary: fields.text("summary"), aliases: fields.strings("aliases"), date: fields.date("date"),
      status: fields.word("status", else: .occurred),
      participants: fields.list("participants") { ParticipationRecord(&$0) }, areas: fields.strings("areas"),
      places: fields.strings("places"), partOf: fields.stringOrNull("part_of"),
      related: fields.list("related") { RelationRecord(&$0) },
      figures: fields.list("figures") { FigureRecord(&$0) }, disputed: fields.bool("disputed"),
      added: fields.day("added"), updated: fields.day("updated"))
  }

  func write(to json: inout JSONWriter) {
    json.member("id", id)
    json.member("type", type)
    json.member("name", name)
    json.member("summary", summary)
    json.member("aliases", aliases)
    json.member("date", date)
    json.member("status", status)
    json.member("participants", participants) { $0.write(to: &$1) }
    json.member("areas", areas)
    json.member("places", places)
    json.member("part_of", partOf)
    json.member("related", related) { relation, json in
      json.member("event", relation.event)
      json.member("relation", relation.relation)
    }
    json.member("figures", figures) { $0.write(to: &$1) }
    json.key("disputed")
    json.bool(disputed)
    json.member("added", added)
    json.member("updated", updated)
  }
}

extension ParticipationRecord {
  fileprivate init(_ fields: inout Fields) {
    self.init(
      actor: fields.string("actor"), role: fields.word("role", else: .participant), post: fields.textOrNull("post"),
      onBehalfOf: fields.stringOrNull("on_behalf_of"))
  }

  fileprivate func write(to json: inout JSONWriter) {
    json.member("actor", actor)
    json.member("role", role)
    json.member("post", post)
    json.member("on_behalf_of", onBehalfOf)
  }
}

extension RelationRecord {
  fileprivate init(_ fields: inout Fields) {
    self.init(event: fields.string("event"), relation: fields.word("relation", else: .seeAlso))
    if !relation.isRecorded {
      fields.report(
        "relation",
        "“\(relation.word)” is derived: record “\(relation.inverse.word)” on the other event instead")
    }
  }
}

extension FigureRecord {
  fileprivate init(_ fields: inout Fields) {
    self.init(
      kind: fields.word("kind", else: .count), value: fields.number("value"), unit: fields.string("unit"),
      qualifier: fields.wordOrNull("qualifier", else: .about), nature: fields.wordOrNull("nature", else: .pledge),
      label: fields.text("label"), recipient: fields.stringOrNull("recipient"))
  }

  fileprivate func write(to json: inout JSONWriter) {
    json.member("kind", kind)
    json.key("value")
    json.number(value)
    json.member("unit", unit)
    json.key("qualifier")
    json.stringOrNull(qualifier?.word)
    json.key("nature")
    json.stringOrNull(nature?.word)
    json.member("label", label)
    json.member("recipient", recipient)
  }
}
