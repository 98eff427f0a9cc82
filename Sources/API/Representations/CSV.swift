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

  init(_ kind: Kind, in catalog: Catalog, ask: Ask) {
    columns = Columns(catalog: catalog, language: ask.language, kind: kind).all
      .filter { ask.projection?.keeps(column: $0.name) ?? true }
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
    let cell: @Sendable (UInt32) -> String
  }

  let catalog: Catalog
  let language: Language
  let kind: Kind

  var all: [Column] {
    let start = [Column(name: "id") { catalog.texts.string(catalog.id(kind, $0)) }]
    let named =
      kind == .claim
      ? []
      : [
        Column(name: "type") { catalog.type(kind, $0) ?? "" },
        Column(name: "name") { text(catalog.name(kind, $0)) },
        Column(name: "aliases") { number in
          catalog.aliases(kind, number).map { catalog.texts.string($0) }.joined(separator: "; ")
        },
      ]
    let end = [
      Column(name: "url") { catalog.url(kind, $0) },
      Column(name: "added") { catalog.days(kind, $0).added.iso },
      Column(name: "updated") { catalog.days(kind, $0).updated.iso },
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
    [Column(name: "summary") { text(catalog.events[Int($0)].summary) }]
      + date("date") { catalog.events[Int($0)].date }
      + [Column(name: "status") { catalog.events[Int($0)].status.word }]
      + references("participants", .actor) { catalog.participations[$0].map(\.actor) }
      + [
        Column(name: "roles") { number in
          catalog.participations[number].map(\.role.word).joined(separator: "; ")
        },
        Column(name: "posts") { number in catalog.participations[number].map { text($0.post) }.joined(separator: "; ")
        },
      ]
      + references("areas", .area) { Array(catalog.areasOfEvent[$0]) }
      + references("places", .place) { Array(catalog.placesOfEvent[$0]) }
      + references("documents", .document) { Array(catalog.documentsOfEvent[$0]) }
      + references("part_of", .event) { catalog.events[Int($0)].partOf.map { [$0] } ?? [] }
      + [
        Column(name: "figures") { number in catalog.figures[number].map(figure).joined(separator: "; ") },
        Column(name: "disputed") { catalog.events[Int($0)].disputed ? "true" : "false" },
        Column(name: "claims_count") { String(catalog.claimsOf[Int(Kind.event.rawValue)][$0].count) },
      ]
  }

  private var actor: [Column] {
    [
      Column(name: "description") { text(catalog.actors[Int($0)].description) },
      Column(name: "country") { catalog.texts.string(catalog.actors[Int($0)].country) },
    ]
      + references("member_of", .actor) { Array(catalog.memberships[$0]) }
      + references("part_of", .actor) { catalog.actors[Int($0)].partOf.map { [$0] } ?? [] }
      + [Column(name: "posts") { number in catalog.posts[number].map { text($0.title) }.joined(separator: "; ") }]
  }

  private var area: [Column] {
    [Column(name: "definition") { text(catalog.areas[Int($0)].definition) }]
      + references("broader", .area) { catalog.areas[Int($0)].broader.map { [$0] } ?? [] }
      + references("narrower", .area) { Array(catalog.narrower[$0]) }
  }

  private var place: [Column] {
    [Column(name: "country") { catalog.texts.string(catalog.places[Int($0)].country) }]
      + references("within", .place) { catalog.places[Int($0)].within.map { [$0] } ?? [] }
      + [
        Column(name: "lat") { catalog.places[Int($0)].point.map { "\($0.latitude)" } ?? "" },
        Column(name: "lon") { catalog.places[Int($0)].point.map { "\($0.longitude)" } ?? "" },
      ]
  }

  private var document: [Column] {
    [Column(name: "title") { catalog.texts.string(catalog.documents[Int($0)].title) }]
      + references("publisher", .actor) { catalog.documents[Int($0)].publisher.map { [$0] } ?? [] }
      + date("published") { catalog.documents[Int($0)].published }
      + date("revised") { catalog.documents[Int($0)].revised }
      + [
        Column(name: "language") { catalog.texts.string(catalog.documents[Int($0)].language) },
        Column(name: "source_url") { catalog.texts.string(catalog.documents[Int($0)].sourceURL) },
        Column(name: "paragraphs") { String(catalog.documents[Int($0)].paragraphs) },
      ]
  }

  private var claim: [Column] {
    [
      Column(name: "subject_kind") { catalog.claims[Int($0)].subjectKind.singular },
      Column(name: "subject") { number in
        text(catalog.name(catalog.claims[Int(number)].subjectKind, catalog.claims[Int(number)].subject))
      },
      Column(name: "subject_id") { number in
        catalog.texts.string(catalog.id(catalog.claims[Int(number)].subjectKind, catalog.claims[Int(number)].subject))
      },
      Column(name: "field") { catalog.texts.string(catalog.claims[Int($0)].field) },
      Column(name: "value") { catalog.texts.string(catalog.claims[Int($0)].value).unquoted },
      Column(name: "statement") { text(catalog.claims[Int($0)].statement) },
    ]
      + references("document", .document) { [catalog.claims[Int($0)].document] }
      + [Column(name: "paragraph") { String(catalog.claims[Int($0)].paragraph) }]
      + references("asserted_by", .actor) { catalog.claims[Int($0)].assertedBy.map { [$0] } ?? [] }
      + [
        Column(name: "status") { catalog.claims[Int($0)].status.word },
        Column(name: "note") { text(catalog.claims[Int($0)].note) },
      ]
  }

  private var statistics: [Column] {
    let of = { @Sendable (number: UInt32) in catalog.statistics(kind, number) ?? Statistics() }
    let sources =
      kind == .document
      ? Column(name: "stats_claims") { String(of($0).claims) }
      : Column(name: "stats_documents") { String(of($0).documents) }
    return [
      Column(name: "stats_events") { String(of($0).events) }, sources,
      Column(name: "stats_first") { of($0).first?.iso ?? "" }, Column(name: "stats_last") { of($0).last?.iso ?? "" },
    ]
  }

  // MARK: - Cells

  private func text(_ reference: LocalizedReference) -> String {
    reference.best(for: language).map { catalog.texts.string($0.text) } ?? ""
  }

  private func references(_ name: String, _ kind: Kind, _ numbers: @escaping @Sendable (UInt32) -> [UInt32]) -> [Column]
  {
    [
      Column(name: name) { numbers($0).map { text(catalog.name(kind, $0)) }.joined(separator: "; ") },
      Column(name: name + "_ids") {
        numbers($0).map { catalog.texts.string(catalog.id(kind, $0)) }.joined(separator: "; ")
      },
    ]
  }

  private func date(_ name: String, _ number: @escaping @Sendable (UInt32) -> UInt32?) -> [Column] {
    [
      Column(name: name) { catalog.date(number($0))?.edtf.text ?? "" },
      Column(name: name + "_earliest") { catalog.date(number($0))?.edtf.earliest?.iso ?? "" },
      Column(name: name + "_latest") { catalog.date(number($0))?.edtf.latest?.iso ?? "" },
      Column(name: name + "_label") { catalog.date(number($0))?.edtf.label(in: language) ?? "" },
      Column(name: name + "_basis") { catalog.date(number($0))?.basis.word ?? "" },
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
