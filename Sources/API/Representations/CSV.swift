internal import Cooperation

/// Comma-separated values (RFC 4180): a header line, CRLF, quotes where needed.
///
/// A cell that a spreadsheet would run as a formula gets an apostrophe in front.
struct CSV {
  private(set) var bytes: [UInt8]

  /// - Parameter bytes: to be written behind.
  init(continuing bytes: [UInt8] = []) { self.bytes = bytes }

  mutating func row(_ cells: [String]) {
    for (position, cell) in cells.enumerated() {
      if position > 0 { bytes.append(UInt8(ascii: ",")) }
      append(CSV.neutral(cell))
    }
    bytes.append(contentsOf: "\r\n".utf8)
  }

  private mutating func append(_ cell: String) {
    guard cell.utf8.contains(where: { "\",\r\n".utf8.contains($0) }) else {
      return bytes.append(contentsOf: cell.utf8)
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in cell.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func neutral(_ cell: String) -> String {
    guard let first = cell.utf8.first, "=+-@\t\r".utf8.contains(first), Double(cell) == nil else { return cell }
    return "'" + cell
  }
}

/// A list as a table: one column per scalar, references as two columns of names and ids joined by `; `.
struct Table: ListForm {
  private let columns: [Columns.Column]

  init(_ kind: Kind, in edition: Service.Edition, ask: Ask) {
    columns = Columns(edition: edition, language: ask.language, kind: kind).all
      .filter { ask.projection?.keeps(path: $0.path) ?? true }
  }

  func begin(into bytes: inout [UInt8]) { row(into: &bytes) { $0.name } }

  func write(_ number: UInt32, isFirst: Bool, into bytes: inout [UInt8]) { row(into: &bytes) { $0.cell(number) } }

  func end(into bytes: inout [UInt8]) {}

  private func row(into bytes: inout [UInt8], _ cell: (Columns.Column) -> String) {
    var table = CSV(continuing: bytes)
    bytes = []
    table.row(columns.map(cell))
    bytes = table.bytes
  }
}

/// The columns of each kind's table.
private struct Columns: Sendable {
  struct Column: Sendable {
    let name: String
    /// Where in the object stands what the cells show.
    let path: String
    let cell: @Sendable (UInt32) -> String

    init(_ name: String, at path: String? = nil, cell: @escaping @Sendable (UInt32) -> String) {
      self.name = name
      self.path = path ?? name
      self.cell = cell
    }
  }

  let edition: Service.Edition
  let language: Language
  let kind: Kind

  private var catalog: Catalog { edition.catalog }

  var all: [Column] {
    let start = [
      Column("id") { catalog.texts.string(catalog.id(kind, $0)) }, Column("kind") { _ in kind.singular },
    ]
    let named =
      kind == .claim
      ? []
      : [
        Column("type") { catalog.type(kind, $0) ?? "" },
        Column("name") { text(catalog.name(kind, $0)) },
        Column("aliases") { number in
          catalog.aliases(kind, number).map { catalog.texts.string($0) }.joined(separator: "; ")
        },
      ]
    let end = [
      Column("url") { catalog.url(kind, $0) },
      Column("added") { catalog.days(kind, $0).added.iso },
      Column("updated") { catalog.days(kind, $0).updated.iso },
    ]
    return start + named + own + end
  }

  private var own: [Column] {
    switch kind {
    case .event: event
    case .actor: actor + statistics
    case .area: area + statistics
    case .place: place + statistics
    case .document: document + statistics
    case .claim: claim
    }
  }

  private var event: [Column] {
    [Column("summary") { text(catalog.events[Int($0)].summary) }]
      + date("date") { catalog.events[Int($0)].date }
      + [Column("status") { catalog.events[Int($0)].status.word }]
      + references("participants", .actor, at: "participants.actor") { catalog.participations[$0].map(\.actor) }
      + [
        Column("roles", at: "participants.role") { number in
          catalog.participations[number].map(\.role.word).joined(separator: "; ")
        },
        Column("posts", at: "participants.post") { number in
          catalog.participations[number].map { text($0.post) }.joined(separator: "; ")
        },
      ]
      // As many as participants: empty for who takes part for nobody else.
      + references("on_behalf_of", .actor, at: "participants.on_behalf_of") {
        catalog.participations[$0].map(\.onBehalfOf)
      }
      + references("areas", .area) { Array(catalog.areasOfEvent[$0]) }
      + references("places", .place) { Array(catalog.placesOfEvent[$0]) }
      + references("documents", .document) { Array(catalog.documentsOfEvent[$0]) }
      + references("part_of", .event) { catalog.events[Int($0)].partOf.map { [$0] } ?? [] }
      + references("parts", .event) { Array(catalog.parts[$0]) }
      + references("related", .event, at: "related.event") { catalog.relations[$0].map(\.event) }
      + [
        Column("relations", at: "related.relation") { number in
          catalog.relations[number].map(\.relation.word).joined(separator: "; ")
        },
        Column("figures") { number in catalog.figures[number].map(figure).joined(separator: "; ") },
        Column("disputed") { catalog.events[Int($0)].disputed ? "true" : "false" },
        Column("claims_count") { String(catalog.claimsOf[Int(Kind.event.rawValue)][$0].count) },
      ]
  }

  private var actor: [Column] {
    [
      Column("description") { text(catalog.actors[Int($0)].description) },
      Column("country") { catalog.texts.string(catalog.actors[Int($0)].country) },
    ]
      + references("member_of", .actor) { Array(catalog.memberships[$0]) }
      + references("part_of", .actor) { catalog.actors[Int($0)].partOf.map { [$0] } ?? [] }
      + [
        Column("posts", at: "posts.title") { number in
          catalog.posts[number].map { text($0.title) }.joined(separator: "; ")
        }
      ]
  }

  private var area: [Column] {
    [Column("definition") { text(catalog.areas[Int($0)].definition) }]
      + references("broader", .area) { catalog.areas[Int($0)].broader.map { [$0] } ?? [] }
      + references("narrower", .area) { Array(catalog.narrower[$0]) }
  }

  private var place: [Column] {
    [Column("country") { catalog.texts.string(catalog.places[Int($0)].country) }]
      + references("within", .place) { catalog.places[Int($0)].within.map { [$0] } ?? [] }
      + [
        Column("lat", at: "point.lat") { catalog.places[Int($0)].point.map { "\($0.latitude)" } ?? "" },
        Column("lon", at: "point.lon") { catalog.places[Int($0)].point.map { "\($0.longitude)" } ?? "" },
      ]
  }

  private var document: [Column] {
    [Column("title") { catalog.texts.string(catalog.documents[Int($0)].title) }]
      + references("publisher", .actor) { catalog.documents[Int($0)].publisher.map { [$0] } ?? [] }
      + date("published") { catalog.documents[Int($0)].published }
      + date("revised") { catalog.documents[Int($0)].revised }
      + [
        Column("language") { catalog.texts.string(catalog.documents[Int($0)].language) },
        Column("source_url") { catalog.texts.string(catalog.documents[Int($0)].sourceURL) },
        Column("paragraphs") { String(catalog.documents[Int($0)].paragraphs) },
      ]
  }

  private var claim: [Column] {
    [
      Column("subject_kind", at: "subject.kind") { catalog.claims[Int($0)].subjectKind.singular },
      Column("subject", at: "subject.name") { number in
        text(catalog.name(catalog.claims[Int(number)].subjectKind, catalog.claims[Int(number)].subject))
      },
      Column("subject_id", at: "subject.id") { number in
        catalog.texts.string(catalog.id(catalog.claims[Int(number)].subjectKind, catalog.claims[Int(number)].subject))
      },
      Column("field") { catalog.texts.string(catalog.claims[Int($0)].field) },
      Column("value") { catalog.texts.string(catalog.claims[Int($0)].value).unquoted },
      Column("statement") { text(catalog.claims[Int($0)].statement) },
    ]
      + references("document", .document) { [catalog.claims[Int($0)].document] }
      + [Column("paragraph") { String(catalog.claims[Int($0)].paragraph) }]
      + references("asserted_by", .actor) { catalog.claims[Int($0)].assertedBy.map { [$0] } ?? [] }
      + [
        Column("status") { catalog.claims[Int($0)].status.word },
        Column("note") { text(catalog.claims[Int($0)].note) },
      ]
  }

  private var statistics: [Column] {
    let of = { @Sendable (number: UInt32) in catalog.statistics(kind, number) ?? Statistics() }
    let sources =
      kind == .document
      ? Column("stats_claims", at: "stats.claims") { String(of($0).claims) }
      : Column("stats_documents", at: "stats.documents") { String(of($0).documents) }
    return [
      Column("stats_events", at: "stats.events") { String(of($0).events) }, sources,
      Column("stats_first", at: "stats.first") { of($0).first?.iso ?? "" },
      Column("stats_last", at: "stats.last") { of($0).last?.iso ?? "" },
    ]
  }

  // MARK: - Cells

  private func text(_ reference: LocalizedReference) -> String {
    reference.best(for: language).map { catalog.texts.string($0.text) } ?? ""
  }

  /// Names and ids; `path` is that of the references, where it is not the name.
  private func references(
    _ name: String, _ kind: Kind, at path: String? = nil, _ numbers: @escaping @Sendable (UInt32) -> [UInt32?]
  ) -> [Column] {
    let path = path ?? name
    return [
      Column(name, at: path + ".name") { number in
        numbers(number).map { $0.map { text(catalog.name(kind, $0)) } ?? "" }.joined(separator: "; ")
      },
      Column(name + "_ids", at: path + ".id") { number in
        numbers(number).map { $0.map { catalog.texts.string(catalog.id(kind, $0)) } ?? "" }.joined(separator: "; ")
      },
    ]
  }

  private func date(_ name: String, _ number: @escaping @Sendable (UInt32) -> UInt32?) -> [Column] {
    func column(_ key: String, _ cell: @escaping @Sendable (DateRecord) -> String) -> Column {
      Column(key == "edtf" ? name : name + "_" + key, at: name + "." + key) {
        catalog.date(number($0)).map(cell) ?? ""
      }
    }
    return [
      column("edtf") { $0.edtf.text },
      column("earliest") { $0.edtf.earliest?.iso ?? "" },
      column("latest") { $0.edtf.latest?.iso ?? "" },
      column("precision") { $0.edtf.precision.word },
      column("basis") { $0.basis.word },
      column("span") { String($0.edtf.isSpan) },
      column("approximate") { String($0.edtf.isApproximate) },
      column("uncertain") { String($0.edtf.isUncertain) },
      column("time") { $0.time ?? "" },
      column("label") { $0.edtf.label(in: language) },
    ]
  }

  private func figure(_ figure: FigureRow) -> String {
    let value = figure.value == figure.value.rounded() ? String(Int(figure.value)) : "\(figure.value)"
    return "\(text(figure.label)): \(value) \(catalog.texts.string(figure.unit))"
  }
}

extension String {
  /// A JSON string without its quotes, if it is one without escapes; else as it is.
  fileprivate var unquoted: String {
    hasPrefix("\"") && hasSuffix("\"") && !contains("\\") ? String(dropFirst().dropLast()) : self
  }
}
