import Cooperation
import Testing

/// A small world by a fixed seed, as records, so that questions can be answered by looking at each record by hand.
private struct World {
  struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  static let actors = 12
  static let areas = 9  // 0, 3, 6 are domains; the two after each are below it
  static let places = 8  // each within the one before, but 0 and 4

  var random: Random
  let events: [EventRecord]
  let catalog: Catalog

  init(seed: UInt64) throws {
    var random = Random(state: seed)
    var events: [EventRecord] = []
    let day = Day(ordinal: 20_000)
    func text(_ word: String) -> LocalizedText { LocalizedText(fr: word, en: word) }
    let dates = [
      "2013", "2013-04", "2013-04-05", "199X", "2012/2014", "2007/..", "[..2014-05-15]", "2014-05", "2014-12-31", nil,
    ]
    for number in 0..<150 {
      let date = try dates.randomElement(using: &random).flatMap { $0 }.map {
        DateRecord(edtf: try EDTF($0), basis: .stated)
      }
      let participants = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        ParticipationRecord(
          actor: "actor-\(Int.random(in: 0..<World.actors, using: &random) % 7)",
          role: Role.allCases.randomElement(using: &random) ?? .host, post: nil,
          onBehalfOf: Bool.random(using: &random) ? "actor-\(7 + Int.random(in: 0..<3, using: &random))" : nil)
      }
      events.append(
        EventRecord(
          id: "event-\(1000 + number)", type: EventType.allCases.randomElement(using: &random) ?? .visit,
          name: text("Event \(number)"), summary: text("Nothing"), aliases: [], date: date,
          status: EventStatus.allCases.randomElement(using: &random) ?? .occurred, participants: participants,
          areas: Array(Set((0..<2).map { _ in "area-\(Int.random(in: 0..<World.areas, using: &random))" })).sorted(),
          places: Array(Set((0..<2).map { _ in "place-\(Int.random(in: 0..<World.places, using: &random))" })).sorted(),
          partOf: nil, related: [], figures: [], disputed: false, added: day, updated: day))
    }
    events.sort { left, right in
      func key(_ event: EventRecord) -> Int32 {
        guard let edtf = event.date?.edtf else { return .max }
        return (edtf.earliest ?? edtf.latest)?.ordinal ?? .max
      }
      return (key(left), left.id) < (key(right), right.id)
    }
    var builder = CatalogBuilder(
      DatasetInfo(version: "1", released: 0, licence: "x", title: text("t"), description: text("d")))
    for number in 0..<World.areas {
      try builder.add(
        AreaRecord(
          id: "area-\(number)", name: text("Area \(number)"), aliases: [], definition: text("d"),
          broader: number % 3 == 0 ? nil : "area-\(number - number % 3)", added: day, updated: day))
    }
    for number in 0..<World.places {
      try builder.add(
        PlaceRecord(
          id: "place-\(number)", type: .city, name: text("Place \(number)"), aliases: [],
          country: number < 4 ? "JP" : "BE", within: number % 4 == 0 ? nil : "place-\(number - 1)", point: nil,
          added: day,
          updated: day))
    }
    for number in 0..<World.actors {
      let id = number < 10 ? "actor-\(number)" : "actor-x\(number)"
      try builder.add(
        ActorRecord(
          id: id, type: .person, name: text("Actor \(number)"), aliases: [], description: text("d"), country: nil,
          memberOf: [], partOf: nil, posts: [], added: day, updated: day))
    }
    for event in events.sorted(by: { $0.id < $1.id }) { try builder.add(event) }
    catalog = try builder.build()
    self.events = events
    self.random = random
  }

  // MARK: - By hand

  func holds(_ event: EventRecord, _ dimension: Dimension, _ value: Int, role: Set<UInt32>?) -> Bool {
    switch dimension {
    case .type: return event.type.rawValue == UInt8(value)
    case .status: return event.status.rawValue == UInt8(value)
    case .role: return event.participants.contains { $0.role.rawValue == UInt8(value) }
    case .actor:
      return event.participants.contains {
        ($0.actor == "actor-\(value)" || $0.onBehalfOf == "actor-\(value)")
          && (role?.contains(UInt32($0.role.rawValue)) ?? true)
      }
    case .area:
      return event.areas.contains { id in
        let number = Int(id.dropFirst(5)) ?? -1
        return number == value || (value % 3 == 0 && number - number % 3 == value)
      }
    case .place:
      return event.places.contains { id in
        let number = Int(id.dropFirst(6)) ?? -1
        return number / 4 == value / 4 && number >= value
      }
    default: return false
    }
  }

  func answer(_ question: Question) -> [String] {
    events.filter { event in
      let roles = (question.conditions[.role] ?? []).map { Set($0.any) }.filter { !$0.isEmpty }
      for (dimension, conditions) in question.conditions {
        for condition in conditions {
          if condition.none.contains(where: { holds(event, dimension, Int($0), role: nil) }) { return false }
          guard !condition.any.isEmpty else { continue }
          let bindings: [Set<UInt32>?] = dimension == .actor && !roles.isEmpty ? roles : [nil]
          for role in bindings where !condition.any.contains(where: { holds(event, dimension, Int($0), role: role) }) {
            return false
          }
        }
      }
      return question.dates.allSatisfy { ranges in
        guard let date = event.date?.edtf else { return false }
        return ranges.contains { range in
          // Day by day, over all days that a bound here can reach.
          let days = Int32(7_000)...16_800
          let may = days.lazy.filter {
            ($0 >= date.earliest?.ordinal ?? 0) && ($0 <= date.latest?.ordinal ?? 20_000)
          }
          let isOpen = (date.earliest == nil && range.first != .min) || (date.latest == nil && range.last != .max)
          let isIn = { (day: Int32) in range.first <= day && day <= range.last }
          return question.isCertain ? !isOpen && may.allSatisfy(isIn) : may.contains(where: isIn)
        }
      }
    }.map(\.id)
  }

  mutating func question() throws -> Question {
    var question = Question(kind: .event)
    let values: [(Dimension, Int)] = [
      (.type, EventType.allCases.count), (.status, 4), (.role, Role.allCases.count), (.actor, 10), (.area, 9),
      (.place, 8),
    ]
    for (dimension, count) in values where Int.random(in: 0..<3, using: &random) == 0 {
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        func some(_ most: Int) -> [UInt32] {
          (0..<Int.random(in: 0...most, using: &random)).map { _ in UInt32(Int.random(in: 0..<count, using: &random)) }
        }
        question.conditions.add(
          Condition(any: some(dimension == .type ? 9 : 4), none: Bool.random(using: &random) ? some(1) : []),
          on: dimension)
      }
    }
    if Int.random(in: 0..<4, using: &random) == 0 {
      let text = ["2013", "2013-04/2014", "../2010", "2014/..", "1990"].randomElement(using: &random) ?? "2013"
      question.dates = [[DayRange(try EDTF(text))]]
      question.isCertain = Bool.random(using: &random)
    }
    return question
  }

  func ids(_ selection: Selection) -> [String] {
    selection.members.map { catalog.texts.string(catalog.id(.event, $0)) }
  }
}

