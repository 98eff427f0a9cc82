/// The objects of the catalog as fixed-size rows: dense numbers for references, offsets for texts.
///
/// What an object has many of stands in the catalog's `Lists`, under the object's dense number.

/// A dense number or none in four bytes, where an optional takes eight.
struct OptionalNumber: Sendable {
  private let raw: UInt32
  init(_ number: UInt32?) { raw = number ?? .max }
  var number: UInt32? { raw == .max ? nil : raw }
}

package struct AreaRow: Sendable {
  package let name: LocalizedReference
  package let definition: LocalizedReference
  package internal(set) var broader: UInt32?
  package let added: Day
  package let updated: Day

  package var type: AreaType { broader == nil ? .domain : .topic }
}

package struct PlaceRow: Sendable {
  package let type: PlaceType
  package let name: LocalizedReference
  package let country: TextReference
  package internal(set) var within: UInt32?
  package let point: Point?
  package let added: Day
  package let updated: Day
}

package struct ActorRow: Sendable {
  package let type: ActorType
  package let name: LocalizedReference
  package let description: LocalizedReference
  package let country: TextReference
  package internal(set) var partOf: UInt32?
  package let added: Day
  package let updated: Day
}

package struct PostRow: Sendable {
  package let title: LocalizedReference
  package internal(set) var of: UInt32?
  package let date: UInt32?
}

package struct DocumentRow: Sendable {
  package let type: DocumentType
  package let name: LocalizedReference
  package let title: TextReference
  package let publisher: UInt32?
  package let published: UInt32?
  package let revised: UInt32?
  package let language: TextReference
  package let sourceURL: TextReference
  package let sourceFile: TextReference
  package let paragraphs: UInt32
  package let added: Day
  package let updated: Day
}

package struct EventRow: Sendable {
  package let name: LocalizedReference
  package let summary: LocalizedReference
  private let packedDate: OptionalNumber
  private var packedWhole: OptionalNumber
  package let added: Day
  package let updated: Day
  package let type: EventType
  package let status: EventStatus
  package let disputed: Bool

  /// A number in `Catalog.dates`.
  package var date: UInt32? { packedDate.number }
  package internal(set) var partOf: UInt32? {
    get { packedWhole.number }
    set { packedWhole = OptionalNumber(newValue) }
  }

  init(
    type: EventType, status: EventStatus, disputed: Bool, name: LocalizedReference, summary: LocalizedReference,
    date: UInt32?, partOf: UInt32?, added: Day, updated: Day
  ) {
    self.name = name
    self.summary = summary
    packedDate = OptionalNumber(date)
    packedWhole = OptionalNumber(partOf)
    self.added = added
    self.updated = updated
    self.type = type
    self.status = status
    self.disputed = disputed
  }

  /// The same where texts have been put before its own and dates have other numbers.
  func moved(by count: UInt32, date: UInt32?) -> EventRow {
    EventRow(
      type: type, status: status, disputed: disputed, name: name.moved(by: count), summary: summary.moved(by: count),
      date: date, partOf: partOf, added: added, updated: updated)
  }
}

package struct ParticipationRow: Sendable {
  package let actor: UInt32
  package let onBehalfOf: UInt32?
  package let role: Role
  package let post: LocalizedReference

  /// Whether `actor` takes part here itself or is the one on whose behalf another does.
  package func counts(for actor: UInt32) -> Bool { self.actor == actor || onBehalfOf == actor }
}

package struct RelationRow: Sendable {
  package internal(set) var event: UInt32
  package let relation: Relation
  /// Recorded so, and not the inverse of what the other event records.
  let isStated: Bool
}

package struct FigureRow: Sendable {
  package let kind: FigureKind
  package let value: Double
  package let unit: TextReference
  package let qualifier: Qualifier?
  package let nature: FigureNature?
  package let label: LocalizedReference
  package let recipient: UInt32?

  /// The same where texts have been put before its own.
  func moved(by count: UInt32) -> FigureRow {
    FigureRow(
      kind: kind, value: value, unit: unit.moved(by: count), qualifier: qualifier, nature: nature,
      label: label.moved(by: count), recipient: recipient)
  }
}

package struct ClaimRow: Sendable {
  package let subjectKind: Kind
  package internal(set) var subject: UInt32
  /// A JSON Pointer, or missing.
  package let field: TextReference
  /// A JSON text.
  package let value: TextReference
  package let statement: LocalizedReference
  package let document: UInt32
  package let paragraph: UInt32
  package let assertedBy: UInt32?
  package let status: ClaimStatus
  package let note: LocalizedReference
  package let added: Day
  package let updated: Day
}

/// How much of the dataset concerns one object.
package struct Statistics: Sendable, Equatable {
  package var events = 0
  package var documents = 0
  package var claims = 0
  /// The first and last day of its events, as far as they are known.
  package var first: Day?
  package var last: Day?

  package init() {}
}
