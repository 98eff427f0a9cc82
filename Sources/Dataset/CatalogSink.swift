import Cooperation
import SQLite

/// Hands each record to the catalog's builder.
struct CatalogSink: RecordSink, ~Copyable {
  private var builder: CatalogBuilder?

  mutating func take(_ info: DatasetInfo) { builder = CatalogBuilder(info) }
  mutating func take(_ record: AreaRecord) throws { try builder?.add(record) }
  mutating func take(_ record: PlaceRecord) throws { try builder?.add(record) }
  mutating func take(_ record: ActorRecord) throws { try builder?.add(record) }
  mutating func take(_ record: DocumentRecord) throws { try builder?.add(record) }
  mutating func take(_ record: EventRecord) throws { try builder?.add(record) }
  mutating func take(_ record: ClaimRecord) throws { try builder?.add(record) }

  /// Reads a whole database.
  ///
  /// - Parameter file: where it is, if it is large: then the halves of its events are read at the same time, and its claims a
  ///   batch ahead.
  mutating func read(_ database: borrowing Database, beside file: OpenFile?) throws {
    guard let file, let middle = try RecordStream.middleEvent(of: database) else {
      return try RecordStream.pour(database, events: .id, into: &self)
    }
    let claims = ClaimsAhead(of: file)
    let info = try RecordStream.info(of: database)
    var meter = try RecordStream.meter(of: database)
    var reader = try RecordReader(database, isSorted: true)
    take(info)
    try RecordStream.pourNamed(database, &reader, &meter, into: &self)
    guard let first = builder.take() else { return }
    let (second, told) = (first.forMoreEvents(), meter)
    let halves = SideBySide.make(2, size: { 1 - $0 }) { half in
      Result {
        // Whoever is told of one of the first half is told of one of the other as well.
        var meter = told
        return half == 0
          ? try CatalogSink.add(.before(middle), of: file.database(), to: first) { meter.advance(by: 2) }
          : try CatalogSink.add(.from(middle), of: file.database(), to: second) {}
      }
    }
    var whole = try halves[0].get()
    whole.append(eventsOf: try halves[1].get())
    meter.advance(by: whole.eventCount)
    builder = whole
    while case let batch = try claims.next(), !batch.isEmpty {
      for claim in batch { try take(claim) }
      meter.advance(by: batch.count)
    }
    meter.finish()
  }

  /// The builder with a part of the events.
  private static func add(
    _ part: RecordStream.EventPart, of database: consuming Database, to builder: CatalogBuilder, _ count: () -> Void
  ) throws -> CatalogBuilder {
    var sink = CatalogSink(builder: builder)
    var reader = try RecordReader(database, isSorted: true, from: part.first)
    try RecordStream.pourEvents(part, of: database, by: .id, &reader, into: &sink, count)
    return sink.builder ?? builder
  }

  consuming func finish() throws -> Catalog {
    guard let builder else { throw Inconsistent(reason: "it says nothing of itself") }
    let whole = try builder.assemble()
    // The words take longer than all the rest: they are read in stretches, beside each other.
    let stretches = SearchIndex.Stretch.all(of: whole)
    let words = SideBySide.make(stretches.count, size: { stretches[$0].count }) {
      SearchIndex.Words(of: stretches[$0], in: whole)
    }
    // Then they are joined kind by kind, beside what follows from names.
    let (kinds, population) = (Kind.allCases, whole.population)
    let parts = SideBySide.make(
      kinds.count + Catalog.NamePart.count, size: { $0 < kinds.count ? whole.count(kinds[$0]) : 0 }
    ) {
      $0 < kinds.count
        ? Part.words(SearchIndex.Part(of: kinds[$0], joining: words, population: population))
        : Part.names(Catalog.NamePart($0 - kinds.count, of: whole))
    }
    return whole.with(parts.compactMap(\.names)).with(SearchIndex(parts.compactMap(\.words)))
  }

  private enum Part: Sendable {
    case words(SearchIndex.Part)
    case names(Catalog.NamePart)

    var words: SearchIndex.Part? { if case .words(let part) = self { part } else { nil } }
    var names: Catalog.NamePart? { if case .names(let part) = self { part } else { nil } }
  }
}
