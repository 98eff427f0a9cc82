internal import Cooperation
internal import HTTP

/// Reads a query against the parameters that a path takes, collecting everything that is wrong with it.
struct QueryReader {
  let edition: Service.Edition
  let kind: Kind
  let allowed: [Parameter]
  let rules: Rules
  var catalog: Catalog { edition.catalog }
  var ask: Ask
  var problems: [QueryProblem] = []
  /// The query with every remedy put in; `nil` once something has none.
  var mended: [QueryString.Item]? = []
  var canonical: [CanonicalQuery.Item] = []
  /// Whether the query says an order.
  var isOrdered = false
  /// The names that the path takes, and the same by the alphabet: a query may have thousands of others.
  private lazy var names = allowed.map(\.name)
  private lazy var sortedNames = names.sorted()
  /// How many values each parameter has had.
  private var valueCounts = InlineArray<32, Int32>(repeating: 0)

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
    _ query: QueryString, kind: Kind, allowed: [Parameter], rules: Rules, language: Language, edition: Service.Edition
  ) -> Outcome {
    var reader = QueryReader(edition: edition, kind: kind, allowed: allowed, rules: rules, language: language)
    reader.read(query)
    guard !reader.problems.isEmpty else { return .understood(reader.ask) }
    guard let items = reader.mended else { return .refused(reader.problems, mended: nil) }
    let mended = QueryString(items: items)
    var second = QueryReader(edition: edition, kind: kind, allowed: allowed, rules: rules, language: language)
    second.read(mended)
    return .refused(reader.problems, mended: second.problems.isEmpty ? mended : nil)
  }

  private init(edition: Service.Edition, kind: Kind, allowed: [Parameter], rules: Rules, language: Language) {
    self.edition = edition
    self.kind = kind
    self.allowed = allowed
    self.rules = rules
    ask = Ask(question: Question(kind: kind), order: rules.order, language: language)
  }

  mutating func read(_ query: QueryString) {
    mended?.reserveCapacity(query.items.count)
    canonical.reserveCapacity(query.items.count + 4)
    for item in query.malformed where !isFull {
      add(QueryProblem(parameter: item, code: .invalidValue, detail: "Not percent-encoded UTF-8."))
    }
    var seen: ParameterSet = []
    for item in query.items where !isFull {
      guard let parameter = item.parameter, allowed.contains(parameter) else {
        refuseUnknown(item)
        continue
      }
      guard let value = item.value, !value.isEmpty else {
        switch parameter {
        case .pretty: read(parameter, "1", QueryString.Item(parameter, "1"))
        case .q: mended?.append(item)
        default:
          add(QueryProblem(parameter: item.name, code: .invalidValue, value: "", detail: "A value is missing."))
        }
        continue
      }
      guard parameter.isRepeatable || !seen.contains(parameter) else {
        add(QueryProblem(parameter: item.name, code: .conflict, value: value, detail: "It may be given only once."))
        continue
      }
      seen.insert(parameter)
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
        canonical.append((.lang, language.tag))
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
    if ask.order.keys.contains(where: { $0.field == .relevance }), ask.text == nil, isOrdered {
      add(
        QueryProblem(
          parameter: "sort", code: .conflict, value: "relevance",
          detail: "Relevance is measured against q, and there is no q."))
    }
    if !isOrdered, ask.text != nil {
      ask.order = Order([Order.Key(field: .relevance, isDescending: false)])
    }
    // A query that was not understood has no canonical form.
    guard problems.isEmpty else { return }
    if let limit = ask.limit, limit != rules.usualLimit { canonical.append((.limit, String(limit))) }
    if ask.offset > 0 { canonical.append((.offset, String(ask.offset))) }
    if ask.isPretty { canonical.append((.pretty, "1")) }
    if ask.question.isCertain { canonical.append((.dateMatch, "certain")) }
    if ask.period != .year { canonical.append((.by, ask.period.rawValue)) }
    if let split = ask.split { canonical.append((.split, split.rawValue)) }
    if let text = ask.text { canonical.append((.q, text)) }
    if !ask.kinds.isEmpty { canonical.append((.kind, ask.kinds.map(\.singular).distinct.joined(separator: ","))) }
    if !ask.include.isEmpty {
      canonical.append((.include, ask.include.map(\.plural).distinct.joined(separator: ",")))
    }
    if !ask.facets.isEmpty {
      canonical.append((.facets, ask.facets.map(\.dimension.rawValue).joined(separator: ",")))
    }
    ask.canonical = CanonicalQuery(canonical)
  }

  /// The values between commas; `nil`, with the problem told, where a parameter gets more than it takes in all.
  mutating func split(_ value: String, _ item: QueryString.Item) -> [String]? {
    guard let parameter = item.parameter else { return value.parts }
    let count = value.utf8.reduce(1) { $1 == UInt8(ascii: ",") ? $0 + 1 : $0 }
    valueCounts[Int(parameter.rawValue)] += Int32(count)
    guard valueCounts[Int(parameter.rawValue)] <= 100 else {
      add(QueryProblem(parameter: item.name, code: .tooMany, value: value, detail: "At most 100 values in all."))
      return nil
    }
    return value.parts
  }

  // MARK: - Problems

  /// A hundred problems tell as much as a thousand: beyond as many, nothing more is read.
  var isFull: Bool { problems.count >= 100 }

  /// Adds a problem; of the first ten, what was meant is looked up. The query counts as beyond mending until the remedy is put in.
  ///
  /// - Returns: what clearly was meant.
  @discardableResult
  mutating func add(_ problem: QueryProblem) -> QueryProblem.Suggestion? {
    let problem = problems.count < 10 ? problem.lookedUp() : problem
    if !isFull { problems.append(problem) }
    if problem.remedy == nil { mended = nil }
    return problem.remedy
  }

  mutating func refuseUnknown(_ item: QueryString.Item) {
    let (names, sortedNames) = (names, sortedNames)
    let foreign = ForeignName.find(item.name, among: allowed)
    let detail =
      item.name == "format"
      ? "The format is a suffix of the path, such as .csv, or what Accept asks for."
      : item.parameter != nil ? "Understood on other paths, not on this one." : nil
    let remedy = add(
      QueryProblem(
        parameter: item.name, code: .unknownParameter, detail: foreign.map { $0.detail } ?? detail,
        near: foreign.map { [(.word($0.parameter.name), 0)] }
          ?? QueryProblem.near(item.name, among: names), allowed: sortedNames))
    guard case .word(let name)? = remedy, let parameter = Parameter(name: name) else { return }
    // Under the right name the value may be wrong as well: say so now, not in a second round.
    let value = foreign.map { item.value.flatMap($0.translate) } ?? item.value
    let (count, before) = (problems.count, mended)
    let meant = QueryString.Item(parameter, value)
    if let value, !value.isEmpty { read(parameter, value, meant) }
    guard problems.count == count else { return }
    mended = before
    if value == nil, parameter != .pretty { mended = nil } else { mended?.append(meant) }
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

extension [String] {
  /// The strings sorted, each once.
  var distinct: [String] {
    guard count > 1 else { return self }
    var distinct: [String] = []
    for string in sorted() where string != distinct.last { distinct.append(string) }
    return distinct
  }
}

extension String {
  /// The parts between commas.
  var parts: [String] {
    guard utf8.contains(UInt8(ascii: ",")) else { return [self] }
    return utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { String(Substring($0)) }
  }

  /// Whether a `-` leads it, and what follows.
  var signed: (isNegative: Bool, rest: String) {
    utf8.first == UInt8(ascii: "-") && hasPrefix("-") ? (true, String(dropFirst())) : (false, self)
  }

  /// Whether there is nothing to see.
  var isBlank: Bool {
    if let first = utf8.first, (0x21...0x7E).contains(first) { return false }
    return allSatisfy(\.isWhitespace)
  }
}
