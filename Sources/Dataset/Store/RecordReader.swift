import Cooperation
import SQLite

/// Reads the records of a database, one at a time, kind by kind; the lists of a record are fetched by its key.
struct RecordReader: ~Copyable {
  private var aliases: Statement
  private var memberships: Statement
  private var posts: Statement
  private var participations: Statement
  private var areas: Statement
  private var places: Statement
  private var relations: Statement
  private var figures: Statement

  private static func list(
    _ table: String, _ columns: String, of owner: String, _ database: borrowing Database
  ) throws(SQLiteError) -> Statement {
    try Statement("SELECT \(columns) FROM \(table) WHERE \(owner) = ? ORDER BY position", on: database)
  }

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
      memberOf: try RecordReader.items(of: id, with: &memberships) { try $0.required() },
      partOf: row.text(),
      posts: try RecordReader.items(of: id, with: &posts) {
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
      aliases: try aliases(of: .event, id), date: try row.date(), status: try row.word(),
      participants: try RecordReader.items(of: id, with: &participations) {
        ParticipationRecord(
          actor: try $0.required(), role: try $0.word(), post: $0.localizedOrNull(), onBehalfOf: $0.text())
      },
      areas: try RecordReader.items(of: id, with: &areas) { try $0.required() },
      places: try RecordReader.items(of: id, with: &places) { try $0.required() },
      partOf: row.text(),
      related: try RecordReader.items(of: id, with: &relations) {
        RelationRecord(event: try $0.required(), relation: try $0.word())
      },
      figures: try RecordReader.items(of: id, with: &figures) { try RecordReader.figure(&$0) },
      disputed: try row.requiredInteger() == 1, added: try row.day(), updated: try row.day())
  }

  func claim(_ row: inout Statement) throws -> ClaimRecord {
    ClaimRecord(
      id: try row.required(), subjectKind: try RecordReader.kind(row.required()), subject: try row.required(),
      field: row.text(), value: try row.required(), statement: try row.localized(), document: try row.required(),
      paragraph: try row.requiredInteger(), assertedBy: row.text(), status: try row.word(),
      note: row.localizedOrNull(), added: try row.day(), updated: try row.day())
  }

  // MARK: - Parts

  private mutating func aliases(of kind: Kind, _ id: String) throws -> [String] {
    try aliases.bind(text: kind.singular)
    return try RecordReader.items(of: id, with: &aliases) { try $0.required() }
  }

  private static func items<T>(
    of id: String, with statement: inout Statement, _ read: (inout Statement) throws -> T
  ) throws -> [T] {
    try statement.bind(text: id)
    var items: [T] = []
    while try statement.step() { items.append(try read(&statement)) }
    statement.reset()
    return items
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
  init(_ database: borrowing Database) throws(SQLiteError) {
    self.init(
      aliases: try Statement("SELECT alias FROM alias WHERE kind = ? AND object = ? ORDER BY position", on: database),
      memberships: try RecordReader.list("membership", Tables.membership, of: "actor", database),
      posts: try RecordReader.list("actor_post", Tables.post, of: "actor", database),
      participations: try RecordReader.list("participation", Tables.participation, of: "event", database),
      areas: try RecordReader.list("event_area", Tables.eventArea, of: "event", database),
      places: try RecordReader.list("event_place", Tables.eventPlace, of: "event", database),
      relations: try RecordReader.list("relation", Tables.relation, of: "event", database),
      figures: try RecordReader.list("figure", Tables.figure, of: "event", database)
    )
  }
}
