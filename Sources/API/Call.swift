internal import Cooperation
internal import HTTP
internal import JSON

/// One request on its way to an answer: the route it took, what the path and query say, and how to answer it.
final class Call: Sendable {
  let service: Service
  let edition: Service.Edition
  let request: Request
  let route: Route
  /// The decoded segments in the place of `{id}` and the like.
  let arguments: [String]
  let format: Format
  /// Whether the format was chosen by the path's suffix; if not, it was by `Accept`.
  let hasSuffix: Bool
  let query: QueryString
  /// The language asked for by `lang`, else by `Accept-Language`, else French.
  let language: Language

  init(
    service: Service, request: Request, route: Route, arguments: [String], format: Format, hasSuffix: Bool,
    query: QueryString
  ) {
    self.service = service
    edition = service.edition
    self.request = request
    self.route = route
    self.arguments = arguments
    self.format = format
    self.hasSuffix = hasSuffix
    self.query = query
    let tag = query.items.last { $0.parameter == .lang }?.value
    language = tag.flatMap { Language(tag: $0) ?? Language(tag: $0.lowercased()) } ?? Service.language(of: request)
  }

  var catalog: Catalog { edition.catalog }

  /// The path of the route with its arguments, without suffix.
  func path(_ suffix: Format? = nil) -> String {
    var rest = arguments[...]
    let segments = route.path.split(separator: "/").map { segment in
      segment.hasPrefix("{") ? PercentEncoding.encode(rest.popFirst() ?? "") : String(segment)
    }
    return "/" + segments.joined(separator: "/") + (suffix.map { "." + $0.rawValue } ?? "")
  }

  // MARK: - Reading

  /// Reads the query, or gives the refusal.
  func read(
    _ kind: Kind, order: Order? = nil, limits: ClosedRange<Int> = 0...Ask.greatestLimit,
    usualLimit: Int? = Ask.defaultLimit, adding items: [QueryString.Item] = []
  ) -> Reading {
    let rules = QueryReader.Rules(order: order ?? Order.usual(of: kind), limits: limits, usualLimit: usualLimit)
    let whole = items.isEmpty ? query : QueryString(items: items + query.items, malformed: query.malformed)
    switch QueryReader.read(
      whole, kind: kind, allowed: route.parameters, rules: rules, language: language, edition: edition)
    {
    case .understood(let ask): return .ask(ask)
    case .refused(let problems, let mended):
      // What a nested path adds is in the path.
      let own = mended.map { QueryString(items: Array($0.items.dropFirst(items.count))) }
      return .refusal(refuse(problems, mended: own))
    }
  }

  enum Reading {
    case ask(Ask)
    case refusal(Response)
  }

  /// The kind does not matter where a path takes only settings such as `lang` and `pretty`.
  func readSettings() -> Reading { read(.event) }

  // MARK: - Answering

  /// A finished representation.
  ///
  /// - Parameters:
  ///   - canonical: the root-relative link of this very answer, whatever way it was asked for.
  ///   - ask: `nil` for what is the same in every language.
  func answer(
    _ body: [UInt8], canonical: String, ask: Ask?, links: LinkField = LinkField(), acceptsRanges: Bool = false
  ) -> Response {
    answer(
      body, canonical: canonical, language: ask?.language, isChosen: ask?.namesLanguage == false, links: links,
      acceptsRanges: acceptsRanges)
  }

  /// - Parameter isChosen: whether `Accept-Language` chose the language.
  private func answer(
    _ body: [UInt8], canonical: String, language: Language?, isChosen: Bool, links: LinkField,
    acceptsRanges: Bool = false
  ) -> Response {
    var links = links
    links.add(canonical, "canonical")
    links.add("/openapi.json", "service-desc", type: Format.json.mediaType)
    var fields = FieldLines()
    fields.reserveCapacity(links.bytes.count + 256)
    fields.add("Cache-Control", "public, max-age=60, stale-while-revalidate=600")
    if let language { fields.add("Content-Language", language.tag) }
    fields.add("Link") { $0 += links.bytes }
    var tag = TagHash()
    tag.add(catalog.info.version.utf8.span)
    tag.add(edition.checksum.utf8.span)
    tag.add(canonical.utf8.span)
    tag.add((language?.tag ?? "").utf8.span)
    tag.add(format.rawValue.utf8.span)
    tag.add(body.span)
    var vary = Response.Vary()
    if isChosen { vary.insert(.acceptLanguage) }
    if !hasSuffix, route.isNegotiated { vary.insert(.accept) }
    return Response(
      status: 200, contentType: format.contentType, fields: fields, body: body, entityTag: tag.hexadecimal,
      lastModified: catalog.info.released, vary: vary, isKept: true, acceptsRanges: acceptsRanges)
  }