@Suite("The index agrees with looking at every record")
struct SelectionTests {
  @Test("A thousand random questions", arguments: [1, 2, 3] as [UInt64])
  func selection(seed: UInt64) throws {
    var world = try World(seed: seed)
    var found = 0
    for _ in 0..<340 {
      let question = try world.question()
      let ids = world.ids(world.catalog.select(question))
      #expect(ids == world.answer(question))
      found += ids.count
    }
    #expect(found > 1000, "the questions are not all empty")
  }

  @Test("What is certain is possible")
  func certainty() throws {
    let world = try World(seed: 4)
    for text in ["2013", "2012/2014", "199X", "../2014-05-15", "2007/.."] {
      var question = Question(kind: .event)
      question.dates = [[DayRange(try EDTF(text))]]
      let possible = Set(world.ids(world.catalog.select(question)))
      question.isCertain = true
      #expect(Set(world.ids(world.catalog.select(question))).isSubset(of: possible))
    }
  }

  @Test("A facet counts what its filter finds")
  func facets() throws {
    var world = try World(seed: 5)
    for _ in 0..<60 {
      var question = try world.question()
      for dimension in [Dimension.type, .status, .actor, .area, .place, .role] {
        question.conditions[dimension] = nil
        let selection = world.catalog.select(question)
        for (value, count) in world.catalog.counts(dimension, of: question, in: selection) {
          var narrowed = question
          narrowed.conditions[dimension] = [Condition(any: [value])]
          #expect(world.catalog.select(narrowed).count == count, "\(dimension) \(value)")
        }
      }
    }
  }

  @Test("An order is total: what ties ends on the id, what has no date comes last both ways")
  func orders() throws {
    let world = try World(seed: 6)
    let all = world.catalog.select(Question(kind: .event))
    for isDescending in [false, true] {
      let order = Order([Order.Key(field: .date, isDescending: isDescending)])
      let numbers = world.catalog.sorted(all, .event, by: order, language: .fr) { _ in 0 }
      let events = numbers.map { number in
        world.events.first { $0.id == world.catalog.texts.string(world.catalog.id(.event, number)) }
      }
      #expect(Set(numbers).count == world.events.count)
      let dates = events.map { event -> Int32? in
        guard let edtf = event?.date?.edtf else { return nil }
        return (edtf.earliest ?? edtf.latest)?.ordinal
      }
      let undated = dates.drop { $0 != nil }
      #expect(undated.allSatisfy { $0 == nil } && !undated.isEmpty)
      for (left, right) in zip(events, events.dropFirst()) {
        let (mine, yours) = (left?.date?.edtf, right?.date?.edtf)
        guard let a = (mine?.earliest ?? mine?.latest)?.ordinal, let b = (yours?.earliest ?? yours?.latest)?.ordinal
        else {
          continue
        }
        #expect(isDescending ? a >= b : a <= b)
        if a == b { #expect(left?.id ?? "" < right?.id ?? "") }
      }
    }
  }

  @Test("Records that cannot stand are refused")
  func refusals() throws {
    let day = Day(ordinal: 0)
    let text = LocalizedText(fr: "a", en: "a")
    func area(_ id: String, below broader: String? = nil) -> AreaRecord {
      AreaRecord(id: id, name: text, aliases: [], definition: text, broader: broader, added: day, updated: day)
    }
    let info = DatasetInfo(version: "1", released: 0, licence: "x", title: text, description: text)
    #expect(throws: CatalogBuilder.Inconsistency.self, "unsorted") {
      var builder = CatalogBuilder(info)
      try builder.add(area("b"))
      try builder.add(area("a"))
    }
    #expect(throws: CatalogBuilder.Inconsistency.self, "dangling") {
      var builder = CatalogBuilder(info)
      try builder.add(area("a", below: "nowhere"))
      _ = try builder.build()
    }
    #expect(throws: CatalogBuilder.Inconsistency.self, "a cycle") {
      var builder = CatalogBuilder(info)
      try builder.add(area("a", below: "b"))
      try builder.add(area("b", below: "a"))
      _ = try builder.build()
    }
  }
}
