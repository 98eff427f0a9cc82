internal import Cooperation
internal import HTTP

/// Reads a query against the parameters that a path takes, collecting everything that is wrong with it.
struct QueryReader {
  private let catalog: Catalog
  private let kind: Kind
  private let allowed: [Parameter]
  private let rules: Rules
  private var ask: Ask
  private var problems: [QueryProblem] = []
  /// The query with every remedy put in; `nil` once something has none.
  private var mended: [QueryString.Item]? = []
  private var canonical: [Parameter: [String]] = [:]

  /// What differs from path to path.
  struct Rules {
    var order: Order
    var limits: ClosedRange<Int>
    /// What no `limit` means; canonical links leave it out. `nil`: everything.
    var usualLimit: Int?
  }

  enum Outcome {
    case understood(Ask)
    /// The problems, and the query that would do.
    case refused([QueryProblem], mended: QueryString?)
  }

  static func read(
    _ query: QueryString, kind: Kind, allowed: [Parameter], rules: Rules, language: Language, catalog: Catalog
  ) -> Outcome {
    var reader = QueryReader(catalog: catalog, kind: kind, allowed: allowed, rules: rules, language: language)
    reader.read(query)
    guard !reader.problems.isEmpty else { return .understood(reader.ask) }
    guard let items = reader.mended else { return .refused(reader.problems, mended: nil) }
    let mended = QueryString(items: items)
    var second = QueryReader(catalog: catalog, kind: kind, allowed: allowed, rules: rules, language: language)
    second.read(mended)
    return .refused(reader.problems, mended: second.problems.isEmpty ? mended : nil)
  }

  private init(catalog: Catalog, kind: Kind, allowed: [Parameter], rules: Rules, language: Language) {
    self.catalog = catalog
    self.kind = kind
    self.allowed = allowed
    self.rules = rules
    ask = Ask(question: Question(kind: kind), order: rules.order, language: language)
  }

  private mutating func read(_ query: QueryString) {
    for item in query.malformed {
      add(
        QueryProblem(
          parameter: item, code: .invalidValue, detail: "Not percent-encoded UTF-8."), mending: nil)
    }
    var seen: Set<Parameter> = []
    for item in query.items {
      guard let parameter = Parameter(rawValue: item.name), allowed.contains(parameter) else {
        refuseUnknown(item)
        continue
      }
      guard let value = item.value, !value.isEmpty || parameter == .q || parameter == .pretty else {
        if parameter == .pretty {
          read(parameter, "1", item)
        } else if parameter == .q {
          mended?.append(item)
        } else {
          add(
            QueryProblem(parameter: item.name, code: .invalidValue, value: "", detail: "A value is missing."),
            mending: nil)
        }
        continue
      }
      guard parameter.isRepeatable || seen.insert(parameter).inserted else {
        add(
          QueryProblem(
            parameter: item.name, code: .conflict, value: value, detail: "It may be given only once."), mending: nil)
        continue
      }
      read(parameter, value, item)
    }
    finish()
  }

  private mutating func read(_ parameter: Parameter, _ value: String, _ item: QueryString.Item) {
    switch parameter {
    case .q: readText(value, item)
    case .id: readIDs(value, item)
    case .date: readDates(value, item)
    case .dateMatch:
      if let word = readWord(value, item, among: ["possible", "certain"]) {
        ask.question.isCertain = word == "certain"
      }
    case .kind:
      ask.kinds += readWords(value, item, among: Kind.allCases.map(\.singular)).compactMap { Kind(singular: $0) }
    case .by:
      if let word = readWord(value, item, among: Period.allCases.map(\.rawValue)), let period = Period(rawValue: word) {
        ask.period = period
      }
    case .split:
      if let word = readWord(value, item, among: ["type", "area", "actor"]) { ask.split = Dimension(rawValue: word) }
    case .facets: readFacets(value, item)
    case .include:
      ask.include += readWords(value, item, among: Ask.includable.map(\.plural)).compactMap { Kind(plural: $0) }
    case .fields: readFields(value, item)
    case .sort: readOrder(value, item)
    case .limit: if let number = readNumber(value, item, in: rules.limits) { ask.limit = number }
    case .offset: if let number = readNumber(value, item, in: 0...Int(Int32.max)) { ask.offset = number }
    case .lang:
      if let word = readWord(value, item, among: Language.allCases.map(\.tag)), let language = Language(tag: word) {
        (ask.language, ask.namesLanguage) = (language, true)
        canonical[.lang] = [word]
      }
    case .pretty:
      if let word = readWord(value, item, among: ["1", "true", "0", "false"]) {
        ask.isPretty = word == "1" || word == "true"
      }
    default: readFilter(parameter, value, item)
    }
  }

