import CSQLite

/// What SQLite refused, in its own words, with the statement that it refused.
package struct SQLiteError: Error, Hashable, CustomStringConvertible {
  /// The extended result code (https://www.sqlite.org/rescode.html).
  package let code: Int32
  package let message: String
  /// The statement that failed; `nil` where none was at work.
  package let sql: String?

  package var description: String {
    sql.map { "SQLite (\(code)): \(message), in: \($0.prefix(200))" } ?? "SQLite (\(code)): \(message)"
  }

  init(code: Int32, sql: String?, connection: OpaquePointer?) {
    self.code = code
    self.sql = sql
    // Without a connection there is only the general sentence for the code.
    message = String(cString: connection.map { sqlite3_errmsg($0) } ?? sqlite3_errstr(code))
  }
}
