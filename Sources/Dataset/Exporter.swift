import Cooperation
import FoundationEssentials
import JSON

/// A database back into the fixtures it was made from, byte for byte.
package enum Exporter {
  /// Writes the seven files into `folder`, which is made where it is missing; other files in it stay as they are.
  ///
  /// All are written beside their targets before the first is renamed.
  package static func run(file: String, into folder: String) throws(DatasetError) -> Counts {
    let files = try Loader.pour(file: file) { database throws in
      var files = FixtureFiles()
      try RecordStream.pour(database, events: .id, into: &files)
      return files
    }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .uncreatable(path: folder, reason: FileReading.reason(of: error, noun: "directory"))
    }
    var replacements: [FileReplacement] = []
    do {
      for (name, bytes) in files.contents {
        let replacement = try FileReplacement(of: folder + "/" + name)
        replacements.append(replacement)
        try replacement.prepare(bytes)
      }
    } catch {
      for replacement in replacements { replacement.discard() }
      throw error
    }
    for replacement in replacements { try replacement.commit() }
    return files.counts
  }
}

/// Gathers the seven files of the fixtures.
private struct FixtureFiles: RecordSink {
  private var info: [UInt8] = []
  private var areas = FixtureFile()
  private var places = FixtureFile()
  private var actors = FixtureFile()
  private var documents = FixtureFile()
  private var events = FixtureFile()
  private var claims = FixtureFile()

  mutating func take(_ info: DatasetInfo) {
    var json = JSONWriter()
    json.beginObject()
    info.write(to: &json)
    json.endObject()
    self.info = Indentation.indented(json.bytes)
  }

  mutating func take(_ record: AreaRecord) { areas.add(record) }
  mutating func take(_ record: PlaceRecord) { places.add(record) }
  mutating func take(_ record: ActorRecord) { actors.add(record) }
  mutating func take(_ record: DocumentRecord) { documents.add(record) }
  mutating func take(_ record: EventRecord) { events.add(record) }
  mutating func take(_ record: ClaimRecord) { claims.add(record) }

  /// Names and bytes.
  var contents: [(String, [UInt8])] {
    [
      (DatasetInfo.file, info), (AreaRecord.file, areas.bytes), (PlaceRecord.file, places.bytes),
      (ActorRecord.file, actors.bytes), (DocumentRecord.file, documents.bytes), (EventRecord.file, events.bytes),
      (ClaimRecord.file, claims.bytes),
    ]
  }

  var counts: Counts {
    Counts(
      events: events.count, actors: actors.count, areas: areas.count, places: places.count,
      documents: documents.count, claims: claims.count)
  }
}

/// One file of records.
private struct FixtureFile {
  private var json = JSONWriter()
  private(set) var count = 0

  init() { json.beginArray() }

  mutating func add(_ record: some FixtureRecord) {
    json.beginObject()
    record.write(to: &json)
    json.endObject()
    count += 1
  }

  var bytes: [UInt8] {
    var json = json
    json.endArray()
    return Indentation.indented(json.bytes)
  }
}
