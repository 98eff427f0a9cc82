/// What follows from the records: trees turned around, posting lists, statistics, names.
extension Catalog {
  mutating func derive(relations resolved: [(event: UInt32, row: RelationRow)]) {
    deriveTrees(resolved)
    deriveSources()
    spans = DateSpans(earliest, latest)
    deriveEventIndex()
  }

  /// What follows from names: a part of it, which can be made beside the others.
  package enum NamePart: Sendable {
    case index([NameIndex])
    /// Of one language, the ranks of each kind.
    case ranks([[UInt32]])

    package static let count = 1 + Language.allCases.count

    /// One of so many parts: the index, or the ranks of one of the languages.
    package init(_ part: Int, of catalog: Catalog) {
      self =
        part == 0
        ? .index(Kind.allCases.map { $0 == .claim ? .empty : NameIndex($0, of: catalog) })
        : .ranks(Kind.allCases.map { Ranks.byName($0, Language.allCases[part - 1], of: catalog) })
    }
  }

  /// The same with statistics and the order of names.
  ///
  /// - Parameter parts: all of them, in their order.
  package func with(_ parts: [NamePart]) -> Catalog {
    var catalog = self
    var ranks: [[[UInt32]]] = []
    for part in parts {
      switch part {
      case .index(let names): catalog.names = names
      case .ranks(let ofKinds): ranks.append(ofKinds)
      }
    }
    catalog.ranks = Kind.allCases.map { kind in
      Ranks(kind, byName: ranks.map { $0[Int(kind.rawValue)] }, of: self)
    }
    catalog.areaStatistics = statistics(index.byArea)
    catalog.placeStatistics = statistics(index.byPlace)
    catalog.actorStatistics = statistics(index.byActor)
    catalog.documentStatistics = statistics(index.byDocument)
    for number in documents.indices { catalog.documentStatistics[number].claims = claimsOfDocument[number].count }
    return catalog
  }

  /// The same with an index of its words.
  package func with(_ search: SearchIndex) -> Catalog {
    var catalog = self
    catalog.search = search
    return catalog
  }

  private mutating func deriveTrees(_ resolved: [(event: UInt32, row: RelationRow)]) {
    parts = Catalog.children(events.map(\.partOf))
    narrower = Catalog.children(areas.map(\.broader))
    placesWithin = Catalog.children(places.map(\.within))
    // Within an event they stay in the order given.
    let sorted = resolved.indices.sorted { (resolved[$0].event, $0) < (resolved[$1].event, $1) }
    var next = 0
    for number in 0..<UInt32(events.count) {
      let first = next
      while next < sorted.count, resolved[sorted[next]].event == number { next += 1 }
      relations.append(sorted[first..<next].lazy.map { resolved[$0].row })
    }
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
      let claims = claimsOf[Int(Kind.event.rawValue)][number]
      documentsOfEvent.append(claims.isEmpty ? [] : Set(claims.map { self.claims[Int($0)].document }).sorted())
    }
  }

  private mutating func deriveEventIndex() {
    index.byType = PostingSets(count: EventType.allCases.count, capacity: events.count) { post in
      for (number, event) in events.enumerated() { post(UInt32(event.type.rawValue), UInt32(number)) }
    }
    index.byStatus = PostingSets(count: EventStatus.allCases.count, capacity: events.count) { post in
      for (number, event) in events.enumerated() { post(UInt32(event.status.rawValue), UInt32(number)) }
    }
    index.byRole = PostingSets(count: Role.allCases.count, capacity: events.count) { post in
      for number in events.indices {
        for place in participations.places(of: UInt32(number)) {
          post(UInt32(participations.role(place).rawValue), UInt32(number))
        }
      }
    }
    index.byActor = PostingSets(count: actors.count, capacity: events.count) { post in
      for number in events.indices {
        for place in participations.places(of: UInt32(number)) {
          post(participations.actor(place).number, UInt32(number))
          if let other = participations.other(place) { post(other, UInt32(number)) }
        }
      }
    }
    let (areaParents, placeParents) = (areas.map(\.broader), places.map(\.within))
    index.byArea = Catalog.postings(areasOfEvent, parents: areaParents)
    index.byPlace = Catalog.postings(placesOfEvent, parents: placeParents)
    index.byDocument = PostingSets(count: documents.count, capacity: events.count) { post in
      for number in events.indices {
        for document in documentsOfEvent[number] { post(document, UInt32(number)) }
      }
    }

    let codes = places.map { $0.country.isMissing ? nil : texts.string($0.country) }
    let countries = Set(codes.compactMap { $0 }).sorted()
    let countryOfPlace = codes.map { code in code.flatMap { countries.firstIndex(of: $0) }.map { UInt32($0) } }
    index.countries = countries
    index.countryOfPlace = countryOfPlace
    index.byCountry = PostingSets(count: countries.count, capacity: events.count) { post in
      for number in events.indices {
        for place in placesOfEvent[number] {
          if let country = countryOfPlace[Int(place)] { post(country, UInt32(number)) }
        }
      }
    }
  }

  /// Posts each event under its values and everything above them. The parents form no cycle.
  private static func postings(_ values: Postings, parents: [UInt32?]) -> PostingSets {
    PostingSets(count: parents.count, capacity: values.count) { post in
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

  /// What concerns each value: a look at each posting, and at each document of its event.
  private func statistics(_ postings: PostingSets) -> [Statistics] {
    let days = eventDays
    var latest = [Int](repeating: -1, count: documents.count)
    return (0..<postings.count).map { value in
      var statistics = Statistics()
      statistics.events = postings.size(value)
      var (first, last) = (Int32.max, Int32.min)
      postings.forEach(value) { event in
        for document in documentsOfEvent[event] where latest[Int(document)] != value {
          latest[Int(document)] = value
          statistics.documents += 1
        }
        let (start, end) = days[Int(event)]
        if start <= end {
          first = min(first, start)
          last = max(last, end)
        }
      }
      if first <= last { (statistics.first, statistics.last) = (Day(ordinal: first), Day(ordinal: last)) }
      return statistics
    }
  }

  /// The first and last day of each event as far as they are known; the first after the last where neither is.
  private var eventDays: [(Int32, Int32)] {
    events.indices.map { number in
      let (start, end) = (earliest[number], latest[number])
      guard start <= end else { return (.max, .min) }
      return (start == .min ? end : start, end == .max ? start : end)
    }
  }
}
