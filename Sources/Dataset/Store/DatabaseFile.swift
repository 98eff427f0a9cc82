import Cooperation
import SQLite

/// A database of ours and the bytes that it is made of: made from fixtures, or found sound before anything in it is
/// believed.
struct DatabaseFile: ~Copyable {
  let database: Database
  let image: DatabaseImage

  /// The database that holds the fixtures. The same fixtures give the same bytes.
  init(of fixtures: Fixtures) throws {
    let database = try Database()
    try Self.fill(database, fixtures.info) { inserter in
      inserter.meter.expect(fixtures.counts.total)
      for record in fixtures.areas { try inserter.insert(record) }
      for record in fixtures.places { try inserter.insert(record) }
      for record in fixtures.actors { try inserter.insert(record) }
      for record in fixtures.documents { try inserter.insert(record) }
      for record in fixtures.events { try inserter.insert(record) }
      for record in fixtures.claims { try inserter.insert(record) }
    }
    var bytes = try database.serialized()
    guard let seal = Seal.close(&bytes) else { throw Inconsistent(reason: "there is no place for the seal") }
    self.database = database
    image = DatabaseImage(store: .memory(bytes), seal: seal)
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

  /// What every database begins with.
  static let magic = Array("SQLite format 3\0".utf8)

  /// Opens a file, after checking that it is a database of ours and as it was written.
  init(opening file: OpenFile) throws {
    try self.init(opening: file) { _ in }
  }

  /// Opens a file, and has `read` read it while it is checked: the seal of all its bytes takes as long as all its records.
  ///
  /// What was read counts for nothing where this throws. `read` may meet any damage that there is, and bears it; what follows
  /// from the records is made afterwards. SQLite opens the file a second time, by its path, and reads only the pages that it
  /// needs.
  init(opening file: OpenFile, while read: (borrowing Database) throws -> Void) throws {
    guard file.read(0..<min(Self.magic.count, file.size)) == Self.magic else {
      throw Inconsistent(reason: "it is no SQLite database")
    }
    let database = try file.database()
    guard try Self.integer("PRAGMA application_id", in: database) == Schema.applicationID else {
      throw Inconsistent(reason: "it is no database of Passerelle")
    }
    let version = try Self.integer("PRAGMA user_version", in: database)
    guard version == Schema.version else {
      throw Inconsistent(reason: "its tables are of version \(version ?? 0), not \(Schema.version): import it again")
    }
    var seal = try Statement("SELECT sha256 FROM seal", on: database)
    let damaged = Inconsistent(reason: "it is damaged or was changed: its bytes are not those that were sealed")
    guard try seal.step(), let text = seal.text() else { throw damaged }
    let check = SealCheck(of: file, seal: text)
    var failure: (any Error)?
    do { try read(database) } catch { failure = error }
    guard check.isPassed() else { throw damaged }
    if let failure { throw failure }
    self.database = database
    image = DatabaseImage(store: .file(file), seal: text)
  }

  /// The SHA-256 of `dataset.ndjson` that the database carries, which the seal vouches for.
  func checksum() throws -> String {
    var row = try Statement("SELECT checksum FROM dataset", on: database)
    guard try row.step() else { throw Inconsistent(reason: "it says nothing of itself") }
    return try row.required()
  }

  private static func integer(_ sql: String, in database: borrowing Database) throws(SQLiteError) -> Int? {
    var row = try Statement(sql, on: database)
    return try row.step() ? row.integer() : nil
  }
}

extension OpenFile {
  /// A connection to it.
  func database() throws -> Database {
    let database = try Database(reading: path)
    guard isInPlace else { throw Inconsistent(reason: "another file was put in its place while it was opened") }
    return database
  }
}
