/// The dataset as the server asks it: immutable, indexed, shared by every thread without a lock.
///
/// Every object has a dense number within its kind. Areas, places, actors, documents and claims are numbered in the order of
/// their ids, events in the order of their dates (`earliest`, or `latest` where that is open; undated last; ties by id), so that
/// ascending numbers are the default order of a list of events and posting lists need no sorting.
package struct Catalog: Sendable {
  package internal(set) var info: DatasetInfo
  package internal(set) var texts = TextStore()
  /// Every distinct date, once.
  package internal(set) var dates: [DateRecord] = []

  /// Of each kind where each id begins among those of `texts`, and where the last one ends.
  var ids: [[UInt32]] = Kind.allCases.map { _ in [] }

  package internal(set) var areas: [AreaRow] = []
  package internal(set) var places: [PlaceRow] = []
  package internal(set) var actors: [ActorRow] = []
  package internal(set) var documents: [DocumentRow] = []
  package internal(set) var events: [EventRow] = []
  package internal(set) var claims: [ClaimRow] = []

  // What an object has many of, in the order of the fixtures.
  var areaAliases = Lists<TextReference>()
  var placeAliases = Lists<TextReference>()
  var actorAliases = Lists<TextReference>()
  var documentAliases = Lists<TextReference>()
  var eventAliases = Lists<TextReference>()
  package internal(set) var memberships = Postings()
  package internal(set) var posts = Lists<PostRow>()
  package internal(set) var participations = Participations()
  package internal(set) var areasOfEvent = Postings()
  package internal(set) var placesOfEvent = Postings()
  package internal(set) var figures = Lists<FigureRow>()

  // Derived.
  /// Recorded relations first, then the inverses of those that other events record.
  package internal(set) var relations = Lists<RelationRow>()
  package internal(set) var parts = Postings()
  package internal(set) var narrower = Postings()
  package internal(set) var placesWithin = Postings()
  package internal(set) var documentsOfEvent = Postings()
  package internal(set) var claimsOf: [Postings] = []
  package internal(set) var claimsOfDocument = Postings()
  package internal(set) var areaStatistics: [Statistics] = []
  package internal(set) var placeStatistics: [Statistics] = []
  package internal(set) var actorStatistics: [Statistics] = []
  package internal(set) var documentStatistics: [Statistics] = []

  /// Bounds of each event's date as ordinals; an open end is the least or greatest number.
  package internal(set) var earliest: [Int32] = []
  package internal(set) var latest: [Int32] = []
  /// The first event that has no date: all behind it have none either.
  package internal(set) var firstUndated = 0

  var spans = DateSpans([], [])
  package internal(set) var index = EventIndex()
  package internal(set) var names: [NameIndex] = []
  package internal(set) var ranks: [Ranks] = []
  /// The distinct fields that claims support, sorted; `fieldOfClaim` holds positions in it, or `Condition.nothing`.
  package internal(set) var claimFields: [String] = []
  var fieldOfClaim: [UInt32] = []
  package internal(set) var search = SearchIndex()
  var eventsByID: [UInt32] = []

  package func count(_ kind: Kind) -> Int {
    switch kind {
    case .event: events.count
    case .actor: actors.count
    case .area: areas.count
    case .place: places.count
    case .document: documents.count
    case .claim: claims.count
    }
  }

  package func id(_ kind: Kind, _ number: UInt32) -> TextReference {
    let (kind, number) = (Int(kind.rawValue), Int(number))
    return TextReference(ofID: ids[kind][number]..<ids[kind][number + 1])
  }

  /// The name; of a claim, its statement.
  package func name(_ kind: Kind, _ number: UInt32) -> LocalizedReference {
    let number = Int(number)
    return switch kind {
    case .event: events[number].name
    case .actor: actors[number].name
    case .area: areas[number].name
    case .place: places[number].name
    case .document: documents[number].name
    case .claim: claims[number].statement
    }
  }

  /// The word of the type; `nil` for claims, which have none.
  package func type(_ kind: Kind, _ number: UInt32) -> String? {
    let number = Int(number)
    return switch kind {
    case .event: events[number].type.word
    case .actor: actors[number].type.word
    case .area: areas[number].type.word
    case .place: places[number].type.word
    case .document: documents[number].type.word
    case .claim: nil
    }
  }

  package func aliases(_ kind: Kind, _ number: UInt32) -> ArraySlice<TextReference> {
    switch kind {
    case .event: eventAliases[number]
    case .actor: actorAliases[number]
    case .area: areaAliases[number]
    case .place: placeAliases[number]
    case .document: documentAliases[number]
    case .claim: []
    }
  }

  package func days(_ kind: Kind, _ number: UInt32) -> (added: Day, updated: Day) {
    let number = Int(number)
    return switch kind {
    case .event: (events[number].added, events[number].updated)
    case .actor: (actors[number].added, actors[number].updated)
    case .area: (areas[number].added, areas[number].updated)
    case .place: (places[number].added, places[number].updated)
    case .document: (documents[number].added, documents[number].updated)
    case .claim: (claims[number].added, claims[number].updated)
    }
  }

  package func date(_ number: UInt32?) -> DateRecord? { number.map { dates[Int($0)] } }

  /// The object with exactly this id: a binary search, for ids are kept sorted.
  package func find(_ kind: Kind, id: some Collection<UInt8>) -> UInt32? {
    let place = find(among: count(kind), id: id) { place in
      self.id(kind, kind == .event ? eventsByID[Int(place)] : place)
    }
    return place.map { kind == .event ? eventsByID[Int($0)] : $0 }
  }

  package func find(_ kind: Kind, id: String) -> UInt32? { find(kind, id: id.utf8) }

  /// Where an id stands in a sorted list of so many.
  func find(among count: Int, id: some Collection<UInt8>, _ reference: (UInt32) -> TextReference) -> UInt32? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      switch texts.compare(reference(UInt32(middle)), id) {
      case .same: return UInt32(middle)
      case .before: low = middle + 1
      case .after: high = middle
      }
    }
    return nil
  }

  /// Where an object stands when its kind is sorted by id.
  package func rankByID(_ kind: Kind) -> [UInt32] {
    guard kind == .event else { return Array(0..<UInt32(count(kind))) }
    var ranks = [UInt32](repeating: 0, count: events.count)
    for (rank, number) in eventsByID.enumerated() { ranks[Int(number)] = UInt32(rank) }
    return ranks
  }
}
