import CSQLite

/// One database: in memory, made empty and saved as bytes or opened from the bytes of a database file; or a new file, where
/// it would be too large to be made in memory.
///
/// Files that are served are read whole by the caller. So what is asked and what is handed on are the same bytes, whatever
/// happens to the file meanwhile.
package struct Database: ~Copyable {
  let connection: OpaquePointer

  /// An empty database.
  package init() throws(SQLiteError) { connection = try Database.open() }

  /// A database in the file at `path`, which is made where it is not there. Nothing protects what is written to it from a
  /// crash: the caller puts it in its place when it is whole.
  package init(writing path: String) throws(SQLiteError) {
    let connection = try Database.open(path)
    let pragmas = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144"
    let code = sqlite3_exec(connection, pragmas, nil, nil, nil)
    guard code == SQLITE_OK else {
      defer { sqlite3_close_v2(connection) }
      throw SQLiteError(code: code, sql: pragmas, connection: connection)
    }
    self.connection = connection
  }

  /// The database that a file holds, to be read only. The bytes are copied.
  ///
  /// Nothing is looked at yet: bytes that are no database fail at the first statement.
  package init(reading bytes: [UInt8]) throws(SQLiteError) {
    let connection = try Database.open()
    let code = Database.fill(connection, with: bytes)
    guard code == SQLITE_OK else {
      defer { sqlite3_close_v2(connection) }
      throw SQLiteError(code: code, sql: nil, connection: connection)
    }
    self.connection = connection
  }

  // Statements that still live keep a closed connection alive until they are finalized (sqlite3_close_v2).
  deinit { sqlite3_close_v2(connection) }

  /// Runs statements that return nothing of interest.
  package borrowing func execute(_ sql: String) throws(SQLiteError) {
    let code = sqlite3_exec(connection, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw SQLiteError(code: code, sql: sql, connection: connection) }
  }

  /// Runs `body` between BEGIN and COMMIT; what it throws rolls everything back.
  package borrowing func transaction(_ body: (borrowing Database) throws -> Void) throws {
    try execute("BEGIN")
    do {
      try body(self)
      try execute("COMMIT")
    } catch {
      // A failed COMMIT may have rolled back by itself; then there is nothing left to undo.
      if sqlite3_get_autocommit(connection) == 0 { try execute("ROLLBACK") }
      throw error
    }
  }

  /// The bytes of the database as a file would hold them.
  package borrowing func serialized() throws(SQLiteError) -> [UInt8] {
    var size: Int64 = 0
    guard let copy = sqlite3_serialize(connection, "main", &size, 0) else {
      throw SQLiteError(code: SQLITE_NOMEM, sql: nil, connection: nil)
    }
    defer { sqlite3_free(copy) }
    return [UInt8](UnsafeBufferPointer(start: copy, count: Int(size)))
  }

  // MARK: -

  private static func open(_ path: String = ":memory:") throws(SQLiteError) -> OpaquePointer {
    var connection: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    let code = sqlite3_open_v2(path, &connection, flags, nil)
    guard code == SQLITE_OK, let connection else {
      // "Whether or not an error occurs when it is opened, resources should be released by passing it to close."
      defer { sqlite3_close_v2(connection) }
      throw SQLiteError(code: code, sql: nil, connection: connection)
    }
    return connection
  }

  private static func fill(_ connection: OpaquePointer, with bytes: [UInt8]) -> Int32 {
    guard let memory = sqlite3_malloc64(UInt64(max(bytes.count, 1))) else { return SQLITE_NOMEM }
    let copy = memory.bindMemory(to: UInt8.self, capacity: bytes.count)
    bytes.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { copy.update(from: start, count: source.count) }
    }
    // FREEONCLOSE: the copy is SQLite's from here on, even where the call fails.
    let flags = UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY)
    let size = Int64(bytes.count)
    return sqlite3_deserialize(connection, "main", copy, size, size, flags)
  }
}
