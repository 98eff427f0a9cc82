/// The dataset one record at a time, as the fixtures state it: references are ids, nothing derived is in it.
///
/// Records travel between the fixtures, the database and the catalog's builder; answers are made from the catalog.

/// What the dataset says of itself.
package struct DatasetInfo: Sendable, Hashable {
  /// `2026.11.1`: year, month, number of the release.
  package var version: String
  /// Seconds since 1970.
  package var released: Int
  /// An SPDX expression.
  package var licence: String
  package var title: LocalizedText
  package var description: LocalizedText

  package init(version: String, released: Int, licence: String, title: LocalizedText, description: LocalizedText) {
    self.version = version
    self.released = released
    self.licence = licence
    self.title = title
    self.description = description
  }
}

/// A date as a source lets us say it.
package struct DateRecord: Sendable, Hashable {
  package var edtf: EDTF
  package var basis: DateBasis
  /// `HH:MM`, local time, where stated.
  package var time: String?

  package init(edtf: EDTF, basis: DateBasis, time: String? = nil) {
    self.edtf = edtf
    self.basis = basis
    self.time = time
  }
}

package struct DocumentRecord: Sendable, Hashable {
  package var id: String
  package var type: DocumentType
  package var name: LocalizedText
  /// The title as printed.
  package var title: String?
  package var aliases: [String]
  package var publisher: String?
  package var published: DateRecord?
  package var revised: DateRecord?
  /// ISO 639-1.
  package var language: String
  package var sourceURL: String?
  /// The name of the file in the folder of sources.
  package var sourceFile: String?
  /// How many non-empty lines it has.
  package var paragraphs: Int
  package var added: Day
  package var updated: Day

  package init(
    id: String, type: DocumentType, name: LocalizedText, title: String?, aliases: [String], publisher: String?,
    published: DateRecord?, revised: DateRecord?, language: String, sourceURL: String?, sourceFile: String?,
    paragraphs: Int, added: Day, updated: Day
  ) {
    self.id = id
    self.type = type
    self.name = name
    self.title = title
    self.aliases = aliases
    self.publisher = publisher
    self.published = published
    self.revised = revised
    self.language = language
    self.sourceURL = sourceURL
    self.sourceFile = sourceFile
    self.paragraphs = paragraphs
    self.added = added
    self.updated = updated
  }
}

/// An office that a source shows an actor in.
package struct PostRecord: Sendable, Hashable {
  package var title: LocalizedText
  package var of: String?
  package var date: DateRecord?

  package init(title: LocalizedText, of: String?, date: DateRecord?) {
    self.title = title
    self.of = of
    self.date = date
  }
}

package struct ActorRecord: Sendable, Hashable {
  package var id: String
  package var type: ActorType
  package var name: LocalizedText
  package var aliases: [String]
  package var description: LocalizedText
  /// ISO 3166-1 alpha-2.
  package var country: String?
  package var memberOf: [String]
  package var partOf: String?
  package var posts: [PostRecord]
  package var added: Day
  package var updated: Day

  package init(
    id: String, type: ActorType, name: LocalizedText, aliases: [String], description: LocalizedText, country: String?,
    memberOf: [String], partOf: String?, posts: [PostRecord], added: Day, updated: Day
  ) {
    self.id = id
    self.type = type
    self.name = name
    self.aliases = aliases
    self.description = description
    self.country = country
    self.memberOf = memberOf
    self.partOf = partOf
    self.posts = posts
    self.added = added
    self.updated = updated
  }
}

package struct AreaRecord: Sendable, Hashable {
  package var id: String
  package var name: LocalizedText
  package var aliases: [String]
  package var definition: LocalizedText
  package var broader: String?
  package var added: Day
  package var updated: Day

  package init(
    id: String, name: LocalizedText, aliases: [String], definition: LocalizedText, broader: String?, added: Day,
    updated: Day
  ) {
    self.id = id
    self.name = name
    self.aliases = aliases
    self.definition = definition
    self.broader = broader
    self.added = added
    self.updated = updated
  }
}

/// A position in degrees, WGS 84.
package struct Point: Sendable, Hashable {
  package var latitude: Double
  package var longitude: Double

  package init(latitude: Double, longitude: Double) {
    self.latitude = latitude
    self.longitude = longitude
  }
}

