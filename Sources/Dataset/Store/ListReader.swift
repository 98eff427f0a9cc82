import SQLite

/// Reads the lists of objects from one table: merged, where the objects come in the order of their ids as the table does,
/// or each fetched by its key.
///
/// Merged, a table is read once from end to end, like the table of the objects; fetched, every list is a search.
struct ListReader: ~Copyable {
  private var rows: Statement
  private let isMerged: Bool
  /// Merged: whose the present row is; `nil` before the first and behind the last.
  private var owner: String?
  private var hasBegun = false

  /// - Parameter first: whose lists come first, where they are merged but not from the beginning.
  init(
    _ table: String, _ columns: String, of owner: String, within condition: String = "true", isMerged: Bool,
    from first: String? = nil, _ database: borrowing Database
  ) throws(SQLiteError) {
    let start = first == nil ? "" : " AND \(owner) >= ?"
    var rows = try Statement(
      isMerged
        ? "SELECT \(owner), \(columns) FROM \(table) WHERE \(condition)\(start) ORDER BY \(owner), position"
        : "SELECT \(columns) FROM \(table) WHERE \(condition) AND \(owner) = ? ORDER BY position", on: database)
    if let first { try rows.bind(text: first) }
    self.rows = rows
    self.isMerged = isMerged
  }

  mutating func items<T>(of id: String, _ read: (inout Statement) throws -> T) throws -> [T] {
    var items: [T] = []
    guard isMerged else {
      try rows.bind(text: id)
      while try rows.step() { items.append(try read(&rows)) }
      rows.reset()
      return items
    }
    if !hasBegun {
      hasBegun = true
      try advance()
    }
    while owner == id {
      items.append(try read(&rows))
      try advance()
    }
    return items
  }

  private mutating func advance() throws {
    owner = try rows.step() ? rows.text() : nil
  }
}
