/// How many of a selection's objects have each value of a dimension.
///
/// Events are counted value by value or event by event, whichever looks at less: a value costs its posting list, or a word
/// for every 64 events where it has many; an event costs its own values.
extension Catalog {
  /// Counts by value, each value once; those that none has are absent.
  ///
  /// An object counts once under each of its values, and under what lies above them (areas, places), so that a count is what
  /// a filter by that value would find. With roles asked for, an event counts under the actors who have each of them.
  /// For `year` and `decade` the value is the first year, and only what surely lies in it counts.
  package func counts(
    _ dimension: Dimension, of question: Question, in selection: Selection
  ) -> [(value: UInt32, count: Int)] {
    let roles = (question.conditions[.role] ?? []).map(\.any).filter { !$0.isEmpty }
    let actors = (question.conditions[.actor] ?? []).map(\.any).filter { !$0.isEmpty }
    let isBound = dimension == .actor && !roles.isEmpty || dimension == .role && !actors.isEmpty
    if question.kind == .event, !isBound, let sets = sets(dimension) {
      return counts(dimension, sets, in: selection)
    }
    if question.kind == .event, dimension == .year || dimension == .decade {
      return periods(of: dimension == .year ? 1 : 10, in: selection).map { ($0.key, $0.value) }
    }
    if question.kind == .actor, dimension == .area { return areasOfActors(in: selection) }
    var counts: [UInt32: Int] = [:]
    selection.forEach { number in
      for value in Set(values(dimension, question.kind, number, roles: roles, actors: actors)) {
        counts[value, default: 0] += 1
      }
    }
    return counts.map { ($0.key, $0.value) }
  }

  private func counts(
    _ dimension: Dimension, _ sets: PostingSets, in selection: Selection
  ) -> [(value: UInt32, count: Int)] {
    let totals = totals(dimension, sets, in: selection)
    var counts: [(value: UInt32, count: Int)] = []
    counts.reserveCapacity(totals.reduce(0) { $0 + ($1 > 0 ? 1 : 0) })
    for (value, total) in totals.enumerated() where total > 0 {
      counts.append(
        (dimension == .country ? Condition.code(index.countries[value].utf8) : UInt32(value), Int(total)))
    }
    return counts
  }

  /// Counts actors by the areas of the events that count for them, and what lies above these.
  private func areasOfActors(in selection: Selection) -> [(value: UInt32, count: Int)] {
    var tally = Tally(of: areas.count)
    let parents = areas.map { OptionalNumber($0.broader) }
    selection.forEach { actor in
      index.byActor.forEach(Int(actor)) { tally.count(areasOfEvent, of: $0, under: parents, for: actor) }
    }
    return tally.entries.enumerated().filter { $1.total > 0 }.map { (UInt32($0), Int($1.total)) }
  }

  private func totals(_ dimension: Dimension, _ sets: PostingSets, in selection: Selection) -> [UInt32] {
    let byValue = (0..<sets.count).reduce(0) { $0 + min(sets.size($1), sets.width) }
    // Finding an event's values costs about ten times a look at a posting.
    if case .bits(let bits) = selection, byValue < bits.count * 10 {
      return (0..<sets.count).map { sets.size($0) > 0 ? UInt32(bits.count(in: sets, $0)) : 0 }
    }
    var tally = Tally(of: sets.count)
    switch dimension {
    case .actor: tally.count(participations, in: selection)
    case .area: tally.count(areasOfEvent, under: areas.map { OptionalNumber($0.broader) }, in: selection)
    case .place: tally.count(placesOfEvent, under: places.map { OptionalNumber($0.within) }, in: selection)
    default: selection.forEach { number in forEachValue(dimension, number) { _ = tally.count($0, for: number) } }
    }
    return tally.entries.map(\.total)
  }

  /// Counts events by value, each once under one, who come one after the other.
  private struct Tally {
    /// Side by side, so that an event finds both in one place.
    private(set) var entries: [(total: UInt32, latest: UInt32)]

    init(of count: Int) { entries = Array(repeating: (0, .max), count: count) }

    /// False where the event was counted under the value before.
    @inline(__always)
    mutating func count(_ value: UInt32, for number: UInt32) -> Bool {
      var entries = entries.mutableSpan
      guard entries[Int(value)].latest != number else { return false }
      entries[Int(value)] = (entries[Int(value)].total + 1, number)
      return true
    }

    /// Counts events under who takes part in them, and on whose behalf. Of these there are the most.
    mutating func count(_ participations: Participations, in selection: Selection) {
      for number in selection.members {
        for place in participations.places(of: number) {
          let actor = participations.actor(place)
          _ = count(actor.number, for: number)
          if actor.isForAnother, let other = participations.other(place) { _ = count(other, for: number) }
        }
      }
    }

