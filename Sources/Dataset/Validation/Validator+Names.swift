import Cooperation

/// A name or alias leads to one object of its kind, however it is typed.
extension Validator {
  func checkNames() {
    checkNames(of: fixtures.actors.map { ($0, $0.name, $0.aliases) })
    checkNames(of: fixtures.areas.map { ($0, $0.name, $0.aliases) })
    checkNames(of: fixtures.places.map { ($0, $0.name, $0.aliases) })
    checkNames(of: fixtures.documents.map { ($0, $0.name, $0.aliases) })
    // Events are found by id or by words: some are named alike.
    for event in fixtures.events { checkRepetitions(event, event.aliases, "/aliases") }
  }

  private func checkNames<Record: FixtureRecord>(of records: [(Record, LocalizedText, [String])]) {
    // Who is reached by a folded text: ids first, for they are looked up first.
    var owners: [String: (id: String, what: String)] = [:]
    for (record, _, _) in records { owners[Folding.key(record.id)] = (record.id, "the id") }
    for (record, name, aliases) in records {
      checkRepetitions(record, aliases, "/aliases")
      var forms = [("/name/fr", name.fr), ("/name/en", name.en)]
      if let ja = name.ja { forms.append(("/name/ja", ja)) }
      forms += aliases.enumerated().map { ("/aliases/\($0)", $1) }
      for (field, form) in forms {
        let key = Folding.key(form)
        if key.isEmpty {
          report(record, field, "“\(form)” has no letter or digit by which it could be found")
        } else if let owner = owners[key], owner.id != record.id {
          report(record, field, "“\(form)” is \(owner.what) of \(owner.id) too, so it would be ambiguous")
        } else if owners[key] == nil {
          owners[key] = (record.id, field.hasPrefix("/name") ? "a name" : "an alias")
        }
      }
    }
  }
}
