package import Cooperation
import SQLite

/// Fixtures into a database file: all of them or nothing.
package enum Importer {
  /// Checks the fixtures of `folder` and puts their database in the place of `file`.
  ///
  /// The database is made in memory, written beside the target, made durable and renamed: whatever fails or is killed,
  /// the old file stays whole. `sources`: see `Fixtures`.
  package static func run(folder: String, into file: String, sources: String? = nil) throws(DatasetError) -> Fixtures {
    let fixtures = try Fixtures(folder: folder, sources: sources)
    let replacement = try FileReplacement(of: file)
    try refuseForeign(replacement.target)
    try replacement.prepare(database(of: fixtures, from: folder).image.bytes)
    try replacement.commit()
    return fixtures
  }

  /// Puts a database of records that come one at a time, however many, in the place of `file`: what is too large to be
  /// held, and is believed without a reading of its evidence and wording.
  ///
  /// Inserting each kind in the order of its ids is fastest; any order gives the same answers.
  package static func write(
    to file: String, _ info: DatasetInfo, records: (inout RecordInserter) throws -> Void
  ) throws(DatasetError) {
    let replacement = try FileReplacement(of: file)
    do {
      try replacement.prepare { path in
        try DatabaseFile.fill(Database(writing: path), info, records)
        try Seal.close(file: path)
      }
    } catch {
      throw (error as? DatasetError) ?? .refused(path: file, reason: (error as? Inconsistent)?.reason ?? "\(error)")
    }
    try replacement.commit()
  }

  /// The database of checked fixtures, in memory.
  static func database(of fixtures: Fixtures, from folder: String) throws(DatasetError) -> DatabaseFile {
    do {
      return try DatabaseFile(of: fixtures)
    } catch {
      throw .refused(
        path: folder, reason: "the database takes not all of it: \((error as? Inconsistent)?.reason ?? "\(error)")")
    }
  }

  /// Only a database is replaced by one: a slip of the hand must not cost somebody's text.
  private static func refuseForeign(_ target: String) throws(DatasetError) {
    guard let old = try? OpenFile(target), old.size > 0 else { return }
    guard old.read(0..<min(DatabaseFile.magic.count, old.size)) == DatabaseFile.magic else {
      throw .uncreatable(path: target, reason: "it is there already and is no database, so it is left alone")
    }
  }
}
