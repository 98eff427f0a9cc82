/// Answers questions with sets: one a condition, intersected.
///
/// For events a condition costs its posting lists, or a word for every 64 events where a value has many, plus a word for
/// every 64 events; a range of dates costs a look at two bounds for every 64 events, and at both bounds of the events in
/// those 64s that neither rule out nor hold as a whole. Where words or a value that few events have leave a list, a condition costs a look at each of
/// these and a leap through its posting lists. For the other kinds, of which there are few, each object is looked at once.
extension Catalog {
  /// The objects of which all of a question holds.
  package func select(_ question: Question) -> Selection {
    var selection = question.matches
    for (dimension, conditions) in question.conditions where dimension != .role || question.kind != .event {
      for condition in conditions { apply(condition, dimension, of: question, to: &selection) }
    }
    if question.kind == .event { applyRoles(of: question, to: &selection) }
    for ranges in question.dates { apply(ranges, of: question, to: &selection) }
    return selection ?? .all(count(question.kind))
  }

  /// Leaves what lies in one of the ranges.
  private func apply(_ ranges: [DayRange], of question: Question, to selection: inout Selection?) {
    let known = selection?.count ?? events.count
    if question.kind == .event, known > events.count / 64 {
      var union = Bitmap(capacity: events.count)
      for range in ranges { spans.formUnion(&union, range, isCertain: question.isCertain, earliest, latest) }
      return narrow(&selection, to: .bits(union))
    }
    selection = (selection ?? .all(count(question.kind))).filter { number in
      let (earliest, latest) = bounds(question.kind, number)
      return ranges.contains { $0.holds(earliest, latest, isCertain: question.isCertain) }
    }
  }

  private func narrow(_ selection: inout Selection?, to set: Selection) {
    selection = selection?.intersection(set) ?? set
  }

  /// The bounds of the date by which a kind is filtered; the first after the last where there is none.
  package func bounds(_ kind: Kind, _ number: UInt32) -> (earliest: Int32, latest: Int32) {
    if kind == .event { return (earliest[Int(number)], latest[Int(number)]) }
    guard kind == .document, let edtf = date(documents[Int(number)].published)?.edtf else { return (.max, .min) }
    return (edtf.earliest?.ordinal ?? .min, edtf.latest?.ordinal ?? .max)
  }

  private func apply(
    _ condition: Condition, _ dimension: Dimension, of question: Question, to selection: inout Selection?
  ) {
    if !condition.any.isEmpty {
      if case .list(let list) = selection, question.kind == .event, dimension != .id {
        selection = .list(filter(list, condition.any, dimension, isWanted: true))
      } else {
        narrow(&selection, to: objects(condition.any, dimension, of: question))
      }
    }
    if !condition.none.isEmpty {
      if case .list(let list) = selection, question.kind == .event, dimension != .id {
        selection = .list(filter(list, condition.none, dimension, isWanted: false))
      } else {
        let rest = selection ?? .all(count(question.kind))
        selection = rest.subtracting(union(condition.none, dimension, of: question))
      }
    }
  }

  /// The events of a list that have one of the values, or those that have none of them.
  private func filter(
    _ list: [UInt32], _ values: [UInt32], _ dimension: Dimension, isWanted: Bool
  ) -> [UInt32] {
    var readers = values.compactMap { value in
      sets(dimension, value).map { PostingSets.Reader($0.value, in: $0.sets) }
    }
    return list.filter { number in
      readers.indices.contains { readers[$0].posting(of: number) != nil } == isWanted
    }
  }

  /// What has any of the values: of one that few events have, their list.
  private func objects(_ values: [UInt32], _ dimension: Dimension, of question: Question) -> Selection {
    if question.kind == .event, values.count == 1, let (sets, value) = sets(dimension, values[0]),
      case .list = sets.form(value)
    {
      return .list(sets.members(of: value))
    }
    return .bits(union(values, dimension, of: question))
  }

