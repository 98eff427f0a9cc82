/// How many of a selection's objects have each value of a dimension.
extension Catalog {
  /// Counts by value; values that none has are absent.
  ///
  /// An object counts once under each of its values, and under what lies above them (areas, places), so that a count is what
  /// a filter by that value would find. With roles asked for, an event counts under the actors who have each of them.
  /// For `year` and `decade` the value is the first year, and only what surely lies in it counts.
  package func counts(_ dimension: Dimension, of question: Question, in selection: Bitmap) -> [UInt32: Int] {
    var counts: [UInt32: Int] = [:]
    let roles = (question.conditions[.role] ?? []).map(\.any).filter { !$0.isEmpty }
    let actors = (question.conditions[.actor] ?? []).map(\.any).filter { !$0.isEmpty }
    selection.forEach { number in
      for value in Set(values(dimension, question.kind, number, roles: roles, actors: actors)) {
        counts[value, default: 0] += 1
      }
    }
    return counts
  }

  private func values(
    _ dimension: Dimension, _ kind: Kind, _ number: UInt32, roles: [[UInt32]], actors: [[UInt32]]
  ) -> [UInt32] {
    let row = Int(number)
    switch (kind, dimension) {
    case (.event, .type): return [UInt32(events[row].type.rawValue)]
    case (.event, .status): return [UInt32(events[row].status.rawValue)]
    case (.event, .actor): return actorsOfEvent(number, roles: roles)
    case (.event, .role): return rolesOfEvent(number, actors: actors)
    case (.event, .area): return areasOfEvent[number].flatMap(ancestry)
    case (.event, .place): return placesOfEvent[number].flatMap(enclosing)
    case (.event, .document): return Array(documentsOfEvent[number])
    case (.event, .country):
      return placesOfEvent[number].map { places[Int($0)].country }.filter { !$0.isMissing }.map(code)
    case (.actor, .type): return [UInt32(self.actors[row].type.rawValue)]
    case (.actor, .country): return self.actors[row].country.isMissing ? [] : [code(self.actors[row].country)]
    case (.actor, .memberOf): return Array(memberships[number])
    case (.actor, .area): return index.byActor[number].flatMap { areasOfEvent[$0].flatMap(ancestry) }
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
