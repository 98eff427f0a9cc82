import Cooperation

/// Ids are well-formed, unique and in order; days of the dataset are in order.
extension Validator {
  func checkIdentity() {
    checkIdentity(of: fixtures.areas)
    checkIdentity(of: fixtures.places)
    checkIdentity(of: fixtures.actors)
    checkIdentity(of: fixtures.documents)
    checkIdentity(of: fixtures.events)
    checkIdentity(of: fixtures.claims)
  }

  private func checkIdentity<Record: FixtureRecord>(of records: [Record]) {
    var previous: Record?
    var seen: Set<String> = []
    for record in records {
      if !Validator.isID(record.id) {
        report(record, "/id", "is not of small letters, digits and single hyphens between them, 2 to 80 long")
      }
      if !seen.insert(record.id).inserted {
        report(record, "/id", "comes twice")
      } else if let previous, record.id.utf8.lexicographicallyPrecedes(previous.id.utf8) {
        report(record, "/id", "stands behind \(previous.id); records are sorted by id")
      }
      if record.updated < record.added { report(record, "/updated", "is before the day on which it was added") }
      if fixtures.info.releasedDay < record.updated {
        report(record, "/updated", "is after the release of the dataset, \(fixtures.info.releasedDay.iso)")
      }
      previous = record
    }
  }

  /// `[a-z0-9]+(-[a-z0-9]+)*`, 2 to 80 long.
  static func isID(_ text: String) -> Bool {
    guard (2...80).contains(text.utf8.count) else { return false }
    return text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).allSatisfy { part in
      !part.isEmpty
        && part.allSatisfy { byte in
          (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
    }
  }
}
