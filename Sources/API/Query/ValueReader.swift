internal import Cooperation

/// Turns the words of filters into the values they name: ids, aliases and names of objects, words of enumerations, codes.
struct ValueReader {
  let edition: Service.Edition
  /// The kind that is listed: it decides what `type` and `status` mean.
  let kind: Kind

  private var catalog: Catalog { edition.catalog }

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
    // Labels are no values, but who writes `réunion` means `meeting`.
    let candidates = E.allCases.flatMap { value in
      ([value.word] + Language.allCases.compactMap { value.label[$0] }).map { ($0, value.word) }
    }
    return .problem(
      QueryProblem(
        parameter: parameter.name, code: .unknownValue, value: word, detail: nil,
        near: nearest(to: word, among: candidates), allowed: E.allCases.map(\.word)))
  }

  private func country(_ word: String, _ parameter: Parameter) -> Outcome {
    let upper = word.uppercased()
    if ValueReader.isCode(upper) { return .value(Condition.code(upper.utf8), canonical: upper) }
    // A country's name: say which code it has.
    let codes = catalog.names[Int(Kind.place.rawValue)].find(word, in: catalog)
      .map { catalog.texts.string(catalog.places[Int($0)].country) }.filter { !$0.isEmpty }
    let suggestions = codes.prefix(1).map { QueryProblem.Suggestion.word($0) }
    return .problem(
      QueryProblem(
        parameter: parameter.name, code: .invalidValue, value: word,
        detail: "A country is two letters, as in ISO 3166-1: JP, BE, AF.", suggestions: suggestions,
        remedy: suggestions.first))
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
    if let position = catalog.claimFields.firstIndex(of: word) { return .value(UInt32(position), canonical: word) }
    let near = nearest(to: word, among: catalog.claimFields.map { ($0, $0) })
    return .problem(
      QueryProblem(
        parameter: parameter.name, code: .unknownValue, value: word,
        detail: "A field is a JSON Pointer that some claim supports, such as /date, or none.", near: near))
  }

  // MARK: - Objects

  private func object(_ word: String, _ parameter: Parameter, _ objects: Kind, orNone: Bool = false) -> Outcome {
    if orNone, word.lowercased() == "none" { return .value(Condition.nothing, canonical: "none") }
    if let number = catalog.find(objects, id: word) { return .value(number, canonical: word) }
    let found = catalog.bearers(of: word, objects)
    if found.count == 1 { return .value(found[0], canonical: catalog.texts.string(catalog.id(objects, found[0]))) }
    if found.count > 1 {
      return .problem(
        QueryProblem(
          parameter: parameter.name, code: .ambiguousValue, value: word,
          detail: "Several \(objects.plural) bear this name; ask for one by its id.",
          suggestions: found.prefix(3).map { .object(objects, $0) }))
    }
    let hint = word.contains { ";|".contains($0) } ? "Several values are parted by a comma." : nil
    return .problem(
      QueryProblem(
        parameter: parameter.name, code: .unknownValue, value: word, detail: hint,
        near: catalog.nearest(to: word, objects).map { (.object(objects, $0.number), $0.distance) }))
  }
}

extension Catalog {
  /// The objects whose name, alias or id a word is, whatever its case, accents and width; ascending, each once.
  func bearers(of word: String, _ kind: Kind) -> [UInt32] {
    let named = names[Int(kind.rawValue)].find(word, in: self)
    let folded = Folding.key(word).split(separator: " ").joined(separator: "-")
    guard let identified = find(kind, id: folded.utf8), !named.contains(identified) else { return named }
    return (named + [identified]).sorted()
  }

  /// Up to three objects whose id, name or alias is nearest to what was typed, nearest first.
  func nearest(to word: String, _ kind: Kind) -> [(number: UInt32, distance: Int)] {
    let candidates = (0..<UInt32(count(kind))).lazy.flatMap { number in
      ([texts.string(id(kind, number))] + NameIndex.keys(of: number, kind, in: self)).map { ($0, number) }
    }
    return Cooperation.nearest(to: word, among: candidates).map { ($0.element, $0.distance) }
  }
}

extension QueryProblem {
  init(
    parameter: String, code: Code, value: String?, detail: String?, near: [(element: Suggestion, distance: Int)],
    allowed: [String] = []
  ) {
    let isClear = near.count == 1 || (near.count > 1 && near[0].distance < near[1].distance)
    self.init(
      parameter: parameter, code: code, value: value, detail: detail, suggestions: near.map(\.element),
      remedy: isClear ? near[0].element : nil, allowed: allowed)
  }

  init(
    parameter: String, code: Code, value: String?, detail: String?, near: [(element: String, distance: Int)],
    allowed: [String] = []
  ) {
    self.init(
      parameter: parameter, code: code, value: value, detail: detail,
      near: near.map { (Suggestion.word($0.element), $0.distance) }, allowed: allowed)
  }

  /// Two commas with nothing between them, or one at an end. What was meant is the rest, but a guess might widen the question.
  static func emptyValue(in value: String, of parameter: String) -> QueryProblem {
    QueryProblem(
      parameter: parameter, code: .invalidValue, value: value, detail: "There is an empty value between commas.")
  }

  /// A word that is none of a closed list.
  static func unknownWord(_ word: String, of parameter: String, allowed: [String]) -> QueryProblem {
    QueryProblem(
      parameter: parameter, code: .unknownValue, value: word, detail: nil,
      near: nearest(to: word, among: allowed.map { ($0, $0) }), allowed: allowed)
  }
}
