import Cooperation

/// The rules on meaning: what fixtures that are well-formed must also keep, so that every value can be trusted and traced.
///
/// Each extension holds one family of rules. A rule reports every record that breaks it and changes nothing.
struct Validator {
  let fixtures: Fixtures
  let log: ViolationLog
  /// The ids of each kind.
  private let ids: [Kind: Set<String>]

  /// Reports every broken rule to `log`. `sources` is the folder of the documents' texts.
  static func check(_ fixtures: Fixtures, sources: String?, log: ViolationLog) throws(DatasetError) {
    let validator = Validator(fixtures, log: log)
    validator.checkIdentity()
    validator.checkReferences()
    validator.checkRelations()
    validator.checkHierarchies()
    validator.checkNames()
    validator.checkValues()
    validator.checkEvidence()
    validator.checkTypography()
    if let sources { try validator.checkSources(in: sources) }
  }

  private init(_ fixtures: Fixtures, log: ViolationLog) {
    self.fixtures = fixtures
    self.log = log
    ids = [
      .area: Set(fixtures.areas.map(\.id)), .place: Set(fixtures.places.map(\.id)),
      .actor: Set(fixtures.actors.map(\.id)), .document: Set(fixtures.documents.map(\.id)),
      .event: Set(fixtures.events.map(\.id)), .claim: Set(fixtures.claims.map(\.id)),
    ]
  }

  func report<Record: FixtureRecord>(_ record: Record, _ field: String?, _ reason: String) {
    log.add(Record.file, record.id, field, reason)
  }

  func exists(_ kind: Kind, _ id: String) -> Bool { ids[kind]?.contains(id) ?? false }

  /// The sentence for an id that names nothing.
  func unknown(_ kind: Kind, _ id: String) -> String {
    let article = "aeiou".contains(kind.singular.prefix(1)) ? "an" : "a"
    return "“\(id)” is not the id of \(article) \(kind.singular)"
      + Suggestion.phrase(for: id, among: (ids[kind] ?? []).sorted())
  }
}
