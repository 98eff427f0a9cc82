internal import Cooperation
internal import HTTP

/// A list as a table: one column per scalar, references as two columns of names and ids joined by `; `.
struct Table: ListForm {
  private let columns: [Columns.Column]

  init(_ kind: Kind, in edition: Service.Edition, ask: Ask) {
    columns = Columns(edition: edition, language: ask.language, kind: kind).all
      .filter { ask.projection?.keeps(path: $0.path) ?? true }
  }

  func begin(into bytes: inout [UInt8]) {
    row(into: &bytes) { $1.append(contentsOf: $0.name.utf8) }
  }

  func write(_ number: UInt32, isFirst: Bool, into bytes: inout [UInt8]) {
    row(into: &bytes) { $0.write(number, &$1) }
  }

  func end(into bytes: inout [UInt8]) -> Production { .finished }

  private func row(into bytes: inout [UInt8], _ write: (Columns.Column, inout [UInt8]) -> Void) {
    var table = CSV(continuing: bytes)
    bytes = []
    table.row(of: columns, write)
    bytes = table.bytes
  }
}

/// The columns of each kind's table.
private struct Columns: Sendable {
  struct Column: Sendable {
    let name: String
    /// Where in the object stands what the cells show.
    let path: String
    /// Appends the cell of an object.
    let write: @Sendable (UInt32, inout [UInt8]) -> Void

    init(_ name: String, at path: String? = nil, write: @escaping @Sendable (UInt32, inout [UInt8]) -> Void) {
      self.name = name
      self.path = path ?? name
      self.write = write
    }
  }

  let edition: Service.Edition
  let language: Language
  let kind: Kind

  private var catalog: Catalog { edition.catalog }

