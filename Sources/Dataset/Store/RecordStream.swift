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

  /// Which events.
  enum EventPart: Sendable {
    case all
    /// Those whose ids come before this one, and those from it on.
    case before(String)
    case from(String)

    fileprivate var condition: String {
      switch self {
      case .all: ""
      case .before: "WHERE id < ?"
      case .from: "WHERE id >= ?"
      }
    }

    /// The event that comes first, where not all of them do from the first one on.
    var first: String? { if case .from(let id) = self { id } else { nil } }

    fileprivate var bound: String? {
      switch self {
      case .all: nil
      case .before(let id), .from(let id): id
      }
    }
  }

  static func pour<Sink: RecordSink & ~Copyable>(
    _ database: borrowing Database, events order: EventOrder, into sink: inout Sink
  ) throws {
    try sink.take(info(of: database))
    var meter = try meter(of: database)
    var reader = try RecordReader(database, isSorted: order == .id)
    try pourNamed(database, &reader, &meter, into: &sink)
    try pourEvents(.all, of: database, by: order, &reader, into: &sink) { meter.advance() }
    try pourClaims(database, &meter, into: &sink)
    meter.finish()
  }

  /// What events may name.
  static func pourNamed<Sink: RecordSink & ~Copyable>(
    _ database: borrowing Database, _ reader: inout RecordReader, _ meter: inout Meter, into sink: inout Sink
  ) throws {
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
  }

  /// - Parameter reader: one that begins where these events do.
  static func pourEvents<Sink: RecordSink & ~Copyable>(
    _ part: EventPart, of database: borrowing Database, by order: EventOrder, _ reader: inout RecordReader,
    into sink: inout Sink, _ count: () -> Void
  ) throws {
    var rows = try Statement(
      "SELECT \(Tables.event) FROM event \(part.condition) ORDER BY \(order.sql)", on: database)
    if let bound = part.bound { try rows.bind(text: bound) }
    while try rows.step() {
      try sink.take(reader.event(&rows))
      count()
    }
  }

  private static func pourClaims<Sink: RecordSink & ~Copyable>(
    _ database: borrowing Database, _ meter: inout Meter, into sink: inout Sink
  ) throws {
    var rows = try Statement(RecordStream.claims, on: database)
    while try rows.step() {
      try sink.take(RecordReader.claim(&rows))
      meter.advance()
    }
  }

  static func meter(of database: borrowing Database) throws(SQLiteError) -> Meter {
    var meter = Meter(.reading)
    if meter.isObserved { meter.expect(try count(in: database)) }
    return meter
  }

  /// The event in the middle of all by their ids, where there are two at least.
  static func middleEvent(of database: borrowing Database) throws -> String? {
    var count = try Statement("SELECT count(*) FROM event", on: database)
    guard try count.step(), let events = count.integer(), events > 1 else { return nil }
    var middle = try Statement("SELECT id FROM event ORDER BY id LIMIT 1 OFFSET ?", on: database)
    try middle.bind(integer: events / 2)
    return try middle.step() ? middle.text() : nil
  }

  static let claims = "SELECT \(Tables.claim) FROM claim ORDER BY id"

  /// How many records there are, of all kinds together.
  private static func count(in database: borrowing Database) throws(SQLiteError) -> Int {
    let kinds = ["area", "place", "actor", "document", "event", "claim"]
    let sum = kinds.map { "(SELECT count(*) FROM \($0))" }.joined(separator: " + ")
    var row = try Statement("SELECT \(sum)", on: database)
    return try row.step() ? row.integer() ?? 0 : 0
  }

  static func info(of database: borrowing Database) throws -> DatasetInfo {
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