    /// Counts events under their values and all that lies above these.
    mutating func count(_ values: Postings, under parents: [OptionalNumber], in selection: Selection) {
      selection.forEach { count(values, of: $0, under: parents, for: $0) }
    }

    /// Counts an object under the values of an event and all that lies above these.
    @inline(__always)
    mutating func count(_ values: Postings, of event: UInt32, under parents: [OptionalNumber], for number: UInt32) {
      for place in values.range(event) {
        var value = values.elements[place]
        // Above what was counted before, all was.
        while count(value, for: number), let parent = parents[Int(value)].number { value = parent }
      }
    }
  }

  /// Visits the values of a dimension that is no tree under which an event is posted; some may come twice.
  private func forEachValue(_ dimension: Dimension, _ number: UInt32, _ visit: (UInt32) -> Void) {
    switch dimension {
    case .type: visit(UInt32(events[Int(number)].type.rawValue))
    case .status: visit(UInt32(events[Int(number)].status.rawValue))
    case .role: for place in participations.places(of: number) { visit(UInt32(participations.role(place).rawValue)) }
    case .document: for document in documentsOfEvent[number] { visit(document) }
    case .country:
      for place in placesOfEvent[number] { if let country = index.countryOfPlace[Int(place)] { visit(country) } }
    case .actor, .area, .place, .memberOf, .broader, .within, .publisher, .language, .event, .field, .id, .year,
      .decade:
      break
    }
  }

  /// Counts events by the period of so many years in which their dates surely lie.
  private func periods(of length: Int, in selection: Selection) -> [UInt32: Int] {
    var counts: [UInt32: Int] = [:]
    // Events come by date: the period of one is mostly that of the one before.
    var (first, last, year, count) = (Int32.max, Int32.min, UInt32(0), 0)
    selection.forEach { number in
      let (earliest, latest) = (earliest[Int(number)], latest[Int(number)])
      if first <= earliest, latest <= last, earliest <= latest { return count += 1 }
      guard let period = period(.event, number, of: length).first else { return }
      counts[year, default: 0] += count
      (year, count) = (period, 1)
      first = Day(year: Int(period), month: 1, day: 1)?.ordinal ?? .max
      last = Day(year: min(9999, Int(period) + length - 1), month: 12, day: 31)?.ordinal ?? .min
    }
    counts[year, default: 0] += count
    return counts.filter { $0.value > 0 }
  }

  private func values(
    _ dimension: Dimension, _ kind: Kind, _ number: UInt32, roles: [[UInt32]], actors: [[UInt32]]
  ) -> [UInt32] {
    let row = Int(number)
    switch (kind, dimension) {
    case (.event, .actor): return actorsOfEvent(number, roles: roles)
    case (.event, .role): return rolesOfEvent(number, actors: actors)
    case (.actor, .type): return [UInt32(self.actors[row].type.rawValue)]
    case (.actor, .country): return self.actors[row].country.isMissing ? [] : [code(self.actors[row].country)]
    case (.actor, .memberOf): return Array(memberships[number])
    case (.document, .type): return [UInt32(documents[row].type.rawValue)]
    case (.document, .publisher): return documents[row].publisher.map { [$0] } ?? []
    case (.document, .language): return [code(documents[row].language)]
    case (_, .year): return period(kind, number, of: 1)
    case (_, .decade): return period(kind, number, of: 10)
    default: return []
    }
  }

  /// The actors for whom an event counts; with roles, those who have every one of them.
  private func actorsOfEvent(_ number: UInt32, roles: [[UInt32]]) -> [UInt32] {
    let all = participations[number].flatMap { [$0.actor] + ($0.onBehalfOf.map { [$0] } ?? []) }
    return all.filter { actor in
      roles.allSatisfy { wanted in
        participations[number].contains { $0.counts(for: actor) && wanted.contains(UInt32($0.role.rawValue)) }
      }
    }
  }

  /// The roles that an event has; with actors, those in which each of them has a part.
  private func rolesOfEvent(_ number: UInt32, actors: [[UInt32]]) -> [UInt32] {
    participations[number].map(\.role).filter { role in
      actors.allSatisfy { wanted in
        participations[number].contains { $0.role == role && wanted.contains(where: $0.counts) }
      }
    }.map { UInt32($0.rawValue) }
  }

  /// The first year of the period of `length` years in which the object's date surely lies, if there is one.
  private func period(_ kind: Kind, _ number: UInt32, of length: Int) -> [UInt32] {
    let (earliest, latest) = bounds(kind, number)
    guard earliest <= latest, earliest != .min, latest != .max else { return [] }
    let (first, last) = (Day(ordinal: earliest).civil.year / length, Day(ordinal: latest).civil.year / length)
    return first == last ? [UInt32(first * length)] : []
  }
}
