internal import Cooperation
internal import HTTP
internal import JSON

/// `/v1/events` and the other five lists, and the nested paths that are filters under another name.
extension Endpoints {
  /// A list of a kind; under an owner, of what the filter by the owner would find.
  static func list(_ call: Call, of kind: Kind, under owner: Kind? = nil) -> Response {
    var added: [QueryString.Item] = []
    if let owner, let id = call.arguments.first {
      guard call.catalog.find(owner, id: id.utf8) != nil else { return call.noSuch(owner, id) }
      added = [QueryString.Item(name: owner.singular, value: id)]
    }
    switch call.read(kind, usualLimit: call.format == .json ? Ask.defaultLimit : nil, adding: added) {
    case .refusal(let response): return response
    case .ask(let ask): return Page(ask, of: kind, in: call).answer()
    }
  }
}

/// One page of a list, or a whole list for an export.
struct Page {
  let call: Call
  let ask: Ask
  let kind: Kind
  let search: TextSearch?
  let total: Int
  /// The objects of the page, in order.
  let numbers: [UInt32]
  let limit: Int

  init(_ ask: Ask, of kind: Kind, in call: Call) {
    var ask = ask
    let search = ask.text.map { TextSearch($0, in: call.catalog) }
    if let search { ask.question.narrow(to: search.hits(kind)) }
    let selection = call.catalog.select(ask.question)
    let limit = ask.limit ?? (call.format == .json ? Ask.defaultLimit : .max)
    self.call = call
    self.ask = ask
    self.kind = kind
    self.search = search
    self.limit = limit
    total = selection.count
    numbers = call.catalog.page(
      selection, kind, by: ask.order, language: ask.language, hits: search?.ranked(kind), offset: ask.offset,
      limit: limit)
  }

  func answer() -> Response {
    switch call.format {
    case .json: json()
    case .csv: export(CSV.write(numbers, kind, in: call.catalog, ask: ask))
    case .ndjson: export(NDJSON.write(numbers, kind, in: call.catalog, ask: ask))
    case .geojson: export(GeoJSON.write(numbers, kind, in: call.catalog, ask: ask))
    case .ics: export(Calendar.write(numbers, in: call.catalog, ask: ask))
    case .yaml, .sqlite, .text, .html: preconditionFailure("no list has this format")
    }
  }

  // MARK: - Links

  private var path: String { "/v1/\(kind.plural)" }

  private func link(offset: Int? = nil) -> String {
    var query = ask.canonical
    if let offset { query = query.setting("offset", to: offset == 0 ? nil : String(offset)).sorted }
    return query.link(path + (call.format == .json ? "" : "." + call.format.rawValue))
  }

  /// The whole list in another form: what exports leave out of the query is left out of the link.
  private func link(to format: Format) -> String {
    var query = ask.canonical.setting("limit", to: nil).setting("offset", to: nil)
    for name in ["facets", "include", "pretty"] { query = query.setting(name, to: nil) }
    return query.link(path + "." + format.rawValue)
  }

  /// Whether there are pages: not in an export of everything, nor where only counts are asked for.
  private var isPaged: Bool { (1...Ask.greatestLimit).contains(limit) }

  private var next: String? {
    guard isPaged, ask.offset + numbers.count < total, !numbers.isEmpty else { return nil }
    return link(offset: ask.offset + limit)
  }

  private var previous: String? {
    guard isPaged, ask.offset > 0 else { return nil }
    // From beyond the end one step back leads to the last page that has something.
    return link(offset: max(0, min(ask.offset, (total + limit - 1) / limit * limit) - limit))
  }

  private func export(_ body: [UInt8]) -> Response {
    call.answer(body, canonical: link(), ask: ask, links: neighbours)
  }

  /// The pages before and after, for the `Link` field.
  private var neighbours: [Link] {
    [next.map { Link($0, "next") }, previous.map { Link($0, "prev") }].compactMap { $0 }
  }

  // MARK: - JSON

