internal import Cooperation
internal import HTTP

/// Reads a query against the parameters that a path takes, collecting everything that is wrong with it.
struct QueryReader {
  let catalog: Catalog
  let kind: Kind
  let allowed: [Parameter]
  let rules: Rules
  var ask: Ask
  var problems: [QueryProblem] = []
  /// The query with every remedy put in; `nil` once something has none.
  var mended: [QueryString.Item]? = []
  var canonical: [Parameter: [String]] = [:]
  /// How many values each filter has had.
  var valueCounts: [Parameter: Int] = [:]

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

  mutating func read(_ query: QueryString) {
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
      guard let value = item.value, !value.isEmpty else {
        switch parameter {
        case .pretty: read(parameter, "1", item)
        case .q: mended?.append(item)
        default:
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

  mutating func read(_ parameter: Parameter, _ value: String, _ item: QueryString.Item) {
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
      if let language = readLanguage(value, item) {
        (ask.language, ask.namesLanguage) = (language, true)
        canonical[.lang] = [language.tag]
      }
    case .pretty:
      if let word = readWord(value, item, among: ["1", "true", "0", "false"]) {
        ask.isPretty = word == "1" || word == "true"
      }
    default: readFilter(parameter, value, item)
    }
  }

  /// What depends on several parameters at once, and the canonical form.
  mutating func finish() {
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

  mutating func add(_ problem: QueryProblem, mending item: QueryString.Item?) {
    // A hundred problems tell as much as a thousand.
    if problems.count < 100 { problems.append(problem) }
    if let item { mended?.append(item) } else { mended = nil }
  }

  mutating func refuseUnknown(_ item: QueryString.Item) {
    let names = allowed.map(\.rawValue)
    var problem = QueryProblem(
      parameter: item.name, code: .unknownParameter, value: nil, detail: nil,
      near: nearest(to: item.name, among: names.map { ($0, $0) }), allowed: names.sorted())
    if item.name == "format" {
      problem.detail = "The format is a suffix of the path, such as .csv, or what Accept asks for."
    } else if Parameter(rawValue: item.name) != nil {
      problem.detail = "Understood on other paths, not on this one."
    }
    if let foreign = ForeignName.find(item.name, among: allowed) {
      problem.suggestions = [.word(foreign.parameter.rawValue)]
      problem.detail = foreign.detail
      substitute(foreign.parameter, item.value.flatMap(foreign.translate), for: problem)
    } else if case .word(let name)? = problem.remedy, let parameter = Parameter(rawValue: name) {
      substitute(parameter, item.value, for: problem)
    } else {
      add(problem, mending: nil)
    }
  }

  /// Adds a problem whose remedy is another name. Under it the value may be wrong as well: say so now, not in a second round.
  private mutating func substitute(_ parameter: Parameter, _ value: String?, for problem: QueryProblem) {
    let (count, before) = (problems.count, mended)
    let item = QueryString.Item(name: parameter.rawValue, value: value)
    if let value, !value.isEmpty { read(parameter, value, item) }
    let isRefused = problems.count > count
    problems.insert(problem, at: count)
    guard !isRefused else { return }
    mended = before
    if value == nil, parameter != .pretty { mended = nil } else { mended?.append(item) }
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
