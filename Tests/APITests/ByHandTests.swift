import Foundation
import Testing

/// Random questions to the real dataset, answered twice: by the API and by looking at every fixture.
@Suite("The API agrees with filtering the fixtures by hand")
struct ByHandTests {
  let site: Site
  let hand: ByHand

  init() throws {
    site = try Site.shared.get()
    hand = try ByHand()
  }

  private func select(_ plural: String, _ question: RandomQuestion) -> Set<String> {
    hand.select(plural, question.items, dates: question.dates, isCertain: question.isCertain, q: question.q)
  }

  @Test("Four thousand questions: the same ids, counted exactly", arguments: ByHand.plurals, [1, 2] as [UInt64])
  func questions(of plural: String, seed: UInt64) throws {
    var random = Seeded(state: seed)
    let vocabulary = hand.vocabulary(plural)
    var (answered, empty) = (0, 0)
    for _ in 0..<(plural == "events" ? 1000 : 200) {
      let question = RandomQuestion(plural, hand, vocabulary: vocabulary, &random)
      let target = question.target("/v1/\(plural)", ["sort": "-id", "limit": "1000", "fields": "id"])
      let answer = try site.json(target)
      let expected = select(plural, question).sorted(by: >)
      #expect(answer["data"].list.map(\.id) == expected, "\(target)")
      #expect(answer["meta"]["total"].int == expected.count, "\(target)")
      answered += 1
      empty += expected.isEmpty ? 1 : 0
    }
    #expect(empty < answered * 4 / 5, "\(empty) of \(answered) questions find nothing")
  }

  // MARK: - Facets

  /// All values that a facet could have.
  private func universe(_ plural: String, _ name: String) -> [String] {
    switch name {
    case "actor", "member_of", "publisher": hand.records["actors"]?.map(\.id) ?? []
    case "area", "place", "document": hand.records[name + "s"]?.map(\.id) ?? []
    case "year": (1988...2027).map(String.init)
    case "decade": ["198X", "199X", "200X", "201X", "202X"]
    default: RandomQuestion.words(plural, name, hand)
    }
  }

  /// What a value counts: the question with the facet's own single choice replaced by the value alone.
  private func count(_ plural: String, _ question: RandomQuestion, _ name: String, _ value: String) -> Int {
    if ["year", "decade"].contains(name) {
      return hand.select(plural, question.items, dates: [[value]], isCertain: true, q: question.q).count
    }
    var items = question.items
    let positive = items.indices.filter { items[$0].name == name && !items[$0].any.isEmpty }
    if positive.count == 1 { items[positive[0]] = ByHand.Item(name: name, any: [], none: items[positive[0]].none) }
    items.append(ByHand.Item(name: name, any: [value], none: []))
    return hand.select(plural, items, dates: question.dates, isCertain: question.isCertain, q: question.q).count
  }

