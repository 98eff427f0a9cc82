package import Cooperation
package import SQLite

/// Writes records into a database, each statement compiled once.
package struct RecordInserter: ~Copyable {
  private var area: Statement
  private var place: Statement
  private var actor: Statement
  private var document: Statement
  private var event: Statement
  private var claim: Statement
  private var alias: Statement
  private var membership: Statement
  private var post: Statement
  private var participation: Statement
  private var eventArea: Statement
  private var eventPlace: Statement
  private var relation: Statement
  private var figure: Statement
  var meter = Meter(.writing)

  package mutating func insert(_ record: AreaRecord) throws(SQLiteError) {
    defer { meter.advance() }
    try area.bind(text: record.id)
    try area.bind(record.name)
    try area.bind(record.definition)
    try area.bind(text: record.broader)
    try area.bind(record.added)
    try area.bind(record.updated)
    try area.run()
    try insert(aliases: record.aliases, of: .area, record.id)
  }

  package mutating func insert(_ record: PlaceRecord) throws(SQLiteError) {
    defer { meter.advance() }
    try place.bind(text: record.id)
    try place.bind(text: record.type.word)
    try place.bind(record.name)
    try place.bind(text: record.country)
    try place.bind(text: record.within)
    try place.bind(real: record.point?.latitude)
    try place.bind(real: record.point?.longitude)
    try place.bind(record.added)
    try place.bind(record.updated)
    try place.run()
    try insert(aliases: record.aliases, of: .place, record.id)
  }

  package mutating func insert(_ record: ActorRecord) throws(SQLiteError) {
    defer { meter.advance() }
    try actor.bind(text: record.id)
    try actor.bind(text: record.type.word)
    try actor.bind(record.name)
    try actor.bind(record.description)
    try actor.bind(text: record.country)
    try actor.bind(text: record.partOf)
    try actor.bind(record.added)
    try actor.bind(record.updated)
    try actor.run()
    try insert(aliases: record.aliases, of: .actor, record.id)
    try RecordInserter.insert(record.memberOf, of: record.id, with: &membership)
    for (position, item) in record.posts.enumerated() {
      try post.bind(text: record.id)
      try post.bind(integer: position)
      try post.bind(item.title)
      try post.bind(text: item.of)
      try post.bind(item.date)
      try post.run()
    }
  }

  package mutating func insert(_ record: DocumentRecord) throws(SQLiteError) {
    defer { meter.advance() }
    try document.bind(text: record.id)
    try document.bind(text: record.type.word)
    try document.bind(record.name)
    try document.bind(text: record.title)
    try document.bind(text: record.publisher)
    try document.bind(record.published)
    try document.bind(record.revised)
    try document.bind(text: record.language)
    try document.bind(text: record.sourceURL)
    try document.bind(text: record.sourceFile)
    try document.bind(integer: record.paragraphs)
    try document.bind(record.added)
    try document.bind(record.updated)
    try document.run()
    try insert(aliases: record.aliases, of: .document, record.id)
  }

  package mutating func insert(_ record: EventRecord) throws(SQLiteError) {
    defer { meter.advance() }
    try event.bind(text: record.id)
    try event.bind(text: record.type.word)
    try event.bind(record.name)
    try event.bind(record.summary)
    try event.bind(record.date)
    try event.bind(text: record.status.word)
    try event.bind(text: record.partOf)
    try event.bind(integer: record.disputed ? 1 : 0)
    try event.bind(record.added)
    try event.bind(record.updated)
    try event.run()
    try insert(aliases: record.aliases, of: .event, record.id)
    try RecordInserter.insert(record.areas, of: record.id, with: &eventArea)
    try RecordInserter.insert(record.places, of: record.id, with: &eventPlace)
    try insert(record.participants, of: record.id)
    try insert(record.related, of: record.id)
    try insert(record.figures, of: record.id)
  }

  package mutating func insert(_ record: ClaimRecord) throws(SQLiteError) {
    defer { meter.advance() }
    try claim.bind(text: record.id)
    try claim.bind(text: record.subjectKind.singular)
    try claim.bind(text: record.subject)
    try claim.bind(text: record.field)
    try claim.bind(text: record.value)
    try claim.bind(record.statement)
    try claim.bind(text: record.document)
    try claim.bind(integer: record.paragraph)
    try claim.bind(text: record.assertedBy)
    try claim.bind(text: record.status.word)
    try claim.bind(record.note)
    try claim.bind(record.added)
    try claim.bind(record.updated)
    try claim.run()
  }

  // MARK: - Lists

  private mutating func insert(aliases: [String], of kind: Kind, _ id: String) throws(SQLiteError) {
    for (position, text) in aliases.enumerated() {
      try alias.bind(text: kind.singular)
      try alias.bind(text: id)
      try alias.bind(integer: position)
      try alias.bind(text: text)
      try alias.run()
    }
  }

  private static func insert(
    _ items: [String], of id: String, with statement: inout Statement
  ) throws(SQLiteError) {
    for (position, item) in items.enumerated() {
      try statement.bind(text: id)
      try statement.bind(integer: position)
      try statement.bind(text: item)
      try statement.run()
    }
  }

  private mutating func insert(_ items: [ParticipationRecord], of id: String) throws(SQLiteError) {
    for (position, item) in items.enumerated() {
      try participation.bind(text: id)
      try participation.bind(integer: position)
      try participation.bind(text: item.actor)
      try participation.bind(text: item.role.word)
      try participation.bind(item.post)
      try participation.bind(text: item.onBehalfOf)
      try participation.run()
    }
  }

  private mutating func insert(_ items: [RelationRecord], of id: String) throws(SQLiteError) {
    for (position, item) in items.enumerated() {
      try relation.bind(text: id)
      try relation.bind(integer: position)
      try relation.bind(text: item.event)
      try relation.bind(text: item.relation.word)
      try relation.run()
    }
  }

  private mutating func insert(_ items: [FigureRecord], of id: String) throws(SQLiteError) {
    for (position, item) in items.enumerated() {
      try figure.bind(text: id)
      try figure.bind(integer: position)
      try figure.bind(text: item.kind.word)
      try figure.bind(real: item.value)
      try figure.bind(text: item.unit)
      try figure.bind(text: item.qualifier?.word)
      try figure.bind(text: item.nature?.word)
      try figure.bind(item.label)
      try figure.bind(text: item.recipient)
      try figure.run()
    }
  }
}

