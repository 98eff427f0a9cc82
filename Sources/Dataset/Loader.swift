package import Cooperation
import SQLite

/// One version of the dataset, ready to be served.
package struct LoadedDataset: Sendable {
  package let info: DatasetInfo
  package let catalog: Catalog
  /// The SHA-256 of `lines`, in lower-case hexadecimal.
  package let checksum: String
  /// `dataset.sqlite`: the database file, byte for byte.
  package let image: DatabaseImage

  /// `dataset.ndjson`: one record a line, all languages.
  package var lines: DatasetLines { DatasetLines(catalog) }
}

/// A database file into a catalog.
package enum Loader {
  /// Loads what `passerelle import` wrote; a damaged or foreign file is refused.
  ///
  /// The file stays open: what is served as `dataset.sqlite` is what the catalog was made from.
  ///
  /// - Parameter greatestAlone: how many bytes of a file are read sooner by one thread than a second one has begun.
  package static func load(database file: String, greatestAlone: Int = 16 << 20) throws(DatasetError) -> LoadedDataset {
    do {
      var sink = CatalogSink()
      let open = try OpenFile(file)
      let file = try DatabaseFile(opening: open) { database in
        try sink.read(database, beside: open.size > greatestAlone ? open : nil)
      }
      return try dataset(of: file, sink)
    } catch {
      throw translated(error, path: file)
    }
  }

  /// Loads fixtures by way of a database in memory.
  package static func load(fixtures folder: String, sources: String? = nil) throws(DatasetError) -> LoadedDataset {
    let fixtures = try Fixtures(folder: folder, sources: sources)
    do {
      let file = try Importer.database(of: fixtures, from: folder)
      var sink = CatalogSink()
      try RecordStream.pour(file.database, events: .id, into: &sink)
      return try dataset(of: file, sink)
    } catch {
      throw translated(error, path: folder)
    }
  }

  /// Opens a file, and refuses it in one sentence where it is not sound.
  static func pour<T>(
    file: String, _ body: (borrowing Database) throws -> T
  ) throws(DatasetError) -> T {
    do {
      return try body(DatabaseFile(opening: OpenFile(file)).database)
    } catch {
      throw translated(error, path: file)
    }
  }

  private static func dataset(of file: borrowing DatabaseFile, _ sink: consuming CatalogSink) throws -> LoadedDataset {
    let catalog = try sink.finish()
    return LoadedDataset(info: catalog.info, catalog: catalog, checksum: try file.checksum(), image: file.image)
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