  @Test(
    "Every facet lists every value with the count of the question that it stands for",
    arguments: ["events", "actors", "documents"])
  func facets(of plural: String) throws {
    var random = Seeded(state: 3)
    let vocabulary = hand.vocabulary(plural)
    var counted = 0
    for _ in 0..<(plural == "events" ? 40 : 60) {
      let question = RandomQuestion(plural, hand, vocabulary: vocabulary, &random)
      for name in facetNames[plural] ?? [] where Int.random(in: 0..<3, using: &random) == 0 {
        let target = question.target("/v1/\(plural)", ["facets": name, "limit": "0"])
        let facet = try site.json(target)["facets"][name]
        let told = Dictionary(
          facet["values"].list.compactMap { value in value["value"].string.map { ($0, value["count"].int ?? -1) } },
          uniquingKeysWith: { $0 + $1 })
        var expected: [String: Int] = [:]
        for value in Set(universe(plural, name)) { expected[value] = count(plural, question, name, value) }
        let selected = Set(
          facet["values"].list.filter { $0["selected"].bool == true }.compactMap { $0["value"].string })
        #expect(facet["omitted"].int == 0, "\(target)")
        #expect(told == expected.filter { $0.value > 0 || selected.contains($0.key) }, "\(target)")
        let asked = Set(question.items.filter { $0.name == name }.flatMap(\.any))
        if !["year", "decade"].contains(name) { #expect(selected == asked, "\(target)") }
        let ranks = facet["values"].list.map { $0["count"].int ?? -1 }
        #expect(ranks == ranks.sorted(by: >), "\(target)")
        counted += told.count
      }
    }
    #expect(counted > 10)
  }

  // MARK: - Order

  @Test("Lists are in the order asked for, what has no date last both ways", arguments: ByHand.plurals)
  func order(of plural: String) throws {
    var random = Seeded(state: 4)
    let fields =
      ["id", "added", "updated"] + (plural == "claims" ? [] : ["name", "type"]) + (plural == "events" ? ["date"] : [])
      + (plural == "documents" ? ["published"] : [])
    for _ in 0..<30 {
      let keys = fields.shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random)).map {
        (field: $0, isDescending: Bool.random(using: &random))
      }
      let language = ["fr", "en"].randomElement(using: &random) ?? "fr"
      let sort = keys.map { ($0.isDescending ? "-" : "") + $0.field }.joined(separator: ",")
      let answer = try site.json("/v1/\(plural)?sort=\(sort)&lang=\(language)&limit=1000&fields=id")
      let expected = (hand.records[plural] ?? []).sorted { left, right in
        for (field, isDescending) in keys {
          let (mine, yours) = (hand.key(plural, left, field, language), hand.key(plural, right, field, language))
          if mine == yours { continue }
          guard let mine else { return false }
          guard let yours else { return true }
          return isDescending ? mine > yours : mine < yours
        }
        return left.id < right.id
      }
      // A page holds a thousand at most.
      #expect(answer["data"].list.map(\.id) == expected.prefix(1000).map(\.id), "\(plural) \(sort) \(language)")
    }
  }

  // MARK: - Timeline

  @Test(
    "A timeline counts what surely lies in each period and lists the rest",
    arguments: [("decade", 3), ("year", 4), ("month", 7)])
  func timeline(by period: String, length: Int) throws {
    var random = Seeded(state: 5)
    let vocabulary = hand.vocabulary("events")
    var linked = 0
    for _ in 0..<60 {
      let question = RandomQuestion("events", hand, vocabulary: vocabulary, &random)
      let answer = try site.json(question.target("/v1/timeline", ["by": period]))
      var (buckets, coarser, undated): ([String: Set<String>], Set<String>, Int) = ([:], [], 0)
      for id in select("events", question) {
        guard let edtf = hand.record("events", id)["date"]["edtf"].string else {
          undated += 1
          continue
        }
        let (first, last) = ByHand.bounds(edtf)
        if first.prefix(length) == last.prefix(length) {
          buckets[String(first.prefix(length)) + (period == "decade" ? "X" : ""), default: []].insert(id)
        } else {
          coarser.insert(id)
        }
      }
      let told = answer["data"].list
      let periods = told.compactMap { $0["period"].string }
      #expect(answer["meta"]["undated"].int == undated)
      #expect(answer["meta"]["coarser"].list.reduce(0) { $0 + ($1["count"].int ?? 0) } == coarser.count)
      #expect(periods.first == buckets.keys.min() && periods.last == buckets.keys.max())
      #expect(periods == periods.sorted() && Set(periods).isSuperset(of: buckets.keys))
      #expect(told.count == ByHandTests.length(from: periods.first, to: periods.last, length))
      for bucket in told {
        let mine = buckets[bucket["period"].string ?? ""] ?? []
        #expect(bucket["count"].int == mine.count, "\(question.query) \(bucket["period"])")
        guard Int.random(in: 0..<4, using: &random) == 0, let link = bucket["href"].string else { continue }
        let found = try site.json(link + "&fields=id&limit=1000")["data"].list.map(\.id)
        #expect(Set(found) == mine, "\(link)")
        linked += mine.isEmpty ? 0 : 1
      }
    }
    #expect(linked > 0)
  }

  /// How many periods lie between two, both included.
  private static func length(from first: String?, to last: String?, _ length: Int) -> Int {
    func number(_ period: String) -> Int {
      let parts = period.split(separator: "-").compactMap { Int($0.prefix(min(length, 4))) }
      return parts.count == 2 ? parts[0] * 12 + parts[1] : parts.first ?? 0
    }
    guard let first, let last else { return 0 }
    return number(last) - number(first) + 1
  }

  // MARK: - Graph

  @Test("An edge of the graph weighs the events that its ends share, and its link finds them")
  func graph() throws {
    var random = Seeded(state: 6)
    let vocabulary = hand.vocabulary("events")
    var linked = 0
    for _ in 0..<60 {
      let question = RandomQuestion("events", hand, vocabulary: vocabulary, &random)
      let events = select("events", question).map { hand.record("events", $0) }
      let answer = try site.json(question.target("/v1/graph"))["data"]
      let actors = events.map { event in
        Set(event["participants"].list.flatMap { [$0["actor"].string, $0["on_behalf_of"].string].compactMap { $0 } })
      }
      for node in answer["nodes"].list {
        #expect(node["events"].int == actors.count { $0.contains(node.id) })
      }
      #expect(Set(answer["nodes"].list.map(\.id)) == actors.reduce(into: []) { $0.formUnion($1) })
      for edge in answer["edges"].list where edge["kind"].string == "together" {
        let ends = [edge["source"].string, edge["target"].string].compactMap { $0 }
        let shared = zip(events, actors).filter { $1.isSuperset(of: ends) }.map(\.0.id)
        #expect(edge["weight"].int == shared.count)
        guard Int.random(in: 0..<8, using: &random) == 0, let link = edge["href"].string else { continue }
        #expect(Set(try site.json(link + "&fields=id&limit=1000")["data"].list.map(\.id)) == Set(shared), "\(link)")
        linked += 1
      }
    }
    #expect(linked > 0)
  }
}

/// The facets of each list.
private let facetNames = [
  "events": ["type", "actor", "role", "area", "place", "country", "document", "status", "year", "decade"],
  "actors": ["type", "country", "area", "member_of"],
  "documents": ["type", "publisher", "language", "year", "decade"],
]
