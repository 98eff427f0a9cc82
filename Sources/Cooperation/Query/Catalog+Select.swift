/// Answers questions with sets: one bitmap a condition, intersected.
///
/// For events a condition costs the length of its posting lists plus a word for every 64 events; for the other kinds, of
/// which there are few, it looks at each object once.
extension Catalog {
  /// The objects of which all of a question holds.
  package func select(_ question: Question) -> Bitmap {
    var selection = question.matches ?? .all(count(question.kind))
    for (dimension, conditions) in question.conditions where dimension != .role || question.kind != .event {
      for condition in conditions { apply(condition, dimension, of: question, to: &selection) }
    }
    if question.kind == .event { applyRoles(of: question, to: &selection) }
    for ranges in question.dates {
      filter(&selection) { number in
        let (earliest, latest) = bounds(question.kind, number)
        guard earliest <= latest else { return false }
        return ranges.contains {
          question.isCertain
            ? $0.first <= earliest && latest <= $0.last : earliest <= $0.last && $0.first <= latest
        }
      }
    }
    return selection
  }

  /// The bounds of the date by which a kind is filtered; the first after the last where there is none.
  package func bounds(_ kind: Kind, _ number: UInt32) -> (earliest: Int32, latest: Int32) {
    if kind == .event { return (earliest[Int(number)], latest[Int(number)]) }
    guard kind == .document, let edtf = date(documents[Int(number)].published)?.edtf else { return (.max, .min) }
    return (edtf.earliest?.ordinal ?? .min, edtf.latest?.ordinal ?? .max)
  }

  private func filter(_ selection: inout Bitmap, _ holds: (UInt32) -> Bool) {
    for number in selection.members where !holds(number) { selection.remove(number) }
  }

  private func apply(_ condition: Condition, _ dimension: Dimension, of question: Question, to selection: inout Bitmap)
  {
    if !condition.any.isEmpty {
      selection.formIntersection(union(condition.any, dimension, of: question))
    }
    if !condition.none.isEmpty {
      selection.subtract(union(condition.none, dimension, of: Question(kind: question.kind)))
    }
  }

  private func union(_ values: [UInt32], _ dimension: Dimension, of question: Question) -> Bitmap {
    var union = Bitmap(capacity: count(question.kind))
    if dimension == .id {
      union.formUnion(values)
    } else if question.kind == .event {
      for value in values { union.formUnion(postings(dimension, value)) }
    } else {
      for number in 0..<UInt32(count(question.kind)) where has(question.kind, number, dimension, anyOf: values) {
        union.insert(number)
      }
    }
    return union
  }

  // MARK: - Events

  /// The events under one value of a dimension.
  package func postings(_ dimension: Dimension, _ value: UInt32) -> ArraySlice<UInt32> {
    switch dimension {
    case .type: index.byType[value]
    case .status: index.byStatus[value]
    case .role: index.byRole[value]
    case .actor: index.byActor[value]
    case .area: index.byArea[value]
    case .place: index.byPlace[value]
    case .document: index.byDocument[value]
    case .country: index.countries.firstIndex { Condition.code($0.utf8) == value }.map { index.byCountry[$0] } ?? []
    case .memberOf, .broader, .within, .publisher, .language, .event, .field, .id, .year, .decade: []
    }
  }

  /// Roles bind: with actors asked for, it is they who must have the role; alone, anybody.
  private func applyRoles(of question: Question, to selection: inout Bitmap) {
    let actors = (question.conditions[.actor] ?? []).map(\.any).filter { !$0.isEmpty }
    for condition in question.conditions[.role] ?? [] {
      let unbound = Question(kind: .event)
      if !condition.none.isEmpty { selection.subtract(union(condition.none, .role, of: unbound)) }
      guard !condition.any.isEmpty else { continue }
      selection.formIntersection(union(condition.any, .role, of: unbound))
      for bound in actors {
        filter(&selection) { number in
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
    case (.actor, .area):
      // An actor's areas are those of the events that count for it.
      return index.byActor[number].contains { event in
        areasOfEvent[event].contains { area in ancestry(of: area).contains(where: values.contains) }
      }
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

  /// An area and those above it, from itself up.
  package func ancestry(of area: UInt32) -> [UInt32] {
    var (chain, next) = ([area], areas[Int(area)].broader)
    while let current = next {
      chain.append(current)
      next = areas[Int(current)].broader
    }
    return chain
  }

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
