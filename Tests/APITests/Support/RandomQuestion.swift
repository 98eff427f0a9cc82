import Foundation

/// A question to one of the lists, as a query and as `ByHand` takes it.
struct RandomQuestion {
  private(set) var query: [URLQueryItem] = []
  private(set) var items: [ByHand.Item] = []
  private(set) var dates: [[String]] = []
  private(set) var isCertain = false
  private(set) var q: String?

  init(_ plural: String, _ hand: ByHand, vocabulary: [String], _ random: inout Seeded) {
    for (name, objects) in RandomQuestion.filters[plural] ?? [] where Int.random(in: 0..<4, using: &random) == 0 {
      for _ in 0..<(Int.random(in: 0..<4, using: &random) == 0 ? 2 : 1) {
        addFilter(name, objects, plural, hand, &random)
      }
    }
    if ["events", "documents"].contains(plural), Int.random(in: 0..<3, using: &random) == 0 { addDates(&random) }
    if Int.random(in: 0..<3, using: &random) == 0 { addWords(vocabulary, &random) }
  }

  /// The target that asks it, with settings behind.
  func target(_ path: String, _ settings: [String: String] = [:]) -> String {
    var components = URLComponents()
    components.queryItems =
      query + settings.sorted { $0.key < $1.key }.map { URLQueryItem(name: $0.key, value: $0.value) }
    return path + "?" + (components.percentEncodedQuery ?? "").replacing("+", with: "%2B")
  }

  private mutating func addFilter(
    _ name: String, _ objects: String?, _ plural: String, _ hand: ByHand, _ random: inout Seeded
  ) {
    var (any, none, spelled): ([String], [String], [String]) = ([], [], [])
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let isNegative = Int.random(in: 0..<5, using: &random) == 0
      guard
        let (value, spelling) = objects.map({ RandomQuestion.choose($0, hand, &random) })
          ?? RandomQuestion.words(plural, name, hand).randomElement(using: &random).map({ ($0, $0) })
      else { continue }
      if isNegative { none.append(value) } else { any.append(value) }
      spelled.append((isNegative ? "-" : "") + spelling)
    }
    items.append(ByHand.Item(name: name, any: any, none: none))
    query.append(URLQueryItem(name: name, value: spelled.joined(separator: ",")))
  }

  private mutating func addDates(_ random: inout Seeded) {
    let choices = [
      "2013", "2013-04", "2013-04-13", "199X", "200X/2013-04", "2014-05-06/..", "../2010", "2006/2008-02", "2025-04",
      "20XX",
    ]
    dates.append(
      (0..<Int.random(in: 1...2, using: &random)).compactMap { _ in choices.randomElement(using: &random) })
    query.append(URLQueryItem(name: "date", value: dates[0].joined(separator: ",")))
    isCertain = Bool.random(using: &random)
    if isCertain { query.append(URLQueryItem(name: "date_match", value: "certain")) }
  }

  private mutating func addWords(_ vocabulary: [String], _ random: inout Seeded) {
    var terms = (0..<Int.random(in: 1...2, using: &random)).compactMap { _ in vocabulary.randomElement(using: &random) }
    terms = terms.dropLast() + terms.suffix(1).map { String($0.prefix(Int.random(in: 2...9, using: &random))) }
    if Bool.random(using: &random), let word = vocabulary.randomElement(using: &random) { terms.append("-" + word) }
    q = terms.joined(separator: " ")
    query.append(URLQueryItem(name: "q", value: q))
  }

  // MARK: - Values

  private static let filters: [String: [(name: String, of: String?)]] = [
    "events": [
      ("type", nil), ("actor", "actors"), ("role", nil), ("area", "areas"), ("place", "places"),
      ("document", "documents"), ("status", nil), ("country", nil),
    ],
    "actors": [("type", nil), ("country", nil), ("area", "areas"), ("member_of", "actors")],
    "areas": [("broader", "areas")],
    "places": [("type", nil), ("within", "places"), ("country", nil)],
    "documents": [("type", nil), ("publisher", "actors"), ("language", nil)],
    "claims": [
      ("event", "events"), ("actor", "actors"), ("area", "areas"), ("place", "places"), ("document", "documents"),
      ("field", nil), ("status", nil),
    ],
  ]

  /// What each parameter without objects behind it may be asked: what the data holds, and a little that it does not.
  static func words(_ plural: String, _ name: String, _ hand: ByHand) -> [String] {
    let records = hand.records[name == "country" && plural == "events" ? "places" : plural] ?? []
    let found: [String] =
      switch name {
      case "role": records.flatMap { $0["participants"].list.compactMap { $0["role"].string } }
      case "field": records.compactMap { $0["field"].string } + ["none"]
      default: records.compactMap { $0[name].string }
      }
    return Set(found).sorted() + (name == "country" ? ["SE", "BR"] : [])
  }

  /// An object by one of the words that mean it: its id, a name, an alias; in whatever case.
  private static func choose(_ plural: String, _ hand: ByHand, _ random: inout Seeded) -> (id: String, spelling: String)
  {
    guard let record = hand.records[plural]?.randomElement(using: &random) else { return ("", "") }
    let words = ([record.id] + record["name"].texts.sorted() + record["aliases"].list.compactMap(\.string)).filter {
      !$0.contains(",") && !$0.hasPrefix("-")
    }
    let word = words.randomElement(using: &random) ?? record.id
    return (record.id, Bool.random(using: &random) ? word.uppercased() : word)
  }
}

/// SplitMix64: the same questions every time.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