package struct PlaceRecord: Sendable, Hashable {
  package var id: String
  package var type: PlaceType
  package var name: LocalizedText
  package var aliases: [String]
  /// ISO 3166-1 alpha-2.
  package var country: String?
  package var within: String?
  package var point: Point?
  package var added: Day
  package var updated: Day

  package init(
    id: String, type: PlaceType, name: LocalizedText, aliases: [String], country: String?, within: String?,
    point: Point?, added: Day, updated: Day
  ) {
    self.id = id
    self.type = type
    self.name = name
    self.aliases = aliases
    self.country = country
    self.within = within
    self.point = point
    self.added = added
    self.updated = updated
  }
}

package struct ParticipationRecord: Sendable, Hashable {
  package var actor: String
  package var role: Role
  /// The office held at the time of the event.
  package var post: LocalizedText?
  package var onBehalfOf: String?

  package init(actor: String, role: Role, post: LocalizedText?, onBehalfOf: String?) {
    self.actor = actor
    self.role = role
    self.post = post
    self.onBehalfOf = onBehalfOf
  }
}

package struct FigureRecord: Sendable, Hashable {
  package var kind: FigureKind
  package var value: Double
  package var unit: String
  package var qualifier: Qualifier?
  package var nature: FigureNature?
  package var label: LocalizedText
  package var recipient: String?

  package init(
    kind: FigureKind, value: Double, unit: String, qualifier: Qualifier?, nature: FigureNature?, label: LocalizedText,
    recipient: String?
  ) {
    self.kind = kind
    self.value = value
    self.unit = unit
    self.qualifier = qualifier
    self.nature = nature
    self.label = label
    self.recipient = recipient
  }
}

package struct RelationRecord: Sendable, Hashable {
  package var event: String
  package var relation: Relation

  package init(event: String, relation: Relation) {
    self.event = event
    self.relation = relation
  }
}

package struct EventRecord: Sendable, Hashable {
  package var id: String
  package var type: EventType
  package var name: LocalizedText
  package var summary: LocalizedText
  package var aliases: [String]
  package var date: DateRecord?
  package var status: EventStatus
  package var participants: [ParticipationRecord]
  package var areas: [String]
  package var places: [String]
  package var partOf: String?
  package var related: [RelationRecord]
  package var figures: [FigureRecord]
  package var disputed: Bool
  package var added: Day
  package var updated: Day

  package init(
    id: String, type: EventType, name: LocalizedText, summary: LocalizedText, aliases: [String], date: DateRecord?,
    status: EventStatus, participants: [ParticipationRecord], areas: [String], places: [String], partOf: String?,
    related: [RelationRecord], figures: [FigureRecord], disputed: Bool, added: Day, updated: Day
  ) {
    self.id = id
    self.type = type
    self.name = name
    self.summary = summary
    self.aliases = aliases
    self.date = date
    self.status = status
    self.participants = participants
    self.areas = areas
    self.places = places
    self.partOf = partOf
    self.related = related
    self.figures = figures
    self.disputed = disputed
    self.added = added
    self.updated = updated
  }
}

package struct ClaimRecord: Sendable, Hashable {
  package var id: String
  package var subjectKind: Kind
  package var subject: String
  /// A JSON Pointer (RFC 6901) into the subject; `nil` for a free-standing statement.
  package var field: String?
  /// What the paragraph says the field is: a JSON text.
  package var value: String
  package var statement: LocalizedText
  package var document: String
  /// The ordinal among the document's non-empty lines, from 1.
  package var paragraph: Int
  package var assertedBy: String?
  package var status: ClaimStatus
  package var note: LocalizedText?
  package var added: Day
  package var updated: Day

  package init(
    id: String, subjectKind: Kind, subject: String, field: String?, value: String, statement: LocalizedText,
    document: String, paragraph: Int, assertedBy: String?, status: ClaimStatus, note: LocalizedText?, added: Day,
    updated: Day
  ) {
    self.id = id
    self.subjectKind = subjectKind
    self.subject = subject
    self.field = field
    self.value = value
    self.statement = statement
    self.document = document
    self.paragraph = paragraph
    self.assertedBy = assertedBy
    self.status = status
    self.note = note
    self.added = added
    self.updated = updated
  }
}
