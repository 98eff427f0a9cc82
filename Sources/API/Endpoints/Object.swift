internal import Cooperation
internal import HTTP
internal import JSON

/// `/v1/<noun>/{id}`: one object, the same as in a list.
extension Endpoints {
  static func object(_ call: Call, of kind: Kind) -> Response {
    let id = call.arguments.first ?? ""
    guard let number = call.edition.catalog.find(kind, id: id) else { return call.noSuch(kind, id) }
    let ask: Ask
    switch call.read(kind) {
    case .refusal(let response): return response
    case .ask(let understood): ask = understood
    }
    let link = ask.canonical.link(call.path())
    var writer = ObjectWriter(
      edition: call.edition, language: ask.language, purpose: ask.include.isEmpty ? .quoting : .naming)
    writer.json.beginObject()
    writer.json.key("data")
    writer.projected(ask.projection) { $0.object(kind, number) }
    writer.included(ask.include, of: kind, number)
    writer.json.key("meta")
    writer.json.beginObject()
    ask.writeCommonMeta(to: &writer.json, edition: call.edition)
    writer.json.endObject()
    writer.json.key("links")
    writer.json.beginObject()
    writer.json.key("self")
    writer.json.string(link)
    if kind != .claim {
      writer.json.key(kind == .event ? "claims" : "events")
      writer.json.string(call.path() + (kind == .event ? "/claims" : "/events"))
    }
    writer.json.endObject()
    writer.json.endObject()
    return call.answer(json: writer.json, canonical: link, ask: ask)
  }
}

extension ObjectWriter {
  /// Writes `included`: the objects that the one written names, and its claims, each once.
  fileprivate mutating func included(_ kinds: [Kind], of kind: Kind, _ number: UInt32) {
    guard !kinds.isEmpty else { return }
    json.key("included")
    json.beginObject()
    for (other, members) in inclusions(kinds, of: kind, [number]) {
      json.key(escaping: other.plural)
      json.beginObject()
      for member in members { inclusion(other, member) }
      json.endObject()
    }
    json.endObject()
  }
}
