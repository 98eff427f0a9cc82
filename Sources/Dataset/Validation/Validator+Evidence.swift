import Cooperation

/// Every fact points to a paragraph of a document, and says what that paragraph says.
extension Validator {
  func checkEvidence() {
    let paragraphs = Dictionary(
      fixtures.documents.map { ($0.id, $0.paragraphs) }, uniquingKeysWith: { first, _ in first })
    for claim in fixtures.claims {
      if let count = paragraphs[claim.document], !(1...max(1, count)).contains(claim.paragraph) {
        report(claim, "/paragraph", "is \(claim.paragraph), but \(claim.document) has \(count)")
      }
      checkPointer(of: claim)
    }
    let claims = Dictionary(grouping: fixtures.claims) { "\($0.subjectKind.singular)/\($0.subject)" }
    for event in fixtures.events { check(event, claims["event/\(event.id)"] ?? []) }
    for document in fixtures.documents {
      let claims = claims["document/\(document.id)"] ?? []
      checkInference(document, document.published, "/published", claims)
      checkInference(document, document.revised, "/revised", claims)
    }
    for actor in fixtures.actors {
      for (index, post) in actor.posts.enumerated() {
        let claims = claims["actor/\(actor.id)"] ?? []
        let backing =
          claims.contains { $0.field == "/posts/\(index)/date" } ? "/posts/\(index)/date" : "/posts/\(index)"
        checkInference(actor, post.date, backing, claims)
      }
    }
  }

  private func checkPointer(of claim: ClaimRecord) {
    guard let field = claim.field, let subject = fixtures.trees[claim.subjectKind]?[claim.subject] else { return }
    guard let target = subject.resolve(field), !field.isEmpty else {
      return report(
        claim, "/field", "“\(field)” leads nowhere in \(claim.subjectKind.singular) \(claim.subject)")
    }
    guard let own = target.claimable else {
      return report(claim, "/field", "“\(field)” is \(target.noun), expected a field with one value")
    }
    if claim.status == .accepted, own != claim.bareValue {
      report(
        claim, "/value",
        "is \(claim.value), but \(claim.subjectKind.singular) \(claim.subject) has \(own.text) at \(field)")
    }
  }

  private func check(_ event: EventRecord, _ claims: [ClaimRecord]) {
    guard !claims.isEmpty else { return report(event, nil, "no claim is about it") }
    for field in event.fieldsInNeedOfEvidence where !isBacked(event, field, claims) {
      report(event, field, "no claim backs it")
    }
    let isDisputed = claims.contains { $0.status == .disputed }
    if event.disputed != isDisputed {
      report(
        event, "/disputed", isDisputed ? "is false, but a claim is disputed" : "is true, but no claim is disputed")
    }
    checkInference(event, event.date, "/date", claims)
  }

  /// Whether a claim says of the field what the event says; whether it is disputed does not matter.
  private func isBacked(_ event: EventRecord, _ field: String, _ claims: [ClaimRecord]) -> Bool {
    guard let own = fixtures.trees[.event]?[event.id]?.resolve(field)?.claimable else { return true }
    return claims.contains { $0.field == field && $0.bareValue == own }
  }

  private func checkInference<Record: FixtureRecord>(
    _ record: Record, _ date: DateRecord?, _ field: String, _ claims: [ClaimRecord]
  ) {
    guard date?.basis == .inferred, !claims.contains(where: { $0.field == field && $0.note != nil }) else { return }
    report(record, field, "is inferred, but no claim at it has a note that says from what")
  }
}

extension EventRecord {
  /// JSON Pointers to all that a document must have said.
  fileprivate var fieldsInNeedOfEvidence: [String] {
    var fields: [String] = date == nil ? [] : ["/date"]
    for (index, participation) in participants.enumerated() {
      fields.append("/participants/\(index)")
      if participation.post != nil { fields.append("/participants/\(index)/post") }
      if participation.onBehalfOf != nil { fields.append("/participants/\(index)/on_behalf_of") }
    }
    fields += areas.indices.map { "/areas/\($0)" }
    fields += places.indices.map { "/places/\($0)" }
    fields += figures.indices.map { "/figures/\($0)" }
    fields += related.indices.map { "/related/\($0)" }
    if partOf != nil { fields.append("/part_of") }
    return fields
  }
}

extension JSONValue {
  /// The bare value by which a claim names this one: the French text, the EDTF, the id, the number; `nil` for lists and
  /// for objects that no one value stands for.
  fileprivate var claimable: JSONValue? {
    switch self {
    case .null, .bool, .number, .string: self
    case .array: nil
    case .object: self["fr"] ?? self["edtf"] ?? self["actor"] ?? self["event"] ?? self["title"]?["fr"] ?? self["value"]
    }
  }

  /// For a sentence.
  fileprivate var text: String {
    switch self {
    case .string(let text): "“\(text)”"
    case .number(let number): number == number.rounded() ? String(Int(number)) : String(number)
    case .bool(let bool): String(bool)
    default: noun
    }
  }
}

extension ClaimRecord {
  fileprivate var bareValue: JSONValue? { try? JSONReader.value(of: Array(value.utf8)) }
}
