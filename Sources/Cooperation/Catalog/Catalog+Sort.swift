/// Events come in the order of their ids and are asked for in the order of their dates.
extension Catalog {
  /// Numbers the events anew: by `earliest`, or `latest` where that is open; those without a date last; ties by `id`.
  mutating func sortEvents(_ relations: inout [(event: UInt32, row: RelationRow)]) {
    // The key above, the number below: one sort of plain numbers. Undated ones have `.max` and lie behind all others.
    let keys = events.indices.map { number -> UInt64 in
      let isUndated = earliest[number] > latest[number]
      let key = isUndated || earliest[number] != .min ? earliest[number] : latest[number]
      return UInt64(UInt32(bitPattern: key) ^ 0x8000_0000) << 32 | UInt64(number)
    }
    let order = keys.sorted().map { UInt32(truncatingIfNeeded: $0) }
    eventsByID = [UInt32](repeating: 0, count: order.count)
    for (new, old) in order.enumerated() { eventsByID[Int(old)] = UInt32(new) }

    texts.reorderIDs(&ids[Int(Kind.event.rawValue)], order)
    events = order.map { events[Int($0)] }
    earliest = order.map { earliest[Int($0)] }
    latest = order.map { latest[Int($0)] }
    firstUndated = earliest.indices.first { earliest[$0] > latest[$0] } ?? events.count
    eventAliases = eventAliases.reordered(order)
    participations = participations.reordered(order)
    areasOfEvent = areasOfEvent.reordered(order)
    placesOfEvent = placesOfEvent.reordered(order)
    figures = figures.reordered(order)

    for number in events.indices {
      if let whole = events[number].partOf { events[number].partOf = eventsByID[Int(whole)] }
    }
    for number in claims.indices where claims[number].subjectKind == .event {
      claims[number].subject = eventsByID[Int(claims[number].subject)]
    }
    for index in relations.indices {
      relations[index].event = eventsByID[Int(relations[index].event)]
      relations[index].row.event = eventsByID[Int(relations[index].row.event)]
    }
  }
}
