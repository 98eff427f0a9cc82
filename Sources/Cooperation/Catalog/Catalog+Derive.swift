/// What follows from the records: trees turned around, posting lists, statistics, names.
extension Catalog {
  mutating func derive(relations resolved: [(event: UInt32, row: RelationRow)]) {
    eventsByID = (0..<UInt32(events.count)).sorted {
      texts.compare(events[Int($0)].id, texts.utf8(events[Int($1)].id)) == .before
    }
    deriveTrees(resolved)
    deriveSources()
    deriveEventIndex()
    areaStatistics = statistics(index.byArea)
    placeStatistics = statistics(index.byPlace)
    actorStatistics = statistics(index.byActor)
    documentStatistics = statistics(index.byDocument)
    for number in documents.indices { documentStatistics[number].claims = claimsOfDocument[number].count }
    names = Kind.allCases.map { $0 == .claim ? NameIndex.empty : NameIndex($0, of: self) }
    ranks = Kind.allCases.map { Ranks($0, of: self) }
    search = SearchIndex(self)
  }

  private mutating func deriveTrees(_ resolved: [(event: UInt32, row: RelationRow)]) {
    parts = Catalog.children(events.map(\.partOf))
    narrower = Catalog.children(areas.map(\.broader))
    placesWithin = Catalog.children(places.map(\.within))
    var byEvent: [UInt32: [RelationRow]] = [:]
    for (event, row) in resolved { byEvent[event, default: []].append(row) }
    for number in 0..<UInt32(events.count) { relations.append(byEvent[number] ?? []) }
  }

  private static func children(_ parents: [UInt32?]) -> Postings {
    Postings(count: parents.count) { post in
      for (number, parent) in parents.enumerated() {
        if let parent { post(parent, UInt32(number)) }
      }
    }
  }

  private mutating func deriveSources() {
    let claims = claims
    claimsOf = Kind.allCases.map { kind in
      Postings(count: count(kind)) { post in
        for (number, claim) in claims.enumerated() where claim.subjectKind == kind {
          post(claim.subject, UInt32(number))
        }
      }
    }
    claimsOfDocument = Postings(count: documents.count) { post in
      for (number, claim) in claims.enumerated() { post(claim.document, UInt32(number)) }
    }
    claimFields = Set(claims.lazy.filter { !$0.field.isMissing }.map { [texts] in texts.string($0.field) }).sorted()
    let positions = Dictionary(uniqueKeysWithValues: claimFields.enumerated().map { ($1, UInt32($0)) })
    fieldOfClaim = claims.map { positions[texts.string($0.field)] ?? Condition.nothing }
    for number in events.indices {
      documentsOfEvent.append(Set(claimsOf[Int(Kind.event.rawValue)][number].map { claims[Int($0)].document }).sorted())
    }
  }

  private mutating func deriveEventIndex() {
    index.byType = Postings(count: EventType.allCases.count) { post in
      for (number, event) in events.enumerated() { post(UInt32(event.type.rawValue), UInt32(number)) }
    }
    index.byStatus = Postings(count: EventStatus.allCases.count) { post in
      for (number, event) in events.enumerated() { post(UInt32(event.status.rawValue), UInt32(number)) }
    }
    index.byRole = Postings(count: Role.allCases.count) { post in
      for number in events.indices {
        for participation in participations[number] { post(UInt32(participation.role.rawValue), UInt32(number)) }
      }
    }
    index.byActor = Postings(count: actors.count) { post in
      for number in events.indices {
        for participation in participations[number] {
          post(participation.actor, UInt32(number))
          if let other = participation.onBehalfOf { post(other, UInt32(number)) }
        }
      }
    }
    let (areaParents, placeParents) = (areas.map(\.broader), places.map(\.within))
    index.byArea = Catalog.postings(areasOfEvent, parents: areaParents)
    index.byPlace = Catalog.postings(placesOfEvent, parents: placeParents)
    index.byDocument = Postings(inverting: documentsOfEvent, count: documents.count)

    let codes = places.map { $0.country.isMissing ? nil : texts.string($0.country) }
    let countries = Set(codes.compactMap { $0 }).sorted()
    let countryOfPlace = codes.map { code in code.flatMap { countries.firstIndex(of: $0) }.map { UInt32($0) } }
    index.countries = countries
    index.byCountry = Postings(count: countries.count) { post in
      for number in events.indices {
        for place in placesOfEvent[number] {
          if let country = countryOfPlace[Int(place)] { post(country, UInt32(number)) }
        }
      }
    }
  }

  /// Posts each event under its values and everything above them. The parents form no cycle.
  private static func postings(_ values: Postings, parents: [UInt32?]) -> Postings {
    Postings(count: parents.count) { post in
      for number in 0..<values.count {
        for value in values[number] {
          var next: UInt32? = value
          while let current = next {
            post(current, UInt32(number))
            next = parents[Int(current)]
          }
        }
      }
    }
  }

  private func statistics(_ postings: Postings) -> [Statistics] {
    (0..<postings.count).map { value in
      var statistics = Statistics()
      var sources: Set<UInt32> = []
      for event in postings[value] {
        statistics.events += 1
        sources.formUnion(documentsOfEvent[event])
        guard let date = date(events[Int(event)].date)?.edtf else { continue }
        if let day = date.earliest ?? date.latest { statistics.first = min(statistics.first ?? day, day) }
        if let day = date.latest ?? date.earliest { statistics.last = max(statistics.last ?? day, day) }
      }
      statistics.documents = sources.count
      return statistics
    }
  }
}
