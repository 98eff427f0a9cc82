import Cooperation
import JSON

extension ClaimRecord: FixtureRecord {
  static var kind: Kind { .claim }

  init(_ fields: inout Fields) {
    let id = fields.string("id")
    let subject = fields.object("subject", orNull: false) { (kind: $0.subjectKind(), id: $0.string("id")) }
    self.init(
      id: id, subjectKind: subject?.kind ?? .event, subject: subject?.id ?? "", field: fields.stringOrNull("field"),
      value: fields.bareValue("value"), statement: fields.text("statement"), document: fields.string("document"),
      paragraph: fields.integer("paragraph"), assertedBy: fields.stringOrNull("asserted_by"),
      status: fields.word("status", else: .accepted), note: fields.textOrNull("note"), added: fields.day("added"),
      updated: fields.day("updated"))
  }

  func write(to json: inout JSONWriter) {
    json.member("id", id)
    json.key("subject")
    json.beginObject()
    json.member("kind", subjectKind.singular)
    json.member("id", subject)
    json.endObject()
    json.member("field", field)
    json.key("value")
    json.raw(Array(value.utf8)[...])
    json.member("statement", statement)
    json.member("document", document)
    json.key("paragraph")
    json.integer(paragraph)
    json.member("asserted_by", assertedBy)
    json.member("status", status)
    json.member("note", note)
    json.member("added", added)
    json.member("updated", updated)
  }
}

extension Fields {
  /// What a claim may be about: anything but another claim.
  fileprivate mutating func subjectKind() -> Kind {
    guard let word = string("kind", orNull: false) else { return .event }
    let allowed = Kind.allCases.filter { $0 != .claim }
    if let kind = allowed.first(where: { $0.singular == word }) { return kind }
    report("kind", "“\(word)” is none of \(allowed.map(\.singular).joined(separator: ", "))")
    return .event
  }

  /// A text, number, truth value or `null`, as a JSON text.
  fileprivate mutating func bareValue(_ key: String) -> String {
    var json = JSONWriter(reserving: 32)
    switch value(key) {
    case .string(let text): json.string(text)
    case .number(let number): json.number(number)
    case .bool(let bool): json.bool(bool)
    case .null, nil: json.null()
    case .array, .object: report(key, "is a list or an object, expected a bare value or null")
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