  /// A representation that is made piece by piece: at once where it is not long, else while it is sent.
  ///
  /// - Parameter isKept: whether it may be kept even then: what `producer` remembers is small.
  func answer(
    making producer: some Producer, canonical: String, ask: Ask?, links: LinkField = LinkField(), isKept: Bool = false
  ) -> Response {
    begin(producer, pieces: Call.most, canonical: canonical, ask: ask, links: links) { response, rest in
      response.rest = .made(rest)
      response.isKept = isKept
    }
  }

  /// A representation that is made piece by piece, and sent when it is whole.
  func answer(
    gathering producer: some Producer, canonical: String, ask: Ask, links: LinkField = LinkField()
  ) -> Response {
    begin(producer, pieces: 1, canonical: canonical, ask: ask, links: links) { $0.rest = .gathered($1) }
  }

  /// A representation with the first pieces of its body.
  ///
  /// - Parameter leave: says of the answer what is to become of the others, where there are more.
  private func begin<Body: Producer>(
    _ producer: Body, pieces: Int, canonical: String, ask: Ask?, links: LinkField,
    leaving leave: (inout Response, Body) -> Void
  ) -> Response {
    var producer = producer
    var body: [UInt8] = []
    var (production, made) = (Production.more, 0)
    while production == .more, made < pieces {
      production = producer.produce(into: &body)
      made += 1
    }
    guard production != .failed else {
      return service.refuse(.internal, "The answer could not be composed.", request)
    }
    // The tag is of its beginning and of all that the rest depends on.
    var response = answer(body, canonical: canonical, ask: ask, links: links)
    if production == .more { leave(&response, producer) }
    return response
  }

  /// What counts over all events of a selection, in one of its forms.
  func answer(_ body: some Stepwise, _ ask: Ask) -> Response {
    guard format == .json else {
      return answer(making: body, canonical: ask.canonical.link(path(format)), ask: ask, isKept: body.isSmall)
    }
    return answer(gathering: Indented(body, if: ask.isPretty), canonical: ask.canonical.link(path()), ask: ask)
  }

  /// So many pieces are made before any is sent, for which others wait: what ends with them has a length.
  private static let most = 2

  /// A finished JSON document, indented if asked.
  func answer(json writer: JSONWriter, canonical: String, ask: Ask, links: LinkField = LinkField()) -> Response {
    answer(
      ask.isPretty ? PrettyPrinter.print(writer.bytes) : writer.bytes, canonical: canonical, language: ask.language,
      isChosen: !ask.namesLanguage, links: links)
  }

  /// 400 with every problem of the query, and a link that works, if there is one.
  func refuse(_ problems: [QueryProblem], mended: QueryString?) -> Response {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("errors")
    writer.beginArray()
    for problem in problems { problem.write(to: &writer, edition: edition, language: language) }
    writer.endArray()
    if let mended {
      writer.key("try")
      writer.string(mended.link(path(hasSuffix ? format : nil)))
    }
    writer.endObject()
    let count = problems.count
    let detail =
      count == 1 ? "One item of the query was not understood." : "\(count) items of the query were not understood."
    return service.refuse(.invalidQuery, detail, request, members: writer)
  }

  /// 404 for an object that there is none of, with those whose id or name is nearest.
  func noSuch(_ kind: Kind, _ id: String) -> Response {
    let byName = edition.bearers(of: id, kind)
    let near = byName.isEmpty ? edition.nearest(to: id, kind).map(\.element) : byName
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("did_you_mean")
    writer.beginArray()
    for number in near.prefix(3) { writer.suggestion(kind, number, edition: edition, language: language) }
    writer.endArray()
    writer.endObject()
    return service.refuse(
      .notFound, "There is no \(kind.singular) “\(Echo.cut(id))”.", request, members: writer)
  }
}

extension LinkField {
  /// Those to the pages before and after, as far as there are any.
  init(next: String?, previous: String?) {
    self.init()
    if let next { add(next, "next") }
    if let previous { add(previous, "prev") }
  }
}

extension Order {
  /// The order of a list when none is asked for: by date for events, by id for claims, else by name.
  static func usual(of kind: Kind) -> Order {
    let field: Field =
      switch kind {
      case .event: .date
      case .claim: .id
      case .actor, .area, .place, .document: .name
      }
    return Order([Key(field: field, isDescending: false)])
  }
}