extension RecordInserter {
  init(_ database: borrowing Database) throws(SQLiteError) {
    self.init(
      area: try Statement(Tables.insert(into: "area", Tables.area), on: database),
      place: try Statement(Tables.insert(into: "place", Tables.place), on: database),
      actor: try Statement(Tables.insert(into: "actor", Tables.actor), on: database),
      document: try Statement(Tables.insert(into: "document", Tables.document), on: database),
      event: try Statement(Tables.insert(into: "event", Tables.event), on: database),
      claim: try Statement(Tables.insert(into: "claim", Tables.claim), on: database),
      alias: try Statement(Tables.insert(into: "alias", "kind, object, position, alias"), on: database),
      membership: try Statement(
        Tables.insert(into: "membership", "actor, position, " + Tables.membership), on: database),
      post: try Statement(Tables.insert(into: "actor_post", "actor, position, " + Tables.post), on: database),
      participation: try Statement(
        Tables.insert(into: "participation", "event, position, " + Tables.participation), on: database),
      eventArea: try Statement(Tables.insert(into: "event_area", "event, position, " + Tables.eventArea), on: database),
      eventPlace: try Statement(
        Tables.insert(into: "event_place", "event, position, " + Tables.eventPlace), on: database),
      relation: try Statement(Tables.insert(into: "relation", "event, position, " + Tables.relation), on: database),
      figure: try Statement(Tables.insert(into: "figure", "event, position, " + Tables.figure), on: database)
    )
  }
}
