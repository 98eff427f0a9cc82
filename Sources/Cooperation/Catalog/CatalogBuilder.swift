/// Turns records, one at a time, into an immutable catalog.
///
/// Records come kind by kind — areas, places, actors, documents, events, claims —, each kind sorted by `id`. So a million
/// events pass through without ever being held as records, and dense numbers are ranks; events are renumbered by date in
/// the end.
package struct CatalogBuilder: Sendable {
  /// A record that cannot stand where it is: unsorted, or naming what is not there.
  package struct Inconsistency: Error, Hashable {
    package let kind: Kind
    package let id: String
    package let reason: String
  }

  var catalog: Catalog
  var numbers: [[String: UInt32]] = Kind.allCases.map { _ in [:] }
  private var dateNumbers: [DateRecord: UInt32] = [:]
  var latestID = (kind: Kind.area, id: "")
  /// References to objects of the same kind or a later one, to be resolved when all of them are there.
  var pending: [(kind: Kind, number: UInt32, target: String)] = []
  private var pendingPosts: [(actor: UInt32, position: Int, target: String)] = []
  var pendingRelations: [(event: UInt32, target: String, relation: Relation)] = []
  private var membershipTargets: [[String]] = []

  package init(_ info: DatasetInfo) { catalog = Catalog(info: info) }

  package mutating func add(_ record: AreaRecord) throws(Inconsistency) {
    let number = try admit(.area, record.id)
    note(record.broader, parentOf: number, .area)
    catalog.areas.append(
      AreaRow(
        name: catalog.texts.append(record.name),
        definition: catalog.texts.append(record.definition), broader: nil, added: record.added,
        updated: record.updated))
    catalog.areaAliases.append(append(record.aliases))
  }

  package mutating func add(_ record: PlaceRecord) throws(Inconsistency) {
    let number = try admit(.place, record.id)
    note(record.within, parentOf: number, .place)
    catalog.places.append(
      PlaceRow(
        type: record.type, name: catalog.texts.append(record.name),
        country: catalog.texts.append(record.country), within: nil, point: record.point, added: record.added,
        updated: record.updated))
    catalog.placeAliases.append(append(record.aliases))
  }

  package mutating func add(_ record: ActorRecord) throws(Inconsistency) {
    let number = try admit(.actor, record.id)
    note(record.partOf, parentOf: number, .actor)
    membershipTargets.append(record.memberOf)
    catalog.actors.append(
      ActorRow(
        type: record.type, name: catalog.texts.append(record.name),
        description: catalog.texts.append(record.description), country: catalog.texts.append(record.country),
        partOf: nil, added: record.added, updated: record.updated))
    catalog.actorAliases.append(append(record.aliases))
    for (position, post) in record.posts.enumerated() {
      if let target = post.of { pendingPosts.append((number, position, target)) }
    }
    var posts: [PostRow] = []
    for post in record.posts {
      posts.append(PostRow(title: catalog.texts.append(post.title), of: nil, date: intern(post.date)))
    }
    catalog.posts.append(posts)
  }

  package mutating func add(_ record: DocumentRecord) throws(Inconsistency) {
    _ = try admit(.document, record.id)
    let publisher = try record.publisher.map { (id) throws(Inconsistency) in
      try resolve(.actor, id, from: .document, record.id)
    }
    catalog.documents.append(
      DocumentRow(
        type: record.type, name: catalog.texts.append(record.name),
        title: catalog.texts.append(record.title), publisher: publisher, published: intern(record.published),
        revised: intern(record.revised), language: catalog.texts.append(record.language),
        sourceURL: catalog.texts.append(record.sourceURL), sourceFile: catalog.texts.append(record.sourceFile),
        paragraphs: UInt32(record.paragraphs), added: record.added, updated: record.updated))
    catalog.documentAliases.append(append(record.aliases))
  }

  package mutating func add(_ record: EventRecord) throws(Inconsistency) {
    let earliest = record.date.map { $0.edtf.earliest?.ordinal ?? .min }
    let latest = record.date.map { $0.edtf.latest?.ordinal ?? .max }
    let number = try admit(.event, record.id)
    note(record.partOf, parentOf: number, .event)
    for relation in record.related { pendingRelations.append((number, relation.event, relation.relation)) }

    catalog.events.append(
      EventRow(
        type: record.type, status: record.status, disputed: record.disputed,
        name: catalog.texts.append(record.name), summary: catalog.texts.append(record.summary),
        date: intern(record.date), partOf: nil, added: record.added, updated: record.updated))
    catalog.earliest.append(earliest ?? .max)
    catalog.latest.append(latest ?? .min)
    catalog.eventAliases.append(append(record.aliases))

    var participations: [ParticipationRow] = []
    for participation in record.participants {
      participations.append(
        ParticipationRow(
          actor: try resolve(.actor, participation.actor, from: .event, record.id),
          onBehalfOf: try participation.onBehalfOf.map { (id) throws(Inconsistency) in
            try resolve(.actor, id, from: .event, record.id)
          },
          role: participation.role, post: catalog.texts.append(participation.post)))
    }
    catalog.participations.append(participations)
    catalog.areasOfEvent.append(try resolve(.area, record.areas, from: .event, record.id))
    catalog.placesOfEvent.append(try resolve(.place, record.places, from: .event, record.id))

    var figures: [FigureRow] = []
    for figure in record.figures {
      figures.append(
        FigureRow(
          kind: figure.kind, value: figure.value, unit: catalog.texts.append(figure.unit),
          qualifier: figure.qualifier, nature: figure.nature, label: catalog.texts.append(figure.label),
          recipient: try figure.recipient.map { (id) throws(Inconsistency) in
            try resolve(.actor, id, from: .event, record.id)
          }))
    }
    catalog.figures.append(figures)
  }

  package mutating func add(_ record: ClaimRecord) throws(Inconsistency) {
    _ = try admit(.claim, record.id)
    catalog.claims.append(
      ClaimRow(
        subjectKind: record.subjectKind,
        subject: try resolve(record.subjectKind, record.subject, from: .claim, record.id),
        field: catalog.texts.append(record.field), value: catalog.texts.append(record.value),
        statement: catalog.texts.append(record.statement),
        document: try resolve(.document, record.document, from: .claim, record.id),
        paragraph: UInt32(record.paragraph),
        assertedBy: try record.assertedBy.map { (id) throws(Inconsistency) in
          try resolve(.actor, id, from: .claim, record.id)
        },
        status: record.status, note: catalog.texts.append(record.note), added: record.added, updated: record.updated))
  }

  /// The catalog, ready to be asked.
  package consuming func build() throws(Inconsistency) -> Catalog {
    let whole = try assemble()
    return whole.with((0..<Catalog.NamePart.count).map { Catalog.NamePart($0, of: whole) }).with(SearchIndex(whole))
  }

  /// The catalog without its names and words, which can be made from it at the same time: resolves what was left open.
  package consuming func assemble() throws(Inconsistency) -> Catalog {
    try resolvePending()
    var relations = try resolvedRelations()
    catalog.sortEvents(&relations)
    numbers = []
    dateNumbers = [:]
    catalog.derive(relations: relations)
    return catalog
  }

  // MARK: - References

  private mutating func admit(_ kind: Kind, _ id: String) throws(Inconsistency) -> UInt32 {
    // Ids are ASCII, where Swift's order of strings is that of their bytes.
    guard latestID.kind != kind || latestID.id < id || catalog.count(kind) == 0 else {
      throw Inconsistency(kind: kind, id: id, reason: "records come sorted by id, each once")
    }
    latestID = (kind, id)
    let number = UInt32(catalog.count(kind))
    catalog.texts.append(id: id, to: &catalog.ids[Int(kind.rawValue)])
    if kind != .claim, kind != .event { numbers[Int(kind.rawValue)][id] = number }
    return number
  }

  private func resolve(
    _ kind: Kind, _ id: String, from origin: Kind, _ originID: String
  ) throws(Inconsistency) -> UInt32 {
    if kind == .event {
      // There are many, and few are named.
      if let number = catalog.find(among: catalog.events.count, id: id.utf8, { catalog.id(.event, $0) }) {
        return number
      }
    } else if let number = numbers[Int(kind.rawValue)][id] {
      return number
    }
    throw Inconsistency(kind: origin, id: originID, reason: "there is no \(kind.singular) “\(id)”")
  }

  private func resolve(
    _ kind: Kind, _ ids: [String], from origin: Kind, _ originID: String
  ) throws(Inconsistency) -> [UInt32] {
    var numbers: [UInt32] = []
    for id in ids { numbers.append(try resolve(kind, id, from: origin, originID)) }
    return numbers
  }

  private mutating func note(_ parent: String?, parentOf number: UInt32, _ kind: Kind) {
    if let parent { pending.append((kind, number, parent)) }
  }

  private mutating func append(_ aliases: [String]) -> [TextReference] {
    var references: [TextReference] = []
    for alias in aliases { references.append(catalog.texts.append(alias)) }
    return references
  }

  mutating func intern(_ date: DateRecord?) -> UInt32? {
    guard let date else { return nil }
    if let number = dateNumbers[date] { return number }
    let number = UInt32(catalog.dates.count)
    catalog.dates.append(date)
    dateNumbers[date] = number
    return number
  }

  private mutating func resolvePending() throws(Inconsistency) {
    for reference in pending {
      let origin = catalog.texts.string(catalog.id(reference.kind, reference.number))
      let target = try resolve(reference.kind, reference.target, from: reference.kind, origin)
      let number = Int(reference.number)
      switch reference.kind {
      case .area: catalog.areas[number].broader = target
      case .place: catalog.places[number].within = target
      case .actor: catalog.actors[number].partOf = target
      case .event: catalog.events[number].partOf = target
      case .document, .claim: break
      }
    }
    for reference in pending { try refuseCycle(reference.kind, through: reference.number) }
    for (number, targets) in membershipTargets.enumerated() {
      let origin = catalog.texts.string(catalog.id(.actor, UInt32(number)))
      catalog.memberships.append(try resolve(.actor, targets, from: .actor, origin))
    }
    for post in pendingPosts {
      let origin = catalog.texts.string(catalog.id(.actor, post.actor))
      let target = try resolve(.actor, post.target, from: .actor, origin)
      catalog.posts.modify(list: post.actor, position: post.position) { $0.of = target }
    }
  }

  private func parent(_ kind: Kind, _ number: UInt32) -> UInt32? {
    switch kind {
    case .area: catalog.areas[Int(number)].broader
    case .place: catalog.places[Int(number)].within
    case .actor: catalog.actors[Int(number)].partOf
    case .event: catalog.events[Int(number)].partOf
    case .document, .claim: nil
    }
  }

  private func refuseCycle(_ kind: Kind, through number: UInt32) throws(Inconsistency) {
    var (current, steps) = (number, 0)
    while let next = parent(kind, current) {
      (current, steps) = (next, steps + 1)
      guard next != number, steps <= catalog.count(kind) else {
        let id = catalog.texts.string(catalog.id(kind, number))
        throw Inconsistency(kind: kind, id: id, reason: "it lies within itself")
      }
    }
  }

  private func resolvedRelations() throws(Inconsistency) -> [(event: UInt32, row: RelationRow)] {
    var resolved: [(event: UInt32, row: RelationRow)] = []
    for (event, target, relation) in pendingRelations {
      let origin = catalog.texts.string(catalog.id(.event, event))
      let other = try resolve(.event, target, from: .event, origin)
      resolved.append((event, RelationRow(event: other, relation: relation, isStated: true)))
    }
    for (event, row) in resolved {
      resolved.append((row.event, RelationRow(event: event, relation: row.relation.inverse, isStated: false)))
    }
    return resolved
  }
}
