/// Events that are many are read in two halves at the same time, each into a builder of its own.
extension CatalogBuilder {
  package var eventCount: Int { catalog.events.count }

  /// A builder that takes the events behind those that this one will be given: it knows what they may name.
  package func forMoreEvents() -> CatalogBuilder {
    var other = self
    other.catalog.texts = TextStore()
    // Of its own, for whoever reads one counts references to it, and two threads would wait for each other.
    other.numbers = numbers.map { Dictionary(uniqueKeysWithValues: Array($0)) }
    (other.pending, other.pendingRelations) = ([], [])
    return other
  }

  /// Adds the events of a builder that was made `forMoreEvents`.
  package mutating func append(eventsOf others: CatalogBuilder) {
    let theirs = others.catalog
    let first = UInt32(catalog.events.count)
    let moved = catalog.texts.append(
      theirs.texts, ids: theirs.ids[Int(Kind.event.rawValue)], to: &catalog.ids[Int(Kind.event.rawValue)])
    let dates = theirs.dates.map { intern($0) }
    for event in theirs.events {
      catalog.events.append(event.moved(by: moved, date: event.date.flatMap { dates[Int($0)] }))
    }
    catalog.earliest += theirs.earliest
    catalog.latest += theirs.latest
    catalog.eventAliases.append(theirs.eventAliases) { $0.moved(by: moved) }
    catalog.participations.append(theirs.participations, textsMovedBy: moved)
    catalog.areasOfEvent.append(theirs.areasOfEvent) { $0 }
    catalog.placesOfEvent.append(theirs.placesOfEvent) { $0 }
    catalog.figures.append(theirs.figures) { $0.moved(by: moved) }
    pending += others.pending.lazy.map { ($0.kind, $0.number + first, $0.target) }
    pendingRelations += others.pendingRelations.lazy.map { ($0.event + first, $0.target, $0.relation) }
    latestID = others.latestID
  }
}
