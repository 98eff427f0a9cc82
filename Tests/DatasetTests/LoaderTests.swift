import Cooperation
import Dataset
import Foundation
import Testing

@Suite struct LoaderTests {
  @Test func `what two threads read is what one reads`() throws {
    let scratch = try Scratch()
    let path = scratch.path("a.sqlite")
    _ = try Importer.run(folder: Paths.fixtures, into: path)
    let (one, two) = (
      try Loader.load(database: path, greatestAlone: .max), try Loader.load(database: path, greatestAlone: 0)
    )
    #expect(one.ndjson == two.ndjson)
    #expect(one.catalog.count(.claim) == two.catalog.count(.claim))
  }

  @Test(arguments: [0, .max])
  func `a database and its fixtures load alike, whether two threads read or one`(greatestAlone: Int) throws {
    let scratch = try Scratch()
    _ = try Importer.run(folder: Paths.small, into: scratch.path("a.sqlite"))
    let fromFile = try Loader.load(database: scratch.path("a.sqlite"), greatestAlone: greatestAlone)
    let fromFixtures = try Loader.load(fixtures: Paths.small)
    #expect(fromFile.ndjson == fromFixtures.ndjson)
    #expect(fromFile.checksum == fromFixtures.checksum)
    #expect(fromFile.sqlite == fromFixtures.sqlite)
    #expect(try fromFile.sqlite == bytes(of: scratch.path("a.sqlite")))
    #expect(fromFile.info.version == "2026.11.1")
    // date -ud 2026-11-22T12:34:56Z +%s
    #expect(fromFile.info.released == 1_795_350_896)
  }

  @Test func `what is served stays what was loaded: another file in its place changes nothing, writing to it ends it`()
    throws
  {
    let scratch = try Scratch()
    let path = scratch.path("a.sqlite")
    _ = try Importer.run(folder: Paths.small, into: path)
    let old = try bytes(of: path)
    let replaced = try Loader.load(database: path)
    _ = try Importer.run(folder: Paths.fixtures, into: path)
    #expect(try bytes(of: path) != old)
    #expect(replaced.sqlite == old)

    let loaded = try Loader.load(database: path)
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.truncate(atOffset: 5000)
    try handle.close()
    var part: [UInt8] = []
    #expect(!loaded.image.append(0..<4096, to: &part))
    #expect(!loaded.image.append(8192..<12_288, to: &part))
    #expect(part.isEmpty)
  }

  @Test(arguments: [Paths.small, Paths.fixtures])
  func `the checksum is that of sha256sum`(_ folder: String) throws {
    let scratch = try Scratch()
    let loaded = try Loader.load(fixtures: folder)
    try write(loaded.ndjson, to: scratch.path("dataset.ndjson"))
    #expect(try Run("/usr/bin/sha256sum", scratch.path("dataset.ndjson")).output.prefix(64) == loaded.checksum)
  }

  @Test(arguments: [Paths.small, Paths.fixtures])
  func `events read in two halves give what sha256sum says of all of them`(_ folder: String) throws {
    let scratch = try Scratch()
    _ = try Importer.run(folder: folder, into: scratch.path("a.sqlite"))
    let halved = try Loader.load(database: scratch.path("a.sqlite"), greatestAlone: 0)
    try write(halved.ndjson, to: scratch.path("dataset.ndjson"))
    // The checksum was taken when the file was made, of all events in one go.
    #expect(try Run("/usr/bin/sha256sum", scratch.path("dataset.ndjson")).output.prefix(64) == halved.checksum)
  }

  @Test func `ndjson has every record as the fixtures have it, with its kind, events in order of time`() throws {
    let lines = try Loader.load(fixtures: Paths.small).ndjson.split(separator: UInt8(ascii: "\n")).map {
      try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
    }
    let kinds = lines.compactMap { $0["kind"] as? String }
    let expected = [
      ("dataset", 1), ("area", 3), ("place", 2), ("actor", 4), ("document", 1), ("event", 3), ("claim", 20),
    ]
    #expect(kinds == expected.flatMap { Array(repeating: $0.0, count: $0.1) })
    let events = lines.filter { $0["kind"] as? String == "event" }.compactMap { $0["id"] as? String }
    #expect(events == ["first-meeting", "follow-up-project", "second-meeting"])
    for (plural, kind) in [
      ("areas", "area"), ("places", "place"), ("actors", "actor"), ("documents", "document"), ("events", "event"),
      ("claims", "claim"),
    ] {
      let data = try Data(contentsOf: URL(filePath: Paths.small + "/\(plural).json"))
      let records = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
      for var record in records {
        record["kind"] = kind
        let line = lines.first { $0["kind"] as? String == kind && $0["id"] as? String == record["id"] as? String }
        #expect(NSDictionary(dictionary: record) == line.map { NSDictionary(dictionary: $0) })
      }
    }
  }

  @Test func `sqlite3 reads the database and finds it sound`() throws {
    let scratch = try Scratch()
    _ = try Importer.run(folder: Paths.small, into: scratch.path("a.sqlite"))
    func ask(_ sql: String) throws -> String { try Run("/usr/bin/sqlite3", scratch.path("a.sqlite"), sql).output }
    #expect(try ask("PRAGMA integrity_check; PRAGMA foreign_key_check") == "ok\n")
    #expect(try ask("SELECT printf('%X', application_id) FROM pragma_application_id") == "50617373\n")
    #expect(
      try ask("SELECT id, earliest, latest FROM timeline") == """
        first-meeting|2013-04-01|2013-04-30
        follow-up-project|2014-01-01|
        second-meeting||

        """)
    #expect(
      try ask("SELECT event, role, represented FROM events_by_actor WHERE actor = 'japan' ORDER BY 1") == """
        first-meeting|visitor|1
        follow-up-project|contributor|0

        """)
    #expect(try ask("SELECT count(*) FROM claims_of_event WHERE event = 'second-meeting'") == "3\n")
    #expect(try ask("SELECT alias FROM alias WHERE of_event IS NOT NULL") == "projet Océan\n")
  }

  @Test(
    arguments: [
      ("nothing there", nil, "there is no such file"),
      ("empty", "", "it is no SQLite database"),
      ("a text", "not a database, only words\n", "it is no SQLite database"),
      ("only the header", "SQLite format 3\0", "it is damaged"),
    ] as [(String, String?, String)])
  func `what is no database is refused in a sentence`(label: String, content: String?, reason: String) throws {
    let scratch = try Scratch()
    let path = scratch.path("a.sqlite")
    if let content { try write(content.utf8, to: path) }
    let error = #expect(throws: DatasetError.self) { try Loader.load(database: path) }
    let sentence = try #require(error?.description)
    #expect(sentence.hasPrefix("\(path): \(reason)"), "\(label): \(sentence)")
    #expect(!sentence.contains("\n"))
  }

  @Test func `databases of others and of other versions are refused`() throws {
    let scratch = try Scratch()
    let path = scratch.path("a.sqlite")
    _ = try Run("/usr/bin/sqlite3", path, "CREATE TABLE t (a); INSERT INTO t VALUES (1)")
    #expect(throws: DatasetError.self) { try Loader.load(database: path) }
    _ = try Importer.run(folder: Paths.small, into: path)
    _ = try Run("/usr/bin/sqlite3", path, "PRAGMA user_version = 99")
    let error = #expect(throws: DatasetError.self) { try Loader.load(database: path) }
    #expect(error?.description == "\(path): its tables are of version 99, not 1: import it again")
  }
}