  /// What depends on several parameters at once, and the canonical form.
  private mutating func finish() {
    if ask.order.keys.contains(where: { $0.field == .relevance }), ask.text == nil, canonical[.sort] != nil {
      add(
        QueryProblem(
          parameter: "sort", code: .conflict, value: "relevance",
          detail: "Relevance is measured against q, and there is no q."),
        mending: nil)
    }
    if canonical[.sort] == nil, ask.text != nil {
      ask.order = Order([Order.Key(field: .relevance, isDescending: false)])
    }
    canonical[.limit] = ask.limit == rules.usualLimit ? nil : ask.limit.map { [String($0)] }
    canonical[.offset] = ask.offset > 0 ? [String(ask.offset)] : nil
    canonical[.pretty] = ask.isPretty ? ["1"] : nil
    canonical[.dateMatch] = ask.question.isCertain ? ["certain"] : nil
    canonical[.by] = ask.period == .year ? nil : [ask.period.rawValue]
    canonical[.split] = ask.split.map { [$0.rawValue] }
    canonical[.q] = ask.text.map { [$0] }
    canonical[.kind] = ask.kinds.isEmpty ? nil : [Set(ask.kinds.map(\.singular)).sorted().joined(separator: ",")]
    canonical[.include] = ask.include.isEmpty ? nil : [Set(ask.include.map(\.plural)).sorted().joined(separator: ",")]
    canonical[.facets] = ask.facets.isEmpty ? nil : [ask.facets.map(\.dimension.rawValue).joined(separator: ",")]
    ask.canonical = QueryString(
      items: Parameter.allCases.flatMap { parameter in
        Set(canonical[parameter] ?? []).sorted().map { QueryString.Item(name: parameter.rawValue, value: $0) }
      })
  }

  // MARK: - Problems

  private mutating func add(_ problem: QueryProblem, mending item: QueryString.Item?) {
    // A hundred problems tell as much as a thousand.
    if problems.count < 100 { problems.append(problem) }
    if let item { mended?.append(item) } else { mended = nil }
  }

  private mutating func refuseUnknown(_ item: QueryString.Item) {
    let names = allowed.map(\.rawValue)
    let problem = QueryProblem(
      parameter: item.name, code: .unknownParameter, value: nil, detail: nil,
      near: nearest(to: item.name, among: names.map { ($0, $0) }), allowed: names.sorted())
    if case .word(let name)? = problem.remedy {
      // Under its right name the value may be wrong as well: say so now, not in a second round.
      let count = problems.count
      let before = mended
      if let parameter = Parameter(rawValue: name), let value = item.value, !value.isEmpty {
        read(parameter, value, QueryString.Item(name: name, value: value))
      }
      if problems.count == count { mended = before }
      problems.insert(problem, at: count)
      if problems.count == count + 1 { mended?.append(QueryString.Item(name: name, value: item.value)) }
    } else {
      add(problem, mending: nil)
    }
  }

  // MARK: - Plain values

  private mutating func readText(_ value: String, _ item: QueryString.Item) {
    guard value.count <= 200 else {
      return add(
        QueryProblem(parameter: item.name, code: .tooMany, value: value, detail: "At most 200 characters."),
        mending: nil)
    }
    mended?.append(item)
    let words = value.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !words.isEmpty else { return }
    ask.text = ask.text.map { $0 + " " + words } ?? words
  }

  private mutating func readNumber(_ value: String, _ item: QueryString.Item, in range: ClosedRange<Int>) -> Int? {
    let isNumber = !value.isEmpty && value.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    if isNumber, let number = Int(value), range.contains(number) {
      mended?.append(item)
      return number
    }
    let isInteger = isNumber || (value.hasPrefix("-") && Int(value) != nil)
    let nearest = isInteger ? (value.hasPrefix("-") ? range.lowerBound : range.upperBound) : nil
    add(
      QueryProblem(
        parameter: item.name, code: isInteger ? .outOfRange : .invalidValue, value: value,
        detail: "A whole number from \(range.lowerBound) to \(range.upperBound).",
        suggestions: nearest.map { [.word(String($0))] } ?? [], remedy: nearest.map { .word(String($0)) }),
      mending: nearest.map { QueryString.Item(name: item.name, value: String($0)) })
    return nil
  }

