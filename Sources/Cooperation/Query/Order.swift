/// The order of a list: fields, each ascending or descending; ties end on `id`.
package struct Order: Sendable, Hashable {
  package enum Field: String, Sendable, CaseIterable {
    case id, name, type, added, updated, date, published, events, relevance
  }

  package struct Key: Sendable, Hashable {
    package let field: Field
    package let isDescending: Bool

    package init(field: Field, isDescending: Bool) {
      self.field = field
      self.isDescending = isDescending
    }
  }

  package var keys: [Key]

  package init(_ keys: [Key]) { self.keys = keys }

  /// The fields by which a kind can be sorted.
  package static func fields(of kind: Kind) -> [Field] {
    switch kind {
    case .event: [.id, .name, .type, .added, .updated, .date, .relevance]
    case .document: [.id, .name, .type, .added, .updated, .published, .events, .relevance]
    case .actor, .area, .place: [.id, .name, .type, .added, .updated, .events, .relevance]
    case .claim: [.id, .added, .updated, .relevance]
    }
  }
}

extension Catalog {
  /// The members of a selection in an order; `score` is asked for relevance, `language` for names.
  package func sorted(
    _ selection: Bitmap, _ kind: Kind, by order: Order, language: Language, score: (UInt32) -> Float
  ) -> [UInt32] {
    let members = selection.members
    if kind == .event, order.keys == [Order.Key(field: .date, isDescending: false)] { return members }
    let ids = ranks[Int(kind.rawValue)].byID
    var keyed: [(keys: [Int64], number: UInt32)] = []
    keyed.reserveCapacity(members.count)
    for member in members {
      let keys = order.keys.map { key in
        let value = sortValue(kind, member, key.field, language: language, score: score)
        // What has no value (`nil`) comes last both ways.
        return value.map { key.isDescending ? -$0 : $0 } ?? .max
      }
      keyed.append((keys, member))
    }
    keyed.sort { left, right in
      for (mine, yours) in zip(left.keys, right.keys) where mine != yours { return mine < yours }
      return ids[Int(left.number)] < ids[Int(right.number)]
    }
    return keyed.map(\.number)
  }

  private func sortValue(
    _ kind: Kind, _ number: UInt32, _ field: Order.Field, language: Language, score: (UInt32) -> Float
  ) -> Int64? {
    let ranks = ranks[Int(kind.rawValue)]
    switch field {
    case .id: return Int64(ranks.byID[Int(number)])
    case .name:
      return ranks.byName[Int(language.rawValue)].isEmpty
        ? nil : Int64(ranks.byName[Int(language.rawValue)][Int(number)])
    case .type: return type(kind, number).map { Int64(ranks.types.firstIndex(of: $0) ?? 0) }
    case .added: return Int64(days(kind, number).added.ordinal)
    case .updated: return Int64(days(kind, number).updated.ordinal)
    case .date, .published:
      let (earliest, latest) = bounds(kind, number)
      guard earliest <= latest else { return nil }
      return Int64(earliest == .min ? latest : earliest)
    case .events: return statistics(kind, number).map { Int64($0.events) }
    // Higher scores come first; equal scores compare equal, so that ties still end on the id.
    case .relevance: return Int64((-score(number) * 1_000_000).rounded())
    }
  }

  package func statistics(_ kind: Kind, _ number: UInt32) -> Statistics? {
    let number = Int(number)
    return switch kind {
    case .actor: actorStatistics[number]
    case .area: areaStatistics[number]
    case .place: placeStatistics[number]
    case .document: documentStatistics[number]
    case .event, .claim: nil
    }
  }
}

/// Where each object of a kind stands by id and, in each language, by name: computed once, so that sorting compares numbers.
package struct Ranks: Sendable {
  package let byID: [UInt32]
  /// For each language; objects whose folded names are equal share a rank. Empty for claims.
  package let byName: [[UInt32]]
  /// The words of the kind's types, sorted.
  let types: [String]

  init(_ kind: Kind, of catalog: Catalog) {
    byID = catalog.rankByID(kind)
    let numbers = 0..<UInt32(catalog.count(kind))
    types = Set(numbers.compactMap { catalog.type(kind, $0) }).sorted()
    guard kind != .claim else {
      byName = Language.allCases.map { _ in [] }
      return
    }
    byName = Language.allCases.map { language in
      let keys = numbers.map { number in
        catalog.name(kind, number).best(for: language).map { Folding.key(catalog.texts.string($0.text)) } ?? ""
      }
      var ranks = [UInt32](repeating: 0, count: keys.count)
      var (rank, previous): (UInt32, String?) = (0, nil)
      for number in numbers.sorted(by: { keys[Int($0)] < keys[Int($1)] }) {
        if let previous, keys[Int(number)] != previous { rank += 1 }
        previous = keys[Int(number)]
        ranks[Int(number)] = rank
      }
      return ranks
    }
  }
}
