import Cooperation
import SQLite

/// Takes a dataset's records one at a time, kind by kind.
protocol RecordSink: ~Copyable {
  mutating func take(_ info: DatasetInfo) throws
  mutating func take(_ record: AreaRecord) throws
  mutating func take(_ record: PlaceRecord) throws
  mutating func take(_ record: ActorRecord) throws
  mutating func take(_ record: DocumentRecord) throws
  mutating func take(_ record: EventRecord) throws
  mutating func take(_ record: ClaimRecord) throws
}

/// Pours a database into a sink, row by row: nothing is held.
enum RecordStream {
  enum EventOrder {
    case id, day

    fileprivate var sql: String {
      switch self {
      case .id: "id"
      case .day: "\(Schema.eventDay), id"
      }
    }
  }

  /// - Parameter claims: where somebody reads them already.
  static func pour<Sink: RecordSink & ~Copyable>(
    _ database: borrowing Database, events order: EventOrder, claims: ClaimsAhead? = nil, into sink: inout Sink
  ) throws {
    try sink.take(info(of: database))
    var meter = Meter(.reading)
    if meter.isObserved { meter.expect(try count(in: database)) }
    var reader = try RecordReader(database, isSorted: order == .id)
    var rows = try Statement("SELECT \(Tables.area) FROM area ORDER BY id", on: database)
    while try rows.step() {
      try sink.take(reader.area(&rows))
      meter.advance()
    }
    rows = try Statement("SELECT \(Tables.place) FROM place ORDER BY id", on: database)
    while try rows.step() {
      try sink.take(reader.place(&rows))
      meter.advance()
    }
    rows = try Statement("SELECT \(Tables.actor) FROM actor ORDER BY id", on: database)
    while try rows.step() {
      try sink.take(reader.actor(&rows))
      meter.advance()
    }
    rows = try Statement("SELECT \(Tables.document) FROM document ORDER BY id", on: database)
    while try rows.step() {
      try sink.take(reader.document(&rows))
      meter.advance()
    }
    rows = try Statement("SELECT \(Tables.event) FROM event ORDER BY \(order.sql)", on: database)
    while try rows.step() {
      try sink.take(reader.event(&rows))
      meter.advance()
    }
    if let claims {
      while case let batch = try claims.next(), !batch.isEmpty {
        for claim in batch {
          try sink.take(claim)
          meter.advance()
        }
      }
    } else {
      rows = try Statement(RecordStream.claims, on: database)
      while try rows.step() {
        try sink.take(RecordReader.claim(&rows))
        meter.advance()
      }
    }
    meter.finish()
  }

  static let claims = "SELECT \(Tables.claim) FROM claim ORDER BY id"

  /// How many records there are, of all kinds together.
  private static func count(in database: borrowing Database) throws(SQLiteError) -> Int {
    let kinds = ["area", "place", "actor", "document", "event", "claim"]
    let sum = kinds.map { "(SELECT count(*) FROM \($0))" }.joined(separator: " + ")
    var row = try Statement("SELECT \(sum)", on: database)
    return try row.step() ? row.integer() ?? 0 : 0
  }

  private static func info(of database: borrowing Database) throws -> DatasetInfo {
    var row = try Statement("SELECT \(Tables.dataset) FROM dataset", on: database)
    guard try row.step() else { throw Inconsistent(reason: "it says nothing of itself") }
    let version = try row.required()
    let released = try row.required()
    guard let seconds = DatasetInfo.seconds(released) else {
      throw Inconsistent(reason: "“\(released)” is no instant")
    }
    return DatasetInfo(
      version: version, released: seconds, licence: try row.required(), title: try row.localized(),
      description: try row.localized())
  }
}
