package import Cooperation

/// The dataset as its folder of JSON files states it: read strictly, and checked as a whole.
package struct Fixtures: Sendable {
  package let info: DatasetInfo
  package let areas: [AreaRecord]
  package let places: [PlaceRecord]
  package let actors: [ActorRecord]
  package let documents: [DocumentRecord]
  package let events: [EventRecord]
  package let claims: [ClaimRecord]
  /// Every record as it was read, for pointers to be followed in.
  let trees: [Kind: [String: JSONValue]]

  /// Reads and checks the fixtures of a folder.
  ///
  /// Form comes first: while a key is missing or of a wrong type, rules on meaning would only repeat it. `sources` is
  /// the folder with the documents' texts; without it what only they can tell is not checked.
  package init(folder: String, sources: String? = nil) throws(DatasetError) {
    let fixtures: Fixtures
    let log = ViolationLog()
    do {
      fixtures = Fixtures(FixtureFolder(path: try FileReading.resolvedFolder(folder), log: log))
    } catch {
      throw .unreadable(path: folder, reason: error.reason)
    }
    guard log.violations.isEmpty else { throw .invalid(log.violations) }
    try Validator.check(fixtures, sources: sources, log: log)
    guard log.violations.isEmpty else { throw .invalid(log.violations) }
    self = fixtures
  }

  private init(_ folder: FixtureFolder) {
    var trees: [Kind: [String: JSONValue]] = [:]
    info = folder.info()
    areas = folder.records(&trees)
    places = folder.records(&trees)
    actors = folder.records(&trees)
    documents = folder.records(&trees)
    events = folder.records(&trees)
    claims = folder.records(&trees)
    self.trees = trees
  }

  package var counts: Counts {
    Counts(
      events: events.count, actors: actors.count, areas: areas.count, places: places.count,
      documents: documents.count, claims: claims.count)
  }
}

/// How many records of each kind there are.
package struct Counts: Sendable, Hashable, CustomStringConvertible {
  package let events: Int
  package let actors: Int
  package let areas: Int
  package let places: Int
  package let documents: Int
  package let claims: Int

  package var total: Int { events + actors + areas + places + documents + claims }

  /// `66 events, 60 actors, …`
  package var description: String {
    [
      (events, "events"), (actors, "actors"), (areas, "areas"), (places, "places"), (documents, "documents"),
      (claims, "claims"),
    ].map { "\($0) \($1)" }.joined(separator: ", ")
  }
}
