import SQLite
import Testing

@Suite struct SQLiteTests {
  @Test func `values come back as they were bound`() throws {
    let database = try Database()
    try database.execute("CREATE TABLE t (a TEXT, b INTEGER, c REAL)")
    var insert = try Statement("INSERT INTO t VALUES (?, ?, ?)", on: database)
    let texts = ["", "é日本\u{0}x", nil]
    for text in texts {
      try insert.bind(text: text)
      try insert.bind(integer: text == nil ? nil : .min)
      try insert.bind(real: text == nil ? nil : 0.1)
      try insert.run()
    }
    var select = try Statement("SELECT a, b, c FROM t ORDER BY rowid", on: database)
    for text in texts {
      #expect(try select.step())
      #expect(select.text() == text)
      #expect(select.integer() == (text == nil ? nil : .min))
      #expect(select.real() == (text == nil ? nil : 0.1))
    }
    #expect(try !select.step())
  }

  @Test func `a thrown error rolls the transaction back`() throws {
    struct Stop: Error {}
    let database = try Database()
    try database.execute("CREATE TABLE t (a)")
    #expect(throws: Stop.self) {
      try database.transaction { database in
        try database.execute("INSERT INTO t VALUES (1)")
        throw Stop()
      }
    }
    var count = try Statement("SELECT count(*) FROM t", on: database)
    #expect(try count.step())
    #expect(count.integer() == 0)
  }

  @Test func `an error names the statement`() throws {
    let database = try Database()
    let error = #expect(throws: SQLiteError.self) { try database.execute("SELEKT 1") }
    #expect(error?.description == #"SQLite (1): near "SELEKT": syntax error, in: SELEKT 1"#)
  }

  @Test func `serialized bytes are a database that can be read and not written, whatever its file is called`() throws {
    let scratch = try Scratch()
    let database = try Database()
    try database.execute("CREATE TABLE t (a); INSERT INTO t VALUES (42)")
    let path = scratch.path("a name? with %20 #and …")
    try write(database.serialized(), to: path)
    let copy = try Database(reading: path)
    var select = try Statement("SELECT a FROM t", on: copy)
    #expect(try select.step())
    #expect(select.integer() == 42)
    #expect(throws: SQLiteError.self) { try copy.execute("INSERT INTO t VALUES (1)") }
  }
}
