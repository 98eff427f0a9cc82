import Cooperation
import SQLite

/// The bytes of a database file: made from fixtures, or found sound before anything in them is believed.
enum DatabaseFile {
  /// The database that holds the fixtures. The same fixtures give the same bytes.
  static func bytes(of fixtures: Fixtures) throws -> [UInt8] {
    let database = try Database()
    try fill(database, fixtures.info) { inserter in
      inserter.meter.expect(fixtures.counts.total)
      for record in fixtures.areas { try inserter.insert(record) }
      for record in fixtures.places { try inserter.insert(record) }
      for record in fixtures.actors { try inserter.insert(record) }
      for record in fixtures.documents { try inserter.insert(record) }
      for record in fixtures.events { try inserter.insert(record) }
      for record in fixtures.claims { try inserter.insert(record) }
    }
    var bytes = try database.serialized()
    guard Seal.close(&bytes) else { throw Inconsistent(reason: "there is no place for the seal") }
    return bytes
  }

  /// Makes an empty database into one of ours that lacks nothing but the seal; `records` inserts what is in it.
  static func fill(
    _ database: borrowing Database, _ info: DatasetInfo, _ records: (inout RecordInserter) throws -> Void
  ) throws {
    try database.execute(Schema.tables)
    try database.transaction { database in
      var seal = try Statement("INSERT INTO seal (sha256) VALUES (?)", on: database)
      try seal.bind(text: Seal.blank)
      try seal.run()
      try insert(info, into: database)
      var inserter = try RecordInserter(database)
      try records(&inserter)
      inserter.meter.finish()
      try database.execute(Schema.shortcuts)
      try checkReferences(in: database)

      // The checksum is of what the database gives back, not of what it was told.
      var content = Checksum()
      try RecordStream.pour(database, events: .day, into: &content)
      var checksum = try Statement("UPDATE dataset SET checksum = ?", on: database)
      try checksum.bind(text: content.hash.finish())
      try checksum.run()
    }
  }

  /// All at once in the end: records name others that come later, and a check for each row would search the whole table.
  private static func checkReferences(in database: borrowing Database) throws {
    var broken = try Statement("PRAGMA foreign_key_check", on: database)
    guard try !broken.step() else {
      throw Inconsistent(reason: "table \(broken.text() ?? "") names what is not there")
    }
  }

  private static func insert(_ info: DatasetInfo, into database: borrowing Database) throws(SQLiteError) {
    var row = try Statement(
      Tables.insert(into: "dataset", "id, checksum, " + Tables.dataset), on: database)
    try row.bind(integer: 1)
    try row.bind(text: "")
    try row.bind(text: info.version)
    try row.bind(text: info.releasedText)
    try row.bind(text: info.licence)
    try row.bind(info.title)
    try row.bind(info.description)
    try row.run()
  }

  /// Opens the bytes of a file, after checking that they are a database of ours and those that were written.
  static func open(_ bytes: [UInt8]) throws -> Database {
    guard bytes.starts(with: "SQLite format 3\0".utf8) else { throw Inconsistent(reason: "it is no SQLite database") }
    let database = try Database(reading: bytes)
    guard try integer("PRAGMA application_id", in: database) == Schema.applicationID else {
      throw Inconsistent(reason: "it is no database of Passerelle")
    }
    let version = try integer("PRAGMA user_version", in: database)
    guard version == Schema.version else {
      throw Inconsistent(reason: "its tables are of version \(version ?? 0), not \(Schema.version): import it again")
    }
    var seal = try Statement("SELECT sha256 FROM seal", on: database)
    guard try seal.step(), let text = seal.text(), Seal.isIntact(bytes, seal: text) else {
      throw Inconsistent(reason: "it is damaged or was changed: its bytes are not those that were sealed")
    }
    return database
  }

  /// The SHA-256 of `dataset.ndjson` that the database carries.
  static func checksum(in database: borrowing Database) throws -> String {
    var row = try Statement("SELECT checksum FROM dataset", on: database)
    guard try row.step() else { throw Inconsistent(reason: "it says nothing of itself") }
    return try row.required()
  }

  private static func integer(_ sql: String, in database: borrowing Database) throws(SQLiteError) -> Int? {
    var row = try Statement(sql, on: database)
    return try row.step() ? row.integer() : nil
  }
}
