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

  /// Whether it is that of the dense numbers, so that nothing need be sorted.
  package func isNumeric(_ kind: Kind) -> Bool {
    keys == [Key(field: kind == .event ? .date : .id, isDescending: false)]
  }

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
    _ selection: Selection, _ kind: Kind, by order: Order, language: Language, score: (UInt32) -> Float
  ) -> [UInt32] {
    let members = selection.members
    if kind == .event, order.keys == [Order.Key(field: .date, isDescending: false)] { return members }
    return sorted(members, kind, by: order, language: language) { score(members[$0]) }
  }

  /// The same of ascending members, where `score` is asked for that of the one at a place.
  func sorted(
    _ members: [UInt32], _ kind: Kind, by order: Order, language: Language, score: (Int) -> Float
  ) -> [UInt32] {
    let ids = ranks[Int(kind.rawValue)].byID
    // Column after column, what has no value (`nil`) last both ways.
    let columns = order.keys.map { key in
      members.indices.map { place in
        let value = sortValue(kind, members[place], key.field, language: language) { score(place) }
        return value.map { key.isDescending ? -$0 : $0 } ?? .max
      }
    }
    return members.indices.sorted { left, right in
      for column in columns where column[left] != column[right] { return column[left] < column[right] }
      return ids[Int(members[left])] < ids[Int(members[right])]
    }.map { members[$0] }
  }

  private func sortValue(
    _ kind: Kind, _ number: UInt32, _ field: Order.Field, language: Language, score: () -> Float
  ) -> Int64? {
    switch field {
    case .id: return Int64(ranks[Int(kind.rawValue)].byID[Int(number)])
    case .name:
      let names = ranks[Int(kind.rawValue)].byName[Int(language.rawValue)]
      return names.isEmpty ? nil : Int64(names[Int(number)])
    case .type:
      let types = ranks[Int(kind.rawValue)].types
      return type(kind, number).map { Int64(types.firstIndex(of: $0) ?? 0) }
    case .added: return Int64(days(kind, number).added.ordinal)
    case .updated: return Int64(days(kind, number).updated.ordinal)
    case .date, .published:
      let (earliest, latest) = bounds(kind, number)
      guard earliest <= latest else { return nil }
      return Int64(earliest == .min ? latest : earliest)
    case .events: return statistics(kind, number).map { Int64($0.events) }
    // Higher scores come first; equal scores compare equal, so that ties still end on the id.
    case .relevance: return Relevance.key(score())
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

  init(_ kind: Kind, byName: [[UInt32]], of catalog: Catalog) {
    byID = catalog.rankByID(kind)
    types = Set((0..<UInt32(catalog.count(kind))).lazy.compactMap { catalog.type(kind, $0) }).sorted()
    self.byName = byName
  }

  static func byName(_ kind: Kind, _ language: Language, of catalog: Catalog) -> [UInt32] {
    guard kind != .claim else { return [] }
    let count = catalog.count(kind)
    var (bytes, starts): ([UInt8], [UInt32]) = ([], [0])
    starts.reserveCapacity(count + 1)
    let texts = catalog.texts
    // The first sixteen bytes decide almost every comparison.
    var entries: [(prefix: UInt128, number: UInt32)] = []
    entries.reserveCapacity(count)
    for number in 0..<UInt32(count) {
      let start = bytes.count
      if let name = catalog.name(kind, number).best(for: language) {
        Folding.appendKey(of: texts.utf8(name.text).span, to: &bytes)
      }
      starts.append(UInt32(bytes.count))
      var prefix: UInt128 = 0
      for step in 0..<16 { prefix = prefix << 8 | (start + step < bytes.count ? UInt128(bytes[start + step]) : 0) }
      entries.append((prefix, number))
    }
    func key(_ number: UInt32) -> ArraySlice<UInt8> { bytes[Int(starts[Int(number)])..<Int(starts[Int(number) + 1])] }
    entries.sort {
      $0.prefix != $1.prefix ? $0.prefix < $1.prefix : key($0.number).lexicographicallyPrecedes(key($1.number))
    }
    var ranks = [UInt32](repeating: 0, count: count)
    var (rank, previous): (UInt32, (prefix: UInt128, number: UInt32)?) = (0, nil)
    for entry in entries {
      if let previous, previous.prefix != entry.prefix || !key(previous.number).elementsEqual(key(entry.number)) {
        rank += 1
      }
      previous = entry
      ranks[Int(entry.number)] = rank
    }
    return ranks
  }
}
