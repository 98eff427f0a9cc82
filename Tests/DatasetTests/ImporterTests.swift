import Dataset
import Foundation
import Testing

@Suite struct ImporterTests {
  @Test func `broken fixtures leave the old database as it was`() throws {
    let scratch = try Scratch()
    let path = scratch.path("a.sqlite")
    _ = try Importer.run(folder: Paths.small, into: path)
    let old = try bytes(of: path)
    let broken = try scratch.smallFixtures()
    try write("[]".utf8, to: broken + "/actors.json")
    #expect(throws: DatasetError.self) { try Importer.run(folder: broken, into: path) }
    #expect(try bytes(of: path) == old)
    #expect(try scratch.names == ["a.sqlite", "fixtures"])
  }

  @Test func `a file that is no database is not replaced`() throws {
    let scratch = try Scratch()
    let path = scratch.path("notes.txt")
    try write("mine".utf8, to: path)
    #expect(throws: DatasetError.self) { try Importer.run(folder: Paths.small, into: path) }
    #expect(try String(decoding: bytes(of: path), as: UTF8.self) == "mine")
  }

  @Test func `a link to a database stays a link`() throws {
    let scratch = try Scratch()
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path("link"), withDestinationPath: scratch.path("a.sqlite"))
    try write([], to: scratch.path("a.sqlite"))
    _ = try Importer.run(folder: Paths.small, into: scratch.path("link"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: scratch.path("link")) == scratch.path("a.sqlite"))
    _ = try Loader.load(database: scratch.path("a.sqlite"))
  }

  @Test(arguments: [0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2])
  func `an import killed at any moment leaves the old database or the new one`(seconds: Double) throws {
    let scratch = try Scratch()
    let (path, new) = (scratch.path("a.sqlite"), scratch.path("b.sqlite"))
    _ = try Importer.run(folder: Paths.small, into: path)
    let changed = try scratch.smallFixtures()
    let dataset = try String(decoding: bytes(of: changed + "/dataset.json"), as: UTF8.self)
    try write(dataset.replacing("2026.11.1", with: "2026.11.2").utf8, to: changed + "/dataset.json")
    _ = try Importer.run(folder: changed, into: new)
    let whole = try [bytes(of: path), bytes(of: new)]
    _ = try Run("/usr/bin/timeout", "-s", "KILL", "\(seconds)", Paths.program, "import", changed, "--into", path)
    #expect(try whole.contains(bytes(of: path)))
  }

  @Test func `records that come one at a time make the database that the fixtures make`() throws {
    let scratch = try Scratch()
    let fixtures = try Importer.run(folder: Paths.small, into: scratch.path("whole.sqlite"))
    try Importer.write(to: scratch.path("poured.sqlite"), fixtures.info) { inserter in
      for record in fixtures.areas { try inserter.insert(record) }
      for record in fixtures.places { try inserter.insert(record) }
      for record in fixtures.actors { try inserter.insert(record) }
      for record in fixtures.documents { try inserter.insert(record) }
      for record in fixtures.events { try inserter.insert(record) }
      for record in fixtures.claims { try inserter.insert(record) }
    }
    // What the sqlite3 program says of both; the loader believes neither without its seal.
    let dumps = try ["whole", "poured"].map {
      try Run("/usr/bin/sqlite3", scratch.path("\($0).sqlite"), ".dump").output
    }
    let lines = dumps.map { $0.split(separator: "\n").filter { !$0.contains("INSERT INTO seal") } }
    #expect(lines[0].count > 100)
    #expect(lines[0] == lines[1])
    let loaded = try ["whole", "poured"].map { try Loader.load(database: scratch.path("\($0).sqlite")).checksum }
    #expect(loaded[0] == loaded[1])
  }

  @Test func `records that name what is not there leave nothing behind`() throws {
    let scratch = try Scratch()
    let fixtures = try Importer.run(folder: Paths.small, into: scratch.path("a.sqlite"))
    #expect(throws: DatasetError.self) {
      try Importer.write(to: scratch.path("b.sqlite"), fixtures.info) { inserter in
        for record in fixtures.claims { try inserter.insert(record) }
      }
    }
    #expect(try scratch.names == ["a.sqlite"])
  }
}