  var all: [Column] {
    let start = [Column("id") { id(kind, $0, &$1) }, Column("kind") { $1.append(word: kind.singular) }]
    let named =
      kind == .claim
      ? []
      : [
        Column("type") { $1.append(word: catalog.type(kind, $0) ?? "") },
        Column("name") { text(catalog.name(kind, $0), &$1) },
        Column("aliases") { $1.append(joining: catalog.aliases(kind, $0)) { string($0, &$1) } },
      ]
    let end = [
      Column("url") { $1.append(word: catalog.url(kind, $0)) },
      Column("added") { $1.append(word: catalog.days(kind, $0).added.iso) },
      Column("updated") { $1.append(word: catalog.days(kind, $0).updated.iso) },
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
    [Column("summary") { text(catalog.events[Int($0)].summary, &$1) }]
      + date("date") { catalog.events[Int($0)].date }
      + [Column("status") { $1.append(word: catalog.events[Int($0)].status.word) }]
      + references("participants", .actor, at: "participants.actor") { number, each in
        for row in catalog.participations[number] { each(row.actor) }
      }
      + [
        Column("roles", at: "participants.role") {
          $1.append(joining: catalog.participations[$0]) { $1.append(word: $0.role.word) }
        },
        Column("posts", at: "participants.post") {
          $1.append(joining: catalog.participations[$0]) { text($0.post, &$1) }
        },
      ]
      // As many as participants: empty for who takes part for nobody else.
      + references("on_behalf_of", .actor, at: "participants.on_behalf_of") { number, each in
        for row in catalog.participations[number] { each(row.onBehalfOf) }
      }
      + references("areas", .area) { catalog.areasOfEvent[$0].forEach($1) }
      + references("places", .place) { catalog.placesOfEvent[$0].forEach($1) }
      + references("documents", .document) { catalog.documentsOfEvent[$0].forEach($1) }
      + reference("part_of", .event) { catalog.events[Int($0)].partOf }
      + references("parts", .event) { catalog.parts[$0].forEach($1) }
      + references("related", .event, at: "related.event") { number, each in
        for row in catalog.relations[number] { each(row.event) }
      }
      + [
        Column("relations", at: "related.relation") {
          $1.append(joining: catalog.relations[$0]) { $1.append(word: $0.relation.word) }
        },
        Column("figures") { $1.append(joining: catalog.figures[$0], figure) },
        Column("disputed") { $1.append(word: catalog.events[Int($0)].disputed ? "true" : "false") },
        Column("claims_count") { $1.append(word: String(catalog.claimsOf[Int(Kind.event.rawValue)][$0].count)) },
      ]
  }

  private var actor: [Column] {
    [
      Column("description") { text(catalog.actors[Int($0)].description, &$1) },
      Column("country") { string(catalog.actors[Int($0)].country, &$1) },
    ]
      + references("member_of", .actor) { catalog.memberships[$0].forEach($1) }
      + reference("part_of", .actor) { catalog.actors[Int($0)].partOf }
      + [
        Column("posts", at: "posts.title") {
          $1.append(joining: catalog.posts[$0]) { text($0.title, &$1) }
        }
      ]
  }

  private var area: [Column] {
    [Column("definition") { text(catalog.areas[Int($0)].definition, &$1) }]
      + reference("broader", .area) { catalog.areas[Int($0)].broader }
      + references("narrower", .area) { catalog.narrower[$0].forEach($1) }
  }

  private var place: [Column] {
    [Column("country") { string(catalog.places[Int($0)].country, &$1) }]
      + reference("within", .place) { catalog.places[Int($0)].within }
      + [
        Column("lat", at: "point.lat") {
          $1.append(word: catalog.places[Int($0)].point.map { "\($0.latitude)" } ?? "")
        },
        Column("lon", at: "point.lon") {
          $1.append(word: catalog.places[Int($0)].point.map { "\($0.longitude)" } ?? "")
        },
      ]
  }

  private var document: [Column] {
    [Column("title") { string(catalog.documents[Int($0)].title, &$1) }]
      + reference("publisher", .actor) { catalog.documents[Int($0)].publisher }
      + date("published") { catalog.documents[Int($0)].published }
      + date("revised") { catalog.documents[Int($0)].revised }
      + [
        Column("language") { string(catalog.documents[Int($0)].language, &$1) },
        Column("source_url") { string(catalog.documents[Int($0)].sourceURL, &$1) },
        Column("paragraphs") { $1.append(word: String(catalog.documents[Int($0)].paragraphs)) },
      ]
  }

  private var claim: [Column] {
    [
      Column("subject_kind", at: "subject.kind") { $1.append(word: catalog.claims[Int($0)].subjectKind.singular) },
      Column("subject", at: "subject.name") {
        text(catalog.name(catalog.claims[Int($0)].subjectKind, catalog.claims[Int($0)].subject), &$1)
      },
      Column("subject_id", at: "subject.id") {
        id(catalog.claims[Int($0)].subjectKind, catalog.claims[Int($0)].subject, &$1)
      },
      Column("field") { string(catalog.claims[Int($0)].field, &$1) },
      Column("value") { $1.append(word: catalog.texts.string(catalog.claims[Int($0)].value).unquoted) },
      Column("statement") { text(catalog.claims[Int($0)].statement, &$1) },
    ]
      + reference("document", .document) { catalog.claims[Int($0)].document }
      + [Column("paragraph") { $1.append(word: String(catalog.claims[Int($0)].paragraph)) }]
      + reference("asserted_by", .actor) { catalog.claims[Int($0)].assertedBy }
      + [
        Column("status") { $1.append(word: catalog.claims[Int($0)].status.word) },
        Column("note") { text(catalog.claims[Int($0)].note, &$1) },
      ]
  }

  private var statistics: [Column] {
    let of = { @Sendable (number: UInt32) in catalog.statistics(kind, number) ?? Statistics() }
    let sources =
      kind == .document
      ? Column("stats_claims", at: "stats.claims") { $1.append(word: String(of($0).claims)) }
      : Column("stats_documents", at: "stats.documents") { $1.append(word: String(of($0).documents)) }
    return [
      Column("stats_events", at: "stats.events") { $1.append(word: String(of($0).events)) }, sources,
      Column("stats_first", at: "stats.first") { $1.append(word: of($0).first?.iso ?? "") },
      Column("stats_last", at: "stats.last") { $1.append(word: of($0).last?.iso ?? "") },
    ]
  }

  // MARK: - Cells

  private func id(_ kind: Kind, _ number: UInt32, _ bytes: inout [UInt8]) {
    bytes.append(contentsOf: edition.id(kind, number))
  }

  private func string(_ reference: TextReference, _ bytes: inout [UInt8]) {
    bytes.append(contentsOf: catalog.texts.utf8(reference))
  }

  private func text(_ reference: LocalizedReference, _ bytes: inout [UInt8]) {
    if let best = reference.best(for: language) { string(best.text, &bytes) }
  }

  private func figure(_ figure: FigureRow, _ bytes: inout [UInt8]) {
    text(figure.label, &bytes)
    bytes.append(word: ": ")
    bytes.append(word: figure.value == figure.value.rounded() ? String(Int(figure.value)) : "\(figure.value)")
    bytes.append(word: " ")
    string(figure.unit, &bytes)
  }

  // MARK: - Columns of one value

  /// Names and ids; `path` is that of the references, where it is not the name.
  ///
  /// - Parameter visit: calls its second argument with each number, in order; with `nil` where a cell has an empty place.
  private func references(
    _ name: String, _ kind: Kind, at path: String? = nil,
    _ visit: @escaping @Sendable (UInt32, (UInt32?) -> Void) -> Void
  ) -> [Column] {
    func column(_ name: String, at path: String, _ write: @escaping @Sendable (UInt32, inout [UInt8]) -> Void) -> Column
    {
      Column(name, at: path) { number, bytes in
        var isFirst = true
        visit(number) { other in
          if !isFirst { bytes.append(word: "; ") }
          isFirst = false
          if let other { write(other, &bytes) }
        }
      }
    }
    let path = path ?? name
    return [
      column(name, at: path + ".name") { text(edition.name(kind, $0), &$1) },
      column(name + "_ids", at: path + ".id") { id(kind, $0, &$1) },
    ]
  }

  private func reference(_ name: String, _ kind: Kind, _ number: @escaping @Sendable (UInt32) -> UInt32?) -> [Column] {
    references(name, kind) { if let other = number($0) { $1(other) } }
  }

  private func date(_ name: String, _ number: @escaping @Sendable (UInt32) -> UInt32?) -> [Column] {
    func column(_ key: String, _ word: @escaping @Sendable (DateRecord) -> String) -> Column {
      Column(key == "edtf" ? name : name + "_" + key, at: name + "." + key) {
        if let date = edition.date(number($0)) { $1.append(word: word(date)) }
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
}

extension [UInt8] {
  fileprivate mutating func append(word: String) { append(contentsOf: word.utf8) }

  /// What `write` appends for each item, with `; ` between.
  fileprivate mutating func append<Item>(
    joining items: some RandomAccessCollection<Item>, _ write: (Item, inout [UInt8]) -> Void
  ) {
    for position in items.indices {
      if position > items.startIndex { append(word: "; ") }
      write(items[position], &self)
    }
  }
}

extension String {
  /// A JSON string without its quotes, if it is one without escapes; else as it is.
  fileprivate var unquoted: String {
    hasPrefix("\"") && hasSuffix("\"") && !contains("\\") ? String(dropFirst().dropLast()) : self
  }
}
