internal import Cooperation
internal import HTTP
internal import JSON

/// `/v1/vocab`: every enumeration with its labels in all languages.
extension Endpoints {
  static func vocabulary(_ call: Call) -> Response {
    call.withSettings { ask in
      var json = JSONWriter()
      json.beginObject()
      json.key("data")
      json.beginObject()
      json.vocabulary("event_type", EventType.self)
      json.vocabulary("actor_type", ActorType.self)
      json.vocabulary("area_type", AreaType.self)
      json.vocabulary("place_type", PlaceType.self)
      json.vocabulary("document_type", DocumentType.self)
      json.vocabulary("status", EventStatus.self)
      json.vocabulary("role", Role.self)
      json.vocabulary("relation", Relation.self)
      json.vocabulary("figure_kind", FigureKind.self)
      json.vocabulary("qualifier", Qualifier.self)
      json.vocabulary("nature", FigureNature.self)
      json.vocabulary("claim_status", ClaimStatus.self)
      json.vocabulary("date_precision", DatePrecision.self)
      json.vocabulary("date_basis", DateBasis.self)
      json.endObject()
      return call.finish(&json, ask)
    }
  }
}

extension JSONWriter {
  fileprivate mutating func vocabulary<E: Enumeration>(_ name: StaticString, _: E.Type) {
    key(name)
    beginArray()
    for value in E.allCases {
      beginObject()
      key("value")
      string(value.word)
      key("label")
      beginObject()
      for language in Language.allCases {
        key(escaping: language.tag)
        stringOrNull(value.label[language])
      }
      endObject()
      endObject()
    }
    endArray()
  }
}
