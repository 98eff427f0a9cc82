import Cooperation
import SQLite

/// Reads the records of a database, one at a time, kind by kind, with their lists.
struct RecordReader: ~Copyable {
  private var aliases: Statement
  private var memberships: ListReader
  private var posts: ListReader
  private var eventAliases: ListReader
  private var participations: ListReader
  private var areas: ListReader
  private var places: ListReader
  private var relations: ListReader
  private var figures: ListReader

  // MARK: - Records of the present row

  mutating func area(_ row: inout Statement) throws -> AreaRecord {
    let id = try row.required()
    return AreaRecord(
      id: id, name: try row.localized(), aliases: try aliases(of: .area, id), definition: try row.localized(),
      broader: row.text(), added: try row.day(), updated: try row.day())
  }

  mutating func place(_ row: inout Statement) throws -> PlaceRecord {
    let id = try row.required()
    return PlaceRecord(
      id: id, type: try row.word(), name: try row.localized(), aliases: try aliases(of: .place, id),
      country: row.text(), within: row.text(), point: RecordReader.point(row.real(), row.real()),
      added: try row.day(), updated: try row.day())
  }

  mutating func actor(_ row: inout Statement) throws -> ActorRecord {
    let id = try row.required()
    return ActorRecord(
      id: id, type: try row.word(), name: try row.localized(), aliases: try aliases(of: .actor, id),
      description: try row.localized(), country: row.text(),
      memberOf: try memberships.items(of: id) { try $0.required() },
      partOf: row.text(),
      posts: try posts.items(of: id) {
        PostRecord(title: try $0.localized(), of: $0.text(), date: try $0.date())
      },
      added: try row.day(), updated: try row.day())
  }

  mutating func document(_ row: inout Statement) throws -> DocumentRecord {
    let id = try row.required()
    return DocumentRecord(
      id: id, type: try row.word(), name: try row.localized(), title: row.text(),
      aliases: try aliases(of: .document, id), publisher: row.text(), published: try row.date(),
      revised: try row.date(), language: try row.required(), sourceURL: row.text(), sourceFile: row.text(),
      paragraphs: try row.requiredInteger(), added: try row.day(), updated: try row.day())
  }

  mutating func event(_ row: inout Statement) throws -> EventRecord {
    let id = try row.required()
    return EventRecord(
      id: id, type: try row.word(), name: try row.localized(), summary: try row.localized(),
      aliases: try eventAliases.items(of: id) { try $0.required() }, date: try row.date(), status: try row.word(),
      participants: try participations.items(of: id) {
        ParticipationRecord(
          actor: try $0.required(), role: try $0.word(), post: try $0.localizedOrNull(), onBehalfOf: $0.text())
      },
      areas: try areas.items(of: id) { try $0.required() },
      places: try places.items(of: id) { try $0.required() },
      partOf: row.text(),
      related: try relations.items(of: id) {
        RelationRecord(event: try $0.required(), relation: try $0.word())
      },
      figures: try figures.items(of: id) { try RecordReader.figure(&$0) },
      disputed: try row.requiredInteger() == 1, added: try row.day(), updated: try row.day())
  }

  static func claim(_ row: inout Statement) throws -> ClaimRecord {
    ClaimRecord(
      id: try row.required(), subjectKind: try RecordReader.kind(row.required()), subject: try row.required(),
      field: row.text(), value: try row.required(), statement: try row.localized(), document: try row.required(),
      paragraph: try row.requiredInteger(), assertedBy: row.text(), status: try row.word(),
      note: try row.localizedOrNull(), added: try row.day(), updated: try row.day())
  }

  // MARK: - Parts

  /// Of the kinds of which there are few.
  private mutating func aliases(of kind: Kind, _ id: String) throws -> [String] {
    try aliases.bind(text: kind.singular)
    try aliases.bind(text: id)
    var found: [String] = []
    while try aliases.step() { found.append(try aliases.required()) }
    aliases.reset()
    return found
  }

  private static func figure(_ row: inout Statement) throws -> FigureRecord {
    let kind = try row.word(FigureKind.self)
    guard let value = row.real() else { throw Inconsistent(reason: "a number is missing") }
    return FigureRecord(
      kind: kind, value: value, unit: try row.required(), qualifier: try row.wordOrNull(),
      nature: try row.wordOrNull(), label: try row.localized(), recipient: row.text())
  }

  private static func point(_ latitude: Double?, _ longitude: Double?) -> Point? {
    guard let latitude, let longitude else { return nil }
    return Point(latitude: latitude, longitude: longitude)
  }

  private static func kind(_ word: String) throws(Inconsistent) -> Kind {
    guard let kind = Kind(singular: word) else { throw Inconsistent(reason: "“\(word)” is no kind") }
    return kind
  }
}

extension RecordReader {
  /// - Parameters:
  ///   - isSorted: whether events come in the order of their ids.
  ///   - first: the event that comes first, where not all of them do.
  init(_ database: borrowing Database, isSorted: Bool, from first: String? = nil) throws(SQLiteError) {
    self.init(
      aliases: try Statement("SELECT alias FROM alias WHERE kind = ? AND object = ? ORDER BY position", on: database),
      memberships: try ListReader("membership", Tables.membership, of: "actor", isMerged: true, database),
      posts: try ListReader("actor_post", Tables.post, of: "actor", isMerged: true, database),
      eventAliases: try ListReader(
        "alias", "alias", of: "object", within: "kind = 'event'", isMerged: isSorted, from: first, database),
      participations: try ListReader(
        "participation", Tables.participation, of: "event", isMerged: isSorted, from: first, database),
      areas: try ListReader("event_area", Tables.eventArea, of: "event", isMerged: isSorted, from: first, database),
      places: try ListReader("event_place", Tables.eventPlace, of: "event", isMerged: isSorted, from: first, database),
      relations: try ListReader("relation", Tables.relation, of: "event", isMerged: isSorted, from: first, database),
      figures: try ListReader("figure", Tables.figure, of: "event", isMerged: isSorted, from: first, database)
    )
  }
}
