internal import Cooperation

/// Turns the words of filters into the values they name: ids, aliases and names of objects, words of enumerations, codes.
struct ValueReader {
  let edition: Service.Edition
  /// The kind that is listed: it decides what `type` and `status` mean.
  let kind: Kind

  enum Outcome {
    /// The value, and how it is written in canonical links.
    case value(UInt32, canonical: String)
    case problem(QueryProblem)
  }

  func read(_ word: String, _ parameter: Parameter) -> Outcome {
    switch parameter {
    case .type: type(word, parameter)
    case .status where kind == .claim: enumeration(word, parameter, ClaimStatus.self)
    case .status: enumeration(word, parameter, EventStatus.self)
    case .role: enumeration(word, parameter, Role.self)
    case .event: object(word, parameter, .event)
    case .actor, .memberOf, .publisher: object(word, parameter, .actor)
    case .area: object(word, parameter, .area)
    case .broader: object(word, parameter, .area, orNone: true)
    case .place, .within: object(word, parameter, .place)
    case .document: object(word, parameter, .document)
    case .country: country(word, parameter)
    case .language: language(word, parameter)
    case .field: field(word, parameter)
    default: preconditionFailure("\(parameter.name) has no values to look up")
    }
  }

  // MARK: - Enumerations and codes

  private func type(_ word: String, _ parameter: Parameter) -> Outcome {
    switch kind {
    case .event: enumeration(word, parameter, EventType.self)
    case .actor: enumeration(word, parameter, ActorType.self)
    case .place: enumeration(word, parameter, PlaceType.self)
    case .document: enumeration(word, parameter, DocumentType.self)
    case .area, .claim: preconditionFailure("\(kind.plural) are not filtered by type")
    }
  }

  private func enumeration<E: Enumeration>(_ word: String, _ parameter: Parameter, _: E.Type) -> Outcome {
    if let value = E(word: word) ?? E(word: word.lowercased()) {
      return .value(UInt32(value.rawValue), canonical: value.word)
    }
    return .problem(
      QueryProblem(
        parameter: parameter.name, code: .unknownValue, value: word,
        // Labels are no values, but who writes `réunion` means `meeting`.
        near: QueryProblem.near(
          word,
          among: E.allCases.flatMap { value in
            ([value.word] + Language.allCases.compactMap { value.label[$0] }).map { ($0, value.word) }
          }), allowed: E.allCases.map(\.word)))
  }

  private func country(_ word: String, _ parameter: Parameter) -> Outcome {
    let upper = word.uppercased()
    if ValueReader.isCode(upper) { return .value(Condition.code(upper.utf8), canonical: upper) }
    return .problem(
      QueryProblem(
        parameter: parameter.name, code: .invalidValue, value: word,
        detail: "A country is two letters, as in ISO 3166-1: JP, BE, AF.",
        // A country's name: say which code it has.
        near: edition.countries(called: word).prefix(1).map { (.word($0), 0) }))
  }

  private func language(_ word: String, _ parameter: Parameter) -> Outcome {
    let lower = word.lowercased()
    if ValueReader.isCode(lower) { return .value(Condition.code(lower.utf8), canonical: lower) }
    return .problem(
      QueryProblem(
        parameter: parameter.name, code: .invalidValue, value: word,
        detail: "A document's language is two letters, as in ISO 639-1: fr, en, ja."))
  }

  private static func isCode(_ word: String) -> Bool {
    word.utf8.count == 2 && word.unicodeScalars.allSatisfy { $0.isASCII && $0.properties.isAlphabetic }
  }

  private func field(_ word: String, _ parameter: Parameter) -> Outcome {
    if word.lowercased() == "none" { return .value(Condition.nothing, canonical: "none") }
    if let position = edition.claimFields.firstIndex(of: word) { return .value(UInt32(position), canonical: word) }
    return .problem(
      QueryProblem(
        parameter: parameter.name, code: .unknownValue, value: word,
        detail: "A field is a JSON Pointer that some claim supports, such as /date, or none.",
        near: QueryProblem.near(word, among: edition.claimFields)))
  }

  // MARK: - Objects

  private func object(_ word: String, _ parameter: Parameter, _ objects: Kind, orNone: Bool = false) -> Outcome {
    if orNone, word.lowercased() == "none" { return .value(Condition.nothing, canonical: "none") }
    if let number = edition.find(objects, id: word) { return .value(number, canonical: word) }
    let found = edition.bearers(of: word, objects)
    if found.count == 1 {
      return .value(found[0], canonical: String(decoding: edition.id(objects, found[0]), as: UTF8.self))
    }
    if found.count > 1 {
      return .problem(
        QueryProblem(
          parameter: parameter.name, code: .ambiguousValue, value: word,
          detail: "Several \(objects.plural) bear this name; ask for one by its id.",
          near: found.prefix(3).map { (.object(objects, $0), 0) }))
    }
    let hint = word.utf8.contains { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "|") }
    return .problem(
      QueryProblem(
        parameter: parameter.name, code: .unknownValue, value: word,
        detail: hint ? "Several values are parted by a comma." : nil,
        near: edition.nearest(to: word, objects).map { (.object(objects, $0), $1) }))
  }
}

extension Catalog {
  /// The objects whose name, alias or id a word is, whatever its case, accents and width; ascending, each once.
  func bearers(of word: String, _ kind: Kind) -> [UInt32] {
    let named = names[Int(kind.rawValue)].find(word, in: self)
    let folded = Folding.key(word).utf8.map { $0 == UInt8(ascii: " ") ? UInt8(ascii: "-") : $0 }
    guard let identified = find(kind, id: folded), !named.contains(identified) else { return named }
    return (named + [identified]).sorted()
  }

  /// The codes of the countries that bear a name.
  func countries(called name: String) -> [String] {
    names[Int(Kind.place.rawValue)].find(name, in: self).map { texts.string(places[Int($0)].country) }
      .filter { !$0.isEmpty }
  }
}
