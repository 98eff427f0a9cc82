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
final class Page: Sendable {
  let call: Call
  let ask: Ask
  let kind: Kind
  let search: TextSearch?
  let selection: Selection
  let total: Int
  /// The objects of the page, in order; of an export, see `members`.
  let numbers: [UInt32]
  private let members: ListMembers
  let limit: Int
  let path: String
  /// The path of this form of it.
  private let form: String
  /// The link of this very page.
  let canonical: String

  init(_ ask: consuming Ask, of kind: Kind, in call: Call) {
    let search = ask.text.map { TextSearch($0, among: [kind], in: call.edition) }
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

  var next: String? {
    guard isPaged, ask.offset + numbers.count < total, !numbers.isEmpty else { return nil }
    return ask.canonical.link(form, offset: ask.offset + limit)
  }

  var previous: String? {
    guard isPaged, ask.offset > 0 else { return nil }
    // From beyond the end one step back leads to the last page that has something.
    let offset = max(0, min(ask.offset, (total + limit - 1) / limit * limit) - limit)
    return ask.canonical.link(form, offset: offset)
  }

  private func export(_ form: some ListForm) -> Response {
    call.answer(
      making: Indented(ListBody(form, members), if: ask.isPretty && call.format == .geojson), canonical: canonical,
      ask: ask, links: LinkField(next: next, previous: previous), isKept: min(limit, total) <= Ask.greatestLimit)
  }

  // MARK: - JSON

  private func json() -> Response {
    var links = LinkField(next: next, previous: previous)
    for (format, link) in alternates { links.add(link, "alternate", type: format.mediaType) }
    // An answer does not name the form that it has.
    let body = ListBody(JSONPage(self, alternates: alternates.filter { $0.format != call.format }), members)
    return call.answer(gathering: Indented(body, if: ask.isPretty), canonical: canonical, ask: ask, links: links)
  }

  /// The links of the whole list in each form that there is.
  private var alternates: [(format: Format, link: [UInt8])] {
    var query: [UInt8] = []
    ask.canonical.append(to: &query, without: [.limit, .offset, .facets, .include, .pretty])
    return call.route.formats.map { format in
      var link: [UInt8] = []
      link.reserveCapacity(path.utf8.count + 16 + query.count)
      link.append(contentsOf: path.utf8)
      link.append(UInt8(ascii: "."))
      link.append(contentsOf: format.rawValue.utf8)
      link += query
      return (format, link)
    }
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
}
