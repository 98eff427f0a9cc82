package import Cooperation
import SQLite

/// One version of the dataset, ready to be served.
package struct LoadedDataset: Sendable {
  package let info: DatasetInfo
  package let catalog: Catalog
  /// `dataset.ndjson`: one record a line, all languages.
  package let ndjson: [UInt8]
  /// The SHA-256 of `ndjson`, in lower-case hexadecimal.
  package let checksum: String
  /// `dataset.sqlite`: the database file, byte for byte.
  package let sqlite: [UInt8]
}

/// A database file into a catalog.
package enum Loader {
  /// Loads what `passerelle import` wrote; a damaged or foreign file is refused.
  ///
  /// The file is read once: what is served as `dataset.sqlite` is what the catalog was made from.
  package static func load(database file: String) throws(DatasetError) -> LoadedDataset {
    do {
      return try load(FileReading.bytes(of: file))
    } catch {
      throw translated(error, path: file)
    }
  }

  /// Loads fixtures by way of a database in memory.
  package static func load(fixtures folder: String, sources: String? = nil) throws(DatasetError) -> LoadedDataset {
    let fixtures = try Fixtures(folder: folder, sources: sources)
    do {
      return try load(Importer.bytes(of: fixtures, from: folder))
    } catch {
      throw translated(error, path: folder)
    }
  }

  /// Opens a file, and refuses it in one sentence where it is not sound.
  static func pour<T>(
    file: String, _ body: (borrowing Database) throws -> T
  ) throws(DatasetError) -> T {
    do {
      return try body(DatabaseFile.open(FileReading.bytes(of: file)))
    } catch {
      throw translated(error, path: file)
    }
  }

  private static func load(_ bytes: [UInt8]) throws -> LoadedDataset {
    let database = try DatabaseFile.open(bytes)
    var sink = CatalogSink()
    try RecordStream.pour(database, events: .day, into: &sink)
    let checksum = SHA256.hexadecimal(of: sink.ndjson.bytes)
    guard try checksum == DatabaseFile.checksum(in: database) else {
      throw Inconsistent(reason: "it is damaged: its checksum is not that of its content")
    }
    return try sink.finish(checksum: checksum, sqlite: bytes)
  }

  private static func translated(_ error: any Error, path: String) -> DatasetError {
    switch error {
    case let error as DatasetError: error
    case let error as FileReading.Failure: .unreadable(path: path, reason: error.reason)
    case let error as Inconsistent: .refused(path: path, reason: error.reason)
    case let error as CatalogBuilder.Inconsistency:
      .refused(path: path, reason: "\(error.kind.singular) \(error.id): \(error.reason)")
    case let error as SQLiteError: .refused(path: path, reason: "it is damaged: \(error.message)")
    default: .refused(path: path, reason: "\(error)")
    }
  }
}

/// Hands each record to the catalog's builder and writes its line, in one pass.
private struct CatalogSink: RecordSink, ~Copyable {
  private var builder: CatalogBuilder?
  private var info: DatasetInfo?
  private(set) var ndjson = NDJSON()

  mutating func take(_ info: DatasetInfo) {
    self.info = info
    builder = CatalogBuilder(info)
    ndjson.take(info)
  }

  mutating func take(_ record: AreaRecord) throws {
    try builder?.add(record)
    ndjson.take(record)
  }

  mutating func take(_ record: PlaceRecord) throws {
    try builder?.add(record)
    ndjson.take(record)
  }

  mutating func take(_ record: ActorRecord) throws {
    try builder?.add(record)
    ndjson.take(record)
  }

  mutating func take(_ record: DocumentRecord) throws {
    try builder?.add(record)
    ndjson.take(record)
  }

  mutating func take(_ record: EventRecord) throws {
    try builder?.add(record)
    ndjson.take(record)
  }

  mutating func take(_ record: ClaimRecord) throws {
    try builder?.add(record)
    ndjson.take(record)
  }

  consuming func finish(checksum: String, sqlite: [UInt8]) throws -> LoadedDataset {
    guard let info, let builder else { throw Inconsistent(reason: "it says nothing of itself") }
    return LoadedDataset(
      info: info, catalog: try builder.build(), ndjson: ndjson.bytes, checksum: checksum,
      sqlite: sqlite)
  }
}
