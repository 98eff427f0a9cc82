import Cooperation
import Dataset
import Foundation
import Testing

@Suite struct RoundTripTests {
  @Test(arguments: [Paths.small, Paths.fixtures])
  func `exporting an import gives the same bytes`(folder: String) throws {
    guard FileManager.default.fileExists(atPath: folder + "/events.json") else { return }
    let scratch = try Scratch()
    let fixtures = try Importer.run(folder: folder, into: scratch.path("a.sqlite"))
    let counts = try Exporter.run(file: scratch.path("a.sqlite"), into: scratch.path("out"))
    #expect(counts == fixtures.counts)
    for file in Paths.files {
      #expect(try bytes(of: folder + "/" + file) == bytes(of: scratch.path("out/" + file)), "\(file)")
    }
  }

  @Test func `the same fixtures give the same database, byte for byte`() throws {
    let scratch = try Scratch()
    _ = try Importer.run(folder: Paths.small, into: scratch.path("a.sqlite"))
    _ = try Importer.run(folder: Paths.small, into: scratch.path("b.sqlite"))
    #expect(try bytes(of: scratch.path("a.sqlite")) == bytes(of: scratch.path("b.sqlite")))
  }

  @Test func `an export leaves other files of the folder alone`() throws {
    let scratch = try Scratch()
    _ = try Importer.run(folder: Paths.small, into: scratch.path("a.sqlite"))
    try FileManager.default.createDirectory(atPath: scratch.path("out"), withIntermediateDirectories: false)
    try write("notes".utf8, to: scratch.path("out/README.md"))
    _ = try Exporter.run(file: scratch.path("a.sqlite"), into: scratch.path("out"))
    #expect(try String(decoding: bytes(of: scratch.path("out/README.md")), as: UTF8.self) == "notes")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path("out")).count == 8)
  }
}
