import Foundation
import Testing

/// Random questions to the real dataset, answered twice: by the API and by looking at every fixture.
@Suite("The API agrees with filtering the fixtures by hand")
struct ByHandTests {
  let site: Site
  init() throws { site = try Site.shared.get() }

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
  private static func words(_ plural: String, _ name: String, _ hand: ByHand) -> [String] {
    let records = hand.records[name == "country" && plural == "events" ? "places" : plural] ?? []
    let found: [String] =
      switch name {
      case "role": records.flatMap { $0["participants"].list.compactMap { $0["role"].string } }
      case "field": records.compactMap { $0["field"].string } + ["none"]
      default: records.compactMap { $0[name].string }
      }
    return Set(found).sorted() + (name == "country" ? ["SE", "BR"] : [])
  }

  @Test("Four thousand questions: the same ids, counted exactly", arguments: ByHand.plurals, [1, 2] as [UInt64])
  func questions(of plural: String, seed: UInt64) throws {
    let hand = try ByHand()
    var random = Seeded(state: seed)
    let vocabulary = hand.vocabulary(plural)
    var (answered, empty) = (0, 0)
    for _ in 0..<(plural == "events" ? 1000 : 200) {
      var query: [URLQueryItem] = []
      var items: [ByHand.Item] = []
      for (name, objects) in ByHandTests.filters[plural] ?? [] where Int.random(in: 0..<4, using: &random) == 0 {
        for _ in 0..<(Int.random(in: 0..<4, using: &random) == 0 ? 2 : 1) {
          var (any, none, spelled): ([String], [String], [String]) = ([], [], [])
          for _ in 0..<Int.random(in: 1...3, using: &random) {
            let isNegative = Int.random(in: 0..<5, using: &random) == 0
            let (value, spelling) = try #require(
              objects.map { choose($0, hand, &random) }
                ?? ByHandTests.words(plural, name, hand).randomElement(using: &random).map { ($0, $0) })
            if isNegative { none.append(value) } else { any.append(value) }
            spelled.append((isNegative ? "-" : "") + spelling)
          }
          items.append(ByHand.Item(name: name, any: any, none: none))
          query.append(URLQueryItem(name: name, value: spelled.joined(separator: ",")))
        }
      }
      var dates: [[String]] = []
      let isCertain = Bool.random(using: &random)
      if ["events", "documents"].contains(plural), Int.random(in: 0..<3, using: &random) == 0 {
        let choices = [
          "2013", "2013-04", "2013-04-13", "199X", "200X/2013-04", "2014-05-06/..", "../2010", "2006/2008-02",
          "2025-04",
          "20XX",
        ]
        dates.append(
          (0..<Int.random(in: 1...2, using: &random)).compactMap { _ in choices.randomElement(using: &random) })
        query.append(URLQueryItem(name: "date", value: dates[0].joined(separator: ",")))
        if isCertain { query.append(URLQueryItem(name: "date_match", value: "certain")) }
      }
      var q: String?
      if Int.random(in: 0..<3, using: &random) == 0 {
        var terms = (0..<Int.random(in: 1...2, using: &random)).compactMap { _ in
          vocabulary.randomElement(using: &random)
        }
        terms = terms.dropLast() + terms.suffix(1).map { String($0.prefix(Int.random(in: 2...9, using: &random))) }
        if Bool.random(using: &random), let word = vocabulary.randomElement(using: &random) { terms.append("-" + word) }
        q = terms.joined(separator: " ")
        query.append(URLQueryItem(name: "q", value: q))
      }
      var components = URLComponents()
      components.queryItems =
        query + [
          URLQueryItem(name: "sort", value: "-id"), URLQueryItem(name: "limit", value: "1000"),
          URLQueryItem(name: "fields", value: "id"),
        ]
      let target = "/v1/\(plural)?" + (components.percentEncodedQuery ?? "").replacing("+", with: "%2B")
      let answer = try site.json(target)
      let expected = hand.select(plural, items, dates: dates, isCertain: isCertain, q: q).sorted(by: >)
      #expect(answer["data"].list.map(\.id) == expected, "\(target)")
      #expect(answer["meta"]["total"].int == expected.count, "\(target)")
      answered += 1
      empty += expected.isEmpty ? 1 : 0
    }
    #expect(empty < answered * 4 / 5, "\(empty) of \(answered) questions find nothing")
  }

  /// An object by one of the words that mean it: its id, a name, an alias; in whatever case.
  private func choose(_ plural: String, _ hand: ByHand, _ random: inout Seeded) -> (id: String, spelling: String) {
    guard let record = hand.records[plural]?.randomElement(using: &random) else { return ("", "") }
    let words = ([record.id] + record["name"].texts.sorted() + record["aliases"].list.compactMap(\.string)).filter {
      !$0.contains(",") && !$0.hasPrefix("-")
    }
    let word = words.randomElement(using: &random) ?? record.id
    return (record.id, word != record.id && Bool.random(using: &random) ? word.uppercased() : word)
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