  private func union(_ values: [UInt32], _ dimension: Dimension, of question: Question) -> Bitmap {
    var union = Bitmap(capacity: count(question.kind))
    if dimension == .id {
      union.formUnion(values)
    } else if question.kind == .event {
      for value in values {
        if let (sets, place) = sets(dimension, value) { union.formUnion(sets, place) }
      }
    } else if question.kind == .actor, dimension == .area {
      // An actor's areas are those of the events that count for it.
      var events = Bitmap(capacity: count(.event))
      for value in values where value < index.byArea.count { events.formUnion(index.byArea, Int(value)) }
      var actors: [UInt32] = []
      events.forEach { event in
        actors.removeAll(keepingCapacity: true)
        participations.appendActors(of: event, to: &actors)
        union.formUnion(actors)
      }
    } else {
      for number in 0..<UInt32(count(question.kind)) where has(question.kind, number, dimension, anyOf: values) {
        union.insert(number)
      }
    }
    return union
  }

  // MARK: - Events

  /// Where the events under one value of a dimension are; `nil` where there are none.
  func sets(_ dimension: Dimension, _ value: UInt32) -> (sets: PostingSets, value: Int)? {
    if dimension == .country {
      return index.countries.firstIndex { Condition.code($0.utf8) == value }.map { (index.byCountry, $0) }
    }
    guard let sets = sets(dimension), value < sets.count else { return nil }
    return (sets, Int(value))
  }

  /// The events under each value of a dimension; of countries by their positions in `index.countries`.
  func sets(_ dimension: Dimension) -> PostingSets? {
    switch dimension {
    case .type: index.byType
    case .status: index.byStatus
    case .role: index.byRole
    case .actor: index.byActor
    case .area: index.byArea
    case .place: index.byPlace
    case .document: index.byDocument
    case .country: index.byCountry
    case .memberOf, .broader, .within, .publisher, .language, .event, .field, .id, .year, .decade: nil
    }
  }

  /// Roles bind: with actors asked for, it is they who must have the role; alone, anybody.
  private func applyRoles(of question: Question, to selection: inout Selection?) {
    let actors = (question.conditions[.actor] ?? []).map(\.any).filter { !$0.isEmpty }
    for condition in question.conditions[.role] ?? [] {
      apply(condition, .role, of: question, to: &selection)
      guard !condition.any.isEmpty else { continue }
      for bound in actors {
        selection = selection?.filter { number in
          participations[number].contains { participation in
            condition.any.contains(UInt32(participation.role.rawValue)) && bound.contains(where: participation.counts)
          }
        }
      }
    }
  }

  // MARK: - The other kinds

  private func has(_ kind: Kind, _ number: UInt32, _ dimension: Dimension, anyOf values: [UInt32]) -> Bool {
    let row = Int(number)
    switch (kind, dimension) {
    case (.actor, .type): return values.contains(UInt32(actors[row].type.rawValue))
    case (.actor, .country): return values.contains(code(actors[row].country))
    case (.actor, .memberOf): return memberships[number].contains(where: values.contains)
    case (.area, .broader): return values.contains(areas[row].broader ?? Condition.nothing)
    case (.place, .type): return values.contains(UInt32(places[row].type.rawValue))
    case (.place, .country): return values.contains(code(places[row].country))
    case (.place, .within): return enclosing(number).dropFirst().contains(where: values.contains)
    case (.document, .type): return values.contains(UInt32(documents[row].type.rawValue))
    case (.document, .publisher): return documents[row].publisher.map(values.contains) ?? false
    case (.document, .language): return values.contains(code(documents[row].language))
    case (.claim, .document): return values.contains(claims[row].document)
    case (.claim, .status): return values.contains(UInt32(claims[row].status.rawValue))
    case (.claim, .field): return values.contains(fieldOfClaim[row])
    case (.claim, .event): return claims[row].subjectKind == .event && values.contains(claims[row].subject)
    case (.claim, .actor): return claims[row].subjectKind == .actor && values.contains(claims[row].subject)
    case (.claim, .area): return claims[row].subjectKind == .area && values.contains(claims[row].subject)
    case (.claim, .place): return claims[row].subjectKind == .place && values.contains(claims[row].subject)
    default: return false
    }
  }

  package func code(_ text: TextReference) -> UInt32 { Condition.code(texts.utf8(text)) }

  /// A place and those around it, from itself outwards.
  package func enclosing(_ place: UInt32) -> [UInt32] {
    var (chain, next) = ([place], places[Int(place)].within)
    while let current = next {
      chain.append(current)
      next = places[Int(current)].within
    }
    return chain
  }
}