  private mutating func readWord(_ value: String, _ item: QueryString.Item, among words: [String]) -> String? {
    readWords(value, item, among: words, isSingle: true).first
  }

  private mutating func readWords(
    _ value: String, _ item: QueryString.Item, among words: [String], isSingle: Bool = false
  ) -> [String] {
    var (found, mendedWords): ([String], [String]?) = ([], [])
    for part in isSingle ? [value] : value.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      let lower = part.lowercased()
      if words.contains(lower) {
        found.append(lower)
        mendedWords?.append(lower)
        continue
      }
      let problem = QueryProblem.unknownWord(part, of: item.name, allowed: words)
      problems.append(problem)
      if case .word(let word)? = problem.remedy { mendedWords?.append(word) } else { mendedWords = nil }
    }
    mend(item, with: mendedWords)
    return found
  }

  private mutating func mend(_ item: QueryString.Item, with words: [String]?) {
    guard let words else { return mended = nil }
    mended?.append(QueryString.Item(name: item.name, value: words.joined(separator: ",")))
  }

  // MARK: - Filters

  private mutating func readFilter(_ parameter: Parameter, _ value: String, _ item: QueryString.Item) {
    guard let dimension = parameter.dimension else { preconditionFailure("\(parameter.rawValue) is read elsewhere") }
    let reader = ValueReader(catalog: catalog, kind: kind)
    var condition = Condition(any: [])
    var (any, none): (Set<String>, Set<String>) = ([], [])
    var mendedWords: [String]? = []
    let parts = value.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count <= 100 else {
      return add(
        QueryProblem(parameter: item.name, code: .tooMany, value: value, detail: "At most 100 values."), mending: nil)
    }
    for part in parts {
      let isNegative = part.hasPrefix("-")
      let word = String(isNegative ? part.dropFirst() : part)
      guard !word.allSatisfy(\.isWhitespace) else {
        add(
          QueryProblem(
            parameter: item.name, code: .invalidValue, value: value, detail: "There is an empty value between commas."),
          mending: nil)
        mendedWords = mendedWords?.isEmpty == false || parts.count > 1 ? mendedWords : nil
        continue
      }
      switch reader.read(word, parameter) {
      case .value(let number, let canonical):
        if isNegative { condition.none.append(number) } else { condition.any.append(number) }
        if isNegative { none.insert("-" + canonical) } else { any.insert(canonical) }
        mendedWords?.append(String(part))
        if canonical != word { ask.resolved.append((parameter, word, canonical)) }
      case .problem(let problem):
        problems.append(problem)
        switch problem.remedy {
        case .word(let word): mendedWords?.append((isNegative ? "-" : "") + word)
        case .object(let kind, let number):
          mendedWords?.append((isNegative ? "-" : "") + catalog.texts.string(catalog.id(kind, number)))
        case nil: mendedWords = nil
        }
      }
    }
    ask.question.conditions[dimension, default: []].append(condition)
    canonical[parameter, default: []].append((any.sorted() + none.sorted()).joined(separator: ","))
    mend(item, with: mendedWords)
  }

  private mutating func readIDs(_ value: String, _ item: QueryString.Item) {
    var condition = Condition(any: [])
    var ids: Set<String> = []
    let parts = value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 100 else {
      return add(
        QueryProblem(parameter: item.name, code: .tooMany, value: value, detail: "At most 100 values."), mending: nil)
    }
    for part in parts {
      let isNegative = part.hasPrefix("-")
      let id = isNegative ? String(part.dropFirst()) : part
      ids.insert(part)
      guard let number = catalog.find(kind, id: id.utf8) else {
        if !ask.missing.contains(id) { ask.missing.append(id) }
        continue
      }
      if isNegative { condition.none.append(number) } else { condition.any.append(number) }
    }
    // Ids that are all missing leave nothing, not everything.
    if condition.any.isEmpty, !parts.allSatisfy({ $0.hasPrefix("-") }) {
      ask.question.matches = Bitmap(capacity: catalog.count(kind))
    }
    ask.question.conditions[.id, default: []].append(condition)
    canonical[.id, default: []].append(ids.sorted().joined(separator: ","))
    mended?.append(item)
  }

  private mutating func readDates(_ value: String, _ item: QueryString.Item) {
    var (ranges, texts): ([DayRange], Set<String>) = ([], [])
    var mendedDates: [String]? = []
    let parts = value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 100 else {
      return add(
        QueryProblem(parameter: item.name, code: .tooMany, value: value, detail: "At most 100 values."), mending: nil)
    }
    for part in parts {
      do throws(DateReader.Refusal) {
        let (range, text) = try DateReader.read(part)
        ranges.append(range)
        texts.insert(text)
        mendedDates?.append(part)
      } catch {
        let suggestions = error.suggestion.map { [QueryProblem.Suggestion.word($0)] } ?? []
        problems.append(
          QueryProblem(
            parameter: item.name, code: .invalidValue, value: part, detail: error.detail, suggestions: suggestions,
            remedy: suggestions.first))
        if let suggestion = error.suggestion { mendedDates?.append(suggestion) } else { mendedDates = nil }
      }
    }
    ask.question.dates.append(ranges)
    canonical[.date, default: []].append(texts.sorted().joined(separator: ","))
    mend(item, with: mendedDates)
  }

  // MARK: - Shape

  private mutating func readFacets(_ value: String, _ item: QueryString.Item) {
    let dimensions = Facet.dimensions(of: kind)
    for dimension in readWords(value, item, among: dimensions.map(\.rawValue)).compactMap(Dimension.init)
    where !ask.facets.contains(where: { $0.dimension == dimension }) {
      ask.facets.append(Facet(dimension: dimension))
    }
    guard ask.facets.count > 8 else { return }
    add(QueryProblem(parameter: item.name, code: .tooMany, value: value, detail: "At most 8 facets."), mending: nil)
  }

  private mutating func readFields(_ value: String, _ item: QueryString.Item) {
    let known = Schema.fields(of: kind)
    var mendedFields: [String]? = []
    var (kept, dropped): ([String], [String]) = ([], [])
    for part in value.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      let isNegative = part.hasPrefix("-")
      let field = isNegative ? String(part.dropFirst()) : part
      if known.contains(field) {
        if isNegative { dropped.append(field) } else { kept.append(field) }
        mendedFields?.append(part)
        continue
      }
      let problem = QueryProblem(
        parameter: item.name, code: .unknownValue, value: field, detail: nil,
        near: nearest(to: field, among: known.map { ($0, $0) }), allowed: known.filter { !$0.contains(".") })
      problems.append(problem)
      if case .word(let word)? = problem.remedy {
        mendedFields?.append((isNegative ? "-" : "") + word)
      } else {
        mendedFields = nil
      }
    }
    guard kept.isEmpty || dropped.isEmpty else {
      return add(
        QueryProblem(
          parameter: item.name, code: .conflict, value: value,
          detail: "Either fields to keep or fields to leave out, not both."),
        mending: nil)
    }
    ask.projection = kept.isEmpty ? .without(dropped) : .only(kept)
    canonical[.fields] = [Set(kept + dropped.map { "-" + $0 }).sorted().joined(separator: ",")]
    mend(item, with: mendedFields)
  }

  private mutating func readOrder(_ value: String, _ item: QueryString.Item) {
    let fields = Order.fields(of: kind).map(\.rawValue)
    var (keys, mendedFields): ([Order.Key], [String]?) = ([], [])
    for part in value.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      let isDescending = part.hasPrefix("-")
      let word = (isDescending ? String(part.dropFirst()) : part).lowercased()
      if fields.contains(word), let field = Order.Field(rawValue: word) {
        if !keys.contains(where: { $0.field == field }) {
          keys.append(Order.Key(field: field, isDescending: isDescending))
        }
        mendedFields?.append((isDescending ? "-" : "") + word)
        continue
      }
      let problem = QueryProblem.unknownWord(word, of: item.name, allowed: fields)
      problems.append(problem)
      if case .word(let word)? = problem.remedy {
        mendedFields?.append((isDescending ? "-" : "") + word)
      } else {
        mendedFields = nil
      }
    }
    if !keys.isEmpty {
      ask.order = Order(keys)
      canonical[.sort] = [keys.map { ($0.isDescending ? "-" : "") + $0.field.rawValue }.joined(separator: ",")]
    }
    mend(item, with: mendedFields)
  }
}

extension Ask {
  /// The kinds that `include` brings.
  static let includable: [Kind] = [.actor, .area, .place, .document, .claim]
}

extension Parameter {
  /// Whether giving it again means "and"; the others are settings, given once.
  var isRepeatable: Bool {
    switch self {
    case .dateMatch, .by, .split, .fields, .sort, .limit, .offset, .lang, .pretty: false
    default: true
    }
  }
}
