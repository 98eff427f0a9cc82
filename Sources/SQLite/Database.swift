import CSQLite

/// One database: in memory, made empty and saved as bytes; a new file, where it would be too large to be made in memory; or a
/// file that is read.
package struct Database: ~Copyable {
  let connection: OpaquePointer

  /// An empty database.
  package init() throws(SQLiteError) { connection = try Database.open() }

  /// A database in the file at `path`, which is made where it is not there. Nothing protects what is written to it from a
  /// crash: the caller puts it in its place when it is whole.
  package init(writing path: String) throws(SQLiteError) {
    connection = try Database.open(
      path, pragmas: "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144")
  }

  /// The database in the file at `path`, to be read only: nothing is locked, and no journal beside it is looked at.
  ///
  /// Nothing is looked at yet: a file that is no database fails at the first statement.
  package init(reading path: String) throws(SQLiteError) {
    // A URI (https://www.sqlite.org/uri.html), in which these characters stand for themselves.
    let plain = Set("/-._~abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)
    var uri = path.hasPrefix("/") ? "file://" : "file:"
    for byte in path.utf8 {
      if plain.contains(byte) {
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        uri += byte < 16 ? "%0" : "%"
        uri += String(byte, radix: 16)
      }
    }
    connection = try Database.open(
      uri + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, pragmas: "PRAGMA cache_size = -65536")
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

  private static func open(
    _ path: String = ":memory:", _ access: Int32 = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, pragmas: String = ""
  ) throws(SQLiteError) -> OpaquePointer {
    var connection: OpaquePointer?
    let flags = access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    var code = sqlite3_open_v2(path, &connection, flags, nil)
    if code == SQLITE_OK { code = sqlite3_exec(connection, pragmas, nil, nil, nil) }
    guard code == SQLITE_OK, let connection else {
      // "Whether or not an error occurs when it is opened, resources should be released by passing it to close."
      defer { sqlite3_close_v2(connection) }
      throw SQLiteError(code: code, sql: nil, connection: connection)
    }
    return connection
  }
}