  private func json() -> Response {
    var writer = ObjectWriter(catalog: call.catalog, language: ask.language)
    writer.json.beginObject()
    writer.json.key("data")
    writer.json.beginArray()
    for number in numbers { item(number, to: &writer) }
    writer.json.endArray()
    if !ask.facets.isEmpty {
      writer.json.key("facets")
      writer.json.beginObject()
      for facet in ask.facets {
        writer.json.key(escaping: facet.dimension.rawValue)
        facet.write(to: &writer.json, ask: ask, path: path, catalog: call.catalog)
      }
      writer.json.endObject()
    }
    writer.included(ask.include, of: kind, numbers)
    meta(to: &writer.json)
    links(to: &writer.json)
    writer.json.endObject()

    let links =
      neighbours
      + call.route.formats.map { Link(link(to: $0), "alternate", type: $0.mediaType) }
    return call.answer(json: writer.json, canonical: link(), ask: ask, links: links)
  }

  private func item(_ number: UInt32, to writer: inout ObjectWriter) {
    writer.projected(ask.projection) { writer in
      writer.object(kind, number) { json in
        guard let search else { return }
        json.key("match")
        search.write(kind, number, language: ask.language, to: &json)
      }
    }
  }

  private func meta(to json: inout JSONWriter) {
    json.key("meta")
    json.beginObject()
    json.key("total")
    json.integer(total)
    json.key("count")
    json.integer(numbers.count)
    json.key("limit")
    json.integer(limit)
    json.key("offset")
    json.integer(ask.offset)
    ask.writeCommonMeta(to: &json, catalog: call.catalog)
    if total == 0, let search { search.writeSuggestions(for: [kind], to: &json) }
    json.endObject()
  }

  private func links(to json: inout JSONWriter) {
    json.key("links")
    json.beginObject()
    json.key("self")
    json.string(link())
    json.key("next")
    json.stringOrNull(next)
    json.key("prev")
    json.stringOrNull(previous)
    for format in call.route.formats.dropFirst() {
      json.key(escaping: format.rawValue)
      json.string(link(to: format))
    }
    json.endObject()
  }
}

extension Ask {
  /// `lang`, `dataset`, and `resolved` and `missing` where they have something to say.
  func writeCommonMeta(to json: inout JSONWriter, catalog: Catalog) {
    json.key("lang")
    json.string(language.tag)
    json.key("dataset")
    json.string(catalog.info.version)
    if !resolved.isEmpty {
      json.key("resolved")
      json.beginObject()
      for parameter in Parameter.allCases {
        var seen: Set<String> = []
        let entries = resolved.filter { $0.parameter == parameter && seen.insert($0.typed).inserted }
        guard !entries.isEmpty else { continue }
        json.key(escaping: parameter.rawValue)
        json.beginObject()
        for entry in entries {
          json.key(escaping: Echo.cut(entry.typed))
          json.string(entry.id)
        }
        json.endObject()
      }
      json.endObject()
    }
    if !missing.isEmpty {
      json.key("missing")
      json.beginArray()
      for id in missing { json.string(Echo.cut(id)) }
      json.endArray()
    }
  }
}

extension Question {
  /// Leaves only what is in a set as well.
  mutating func narrow(to set: Bitmap) {
    matches?.formIntersection(set)
    matches = matches ?? set
  }
}

extension ObjectWriter {
  /// Writes with `write` and keeps of the value what a projection asks for.
  mutating func projected(_ projection: Projection?, _ write: (inout ObjectWriter) -> Void) {
    guard let projection else { return write(&self) }
    let whole = json
    json = JSONWriter()
    write(&self)
    let object = projection.apply(to: json.bytes[...])
    json = whole
    json.raw(object[...])
  }

  /// Writes `included`: the objects that those on the page name, and their claims, each once.
  mutating func included(_ kinds: [Kind], of kind: Kind, _ numbers: [UInt32]) {
    guard !kinds.isEmpty else { return }
    let named = named
    json.key("included")
    json.beginObject()
    for other in Ask.includable where kinds.contains(other) {
      var members = named[Int(other.rawValue)]
      if other == .claim { members.formUnion(numbers.flatMap { catalog.claimsOf[Int(kind.rawValue)][$0] }) }
      json.key(escaping: other.plural)
      json.beginObject()
      for number in members.sorted() {
        json.key(escaping: catalog.texts.string(catalog.id(other, number)))
        object(other, number)
      }
      json.endObject()
    }
    json.endObject()
  }
}
