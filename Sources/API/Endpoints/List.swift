internal import Cooperation
internal import HTTP
internal import JSON

/// `/v1/events` and the other five lists, and the nested paths that are filters under another name.
extension Endpoints {
  /// A list of a kind; under an owner, of what the filter by the owner would find.
  static func list(_ call: Call, of kind: Kind, under owner: Kind? = nil) -> Response {
    var added: [QueryString.Item] = []
    if let owner, let id = call.arguments.first {
      guard call.edition.catalog.find(owner, id: id) != nil else { return call.noSuch(owner, id) }
      added = [QueryString.Item(name: owner.singular, value: id)]
    }
    switch call.read(kind, usualLimit: call.format == .json ? Ask.defaultLimit : nil, adding: added) {
    case .refusal(let response): return response
    case .ask(let ask): return Page(ask, of: kind, in: call).answer()
    }
  }
}

/// One page of a list, or a whole list for an export.
final class Page {
  let call: Call
  let ask: Ask
  let kind: Kind
  let search: TextSearch?
  private let selection: Selection
  let total: Int
  /// The objects of the page, in order; of an export, see `members`.
  let numbers: [UInt32]
  private let members: ListMembers
  let limit: Int
  private let path: String
  /// The path of this form of it.
  private let form: String
  /// The link of this very page.
  let canonical: String

  init(_ ask: consuming Ask, of kind: Kind, in call: Call) {
    let search = ask.text.map { TextSearch($0, in: call.edition) }
    if let search { ask.question.narrow(to: search.hits(kind)) }
    selection = call.edition.select(ask.question)
    let limit = ask.limit ?? (call.format == .json ? Ask.defaultLimit : .max)
    self.call = call
    self.ask = ask
    self.kind = kind
    self.search = search
    self.limit = limit
    path = "/v1/" + kind.plural
    form = call.format == .json ? path : path + "." + call.format.rawValue
    canonical = ask.canonical.link(form)
    total = selection.count
    guard limit < .max || !ask.order.isNumeric(kind) else {
      // All of a list in the order of its numbers is no list yet.
      numbers = []
      members = .selected(selection, from: ask.offset)
      return
    }
    numbers = call.edition.page(
      selection, kind, by: ask.order, language: ask.language, hits: search?.ranked(kind), offset: ask.offset,
      limit: limit)
    members = .listed(numbers)
  }

  func answer() -> Response {
    switch call.format {
    case .json: json()
    case .csv: export(Table(kind, in: call.edition, ask: ask))
    case .ndjson: export(NDJSON(kind: kind, edition: call.edition, ask: ask))
    case .geojson: export(GeoJSON(kind: kind, edition: call.edition, ask: ask))
    case .ics: export(Calendar(edition: call.edition, ask: ask))
    case .yaml, .sqlite, .text, .html: preconditionFailure("no list has this format")
    }
  }

  // MARK: - Links

  /// Whether there are pages: not in an export of everything, nor where only counts are asked for.
  private var isPaged: Bool { (1...Ask.greatestLimit).contains(limit) }

  private var next: String? {
    guard isPaged, ask.offset + numbers.count < total, !numbers.isEmpty else { return nil }
    return ask.canonical.link(form, offset: ask.offset + limit)
  }

  private var previous: String? {
    guard isPaged, ask.offset > 0 else { return nil }
    // From beyond the end one step back leads to the last page that has something.
    let offset = max(0, min(ask.offset, (total + limit - 1) / limit * limit) - limit)
    return ask.canonical.link(form, offset: offset)
  }

  private func export(_ form: some ListForm) -> Response {
    call.answer(
      making: ListBody(form, members), canonical: canonical, ask: ask, links: LinkField(next: next, previous: previous),
      isKept: min(limit, total) <= Ask.greatestLimit)
  }

  // MARK: - JSON

  private func json() -> Response {
    var writer = ObjectWriter(
      edition: call.edition, language: ask.language, purpose: ask.include.isEmpty ? .quoting : .naming,
      // An event is about a kilobyte and a half.
      reserving: 8192 + min(numbers.count, 100) * 1536)
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
        facet.write(to: &writer.json, ask: ask, selection: selection, path: path, edition: call.edition)
      }
      writer.json.endObject()
    }
    writer.included(ask.include, of: kind, numbers)
    meta(to: &writer.json)
    let (next, previous) = (next, previous)
    var links = LinkField(next: next, previous: previous)
    writer.json.key("links")
    writer.json.beginObject()
    writer.json.key("self")
    writer.json.string(canonical)
    writer.json.key("next")
    writer.json.stringOrNull(next)
    writer.json.key("prev")
    writer.json.stringOrNull(previous)
    exports(to: &writer.json, &links)
    writer.json.endObject()
    writer.json.endObject()
    return call.answer(json: writer.json, canonical: canonical, ask: ask, links: links)
  }

  /// Links the whole list in each form that there is; an answer does not link the form that it has.
  private func exports(to json: inout JSONWriter, _ links: inout LinkField) {
    var query: [UInt8] = []
    ask.canonical.append(to: &query, without: [.limit, .offset, .facets, .include, .pretty])
    var link: [UInt8] = []
    link.reserveCapacity(path.utf8.count + 16 + query.count)
    for format in call.route.formats {
      link.removeAll(keepingCapacity: true)
      link.append(contentsOf: path.utf8)
      link.append(UInt8(ascii: "."))
      link.append(contentsOf: format.rawValue.utf8)
      link += query
      links.add(link, "alternate", type: format.mediaType)
      guard format != call.format else { continue }
      json.key(escaping: format.rawValue)
      json.string { $0 += link }
    }
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
    ask.writeCommonMeta(to: &json, edition: call.edition)
    if total == 0, let search { search.writeSuggestions(for: [kind], to: &json) }
    json.endObject()
  }
}

extension Ask {
  /// `lang`, `dataset`, and `resolved` and `missing` where they have something to say.
  func writeCommonMeta(to json: inout JSONWriter, edition: Service.Edition) {
    json.key("lang")
    json.string(language.tag)
    json.key("dataset")
    json.string(edition.catalog.info.version)
    if !resolved.isEmpty {
      json.key("resolved")
      json.beginObject()
      for parameter in Parameter.allCases {
        var seen: Set<String> = []
        let entries = resolved.filter { $0.parameter == parameter && seen.insert($0.typed).inserted }
        guard !entries.isEmpty else { continue }
        json.key(escaping: parameter.name)
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
  mutating func narrow(to set: Selection) {
    matches = matches?.intersection(set) ?? set
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
      if other == .claim { members.formUnion(numbers.flatMap { edition.catalog.claimsOf[Int(kind.rawValue)][$0] }) }
      json.key(escaping: other.plural)
      json.beginObject()
      for number in members.sorted() {
        json.key(escaping: edition.catalog.texts.string(edition.catalog.id(other, number)))
        object(other, number)
      }
      json.endObject()
    }
    json.endObject()
  }
}
