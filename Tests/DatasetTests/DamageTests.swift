import Dataset
import Foundation
import Testing

@Suite struct DamageTests {
  @Test func `one flipped bit anywhere is noticed`() throws {
    let scratch = try Scratch()
    let path = scratch.path("a.sqlite")
    _ = try Importer.run(folder: Paths.small, into: path)
    let sound = try bytes(of: path)
    _ = try Loader.load(database: path)
    // Every 997th byte, and the whole head: headers, schema, indexes, texts, unused space.
    for place in Array(0..<100) + Array(stride(from: 100, to: sound.count, by: 997)) {
      var damaged = sound
      damaged[place] ^= 0x04
      try write(damaged, to: path)
      for greatestAlone in [0, .max] {
        #expect(throws: DatasetError.self, "byte \(place)") {
          try Loader.load(database: path, greatestAlone: greatestAlone)
        }
      }
    }
  }

  @Test func `a truncated or lengthened file is refused`() throws {
    let scratch = try Scratch()
    let path = scratch.path("a.sqlite")
    _ = try Importer.run(folder: Paths.small, into: path)
    let sound = try bytes(of: path)
    for count in [16, 100, 4096, sound.count / 2, sound.count - 4096, sound.count - 1] {
      try write(sound[..<count], to: path)
      #expect(throws: DatasetError.self, "\(count) bytes") { try Loader.load(database: path) }
    }
    try write(sound + [0], to: path)
    #expect(throws: DatasetError.self) { try Loader.load(database: path) }
  }

  @Test func `a value changed by hand is refused`() throws {
    let scratch = try Scratch()
    let path = scratch.path("a.sqlite")
    _ = try Importer.run(folder: Paths.small, into: path)
    #expect(try Run("/usr/bin/sqlite3", path, "UPDATE actor SET name_fr = 'X' WHERE id = 'japan'").status == 0)
    let error = #expect(throws: DatasetError.self) { try Loader.load(database: path) }
    #expect(error?.description.contains("it is damaged or was changed") == true)
  }
}
