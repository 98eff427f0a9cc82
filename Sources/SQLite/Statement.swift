import CSQLite

/// One prepared statement: compiled in `init`, finalized when it goes.
///
/// Parameters are bound and columns are read left to right, each call taking the next one, so that the order of the
/// code is the order of the SQL and no index can be wrong.
package struct Statement: ~Copyable {
  private let handle: OpaquePointer
  private let sql: String
  /// Parameters are numbered from 1, columns from 0.
  private var parameter: Int32 = 0
  private var column: Int32 = 0

  package init(_ sql: String, on database: borrowing Database) throws(SQLiteError) {
    var handle: OpaquePointer?
    let code = sqlite3_prepare_v3(
      database.connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
    guard code == SQLITE_OK else { throw SQLiteError(code: code, sql: sql, connection: database.connection) }
    // "If the input text contains no SQL (an empty string or a comment) then *ppStmt is set to NULL."
    guard let handle else { throw SQLiteError(code: SQLITE_MISUSE, sql: sql, connection: nil) }
    self.handle = handle
    self.sql = sql
  }

  deinit { sqlite3_finalize(handle) }

  // MARK: - Parameters

  package mutating func bind(text: String?) throws(SQLiteError) {
    parameter += 1
    guard var text else { return try check(sqlite3_bind_null(handle, parameter)) }
    let (handle, parameter) = (handle, parameter)
    let code = text.withUTF8 { bytes in
      // A null pointer would bind NULL, and an empty text may have one.
      guard let start = bytes.baseAddress, !bytes.isEmpty else {
        return passerelle_sqlite3_bind_text(handle, parameter, "", 0)
      }
      return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
        passerelle_sqlite3_bind_text(handle, parameter, $0, Int32(bytes.count))
      }
    }
    try check(code)
  }

  package mutating func bind(integer: Int?) throws(SQLiteError) {
    parameter += 1
    if let integer {
      try check(sqlite3_bind_int64(handle, parameter, Int64(integer)))
    } else {
      try check(sqlite3_bind_null(handle, parameter))
    }
  }

  package mutating func bind(real: Double?) throws(SQLiteError) {
    parameter += 1
    if let real {
      try check(sqlite3_bind_double(handle, parameter, real))
    } else {
      try check(sqlite3_bind_null(handle, parameter))
    }
  }

  // MARK: - Running

  /// Advances to the next row; false where there is none.
  package mutating func step() throws(SQLiteError) -> Bool {
    column = 0
    let code = sqlite3_step(handle)
    switch code {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default: throw SQLiteError(code: code, sql: sql, connection: sqlite3_db_handle(handle))
    }
  }

  /// Makes it ready to be bound and run again.
  package mutating func reset() {
    // The code that it returns is the last step's, which has been thrown already.
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
    parameter = 0
  }

  /// Runs a statement that returns no rows, and makes it ready for the next.
  package mutating func run() throws(SQLiteError) {
    while try step() {}
    reset()
  }

  // MARK: - Columns of the present row

  package mutating func text() -> String? {
    defer { column += 1 }
    guard let bytes = sqlite3_column_text(handle, column) else { return nil }
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  package mutating func integer() -> Int? {
    defer { column += 1 }
    guard sqlite3_column_type(handle, column) != SQLITE_NULL else { return nil }
    return Int(sqlite3_column_int64(handle, column))
  }

  package mutating func real() -> Double? {
    defer { column += 1 }
    guard sqlite3_column_type(handle, column) != SQLITE_NULL else { return nil }
    return sqlite3_column_double(handle, column)
  }

  private func check(_ code: Int32) throws(SQLiteError) {
    guard code == SQLITE_OK else {
      throw SQLiteError(code: code, sql: sql, connection: sqlite3_db_handle(handle))
    }
  }
}
