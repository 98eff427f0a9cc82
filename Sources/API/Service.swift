internal import Cooperation
package import HTTP
internal import JSON

/// The application: answers every request from one immutable edition of the dataset.
package struct Service: Sendable {
  package let edition: Edition
  var catalog: Catalog { edition.catalog }

  /// Who is answered here; others are told that there is no such path.
  let audience: Audience

  /// How the server does.
  let vitals: @Sendable () -> Vitals

  package init(
    _ edition: Edition, for audience: Audience = .all,
    vitals: @escaping @Sendable () -> Vitals = { Vitals() }
  ) {
    self.edition = edition
    self.audience = audience
    self.vitals = vitals
  }

  /// The same for others.
  package func with(audience: Audience) -> Service { Service(edition, for: audience, vitals: vitals) }

  /// What the server is given: every answer names the edition, even to what is no request at all.
  package var application: Application {
    Application(fields: ["Dataset-Version": catalog.info.version]) { respond(to: $0) }
  }

  /// The answer to a request: a pure function of the request and the edition.
  package func respond(to request: Request) -> Response {
    var parts: [String] = []
    parts.reserveCapacity(4)
    var start = 1
    while start <= request.path.count {
      let end = request.path[start...].firstIndex(of: UInt8(ascii: "/")) ?? request.path.count
      guard let part = PercentEncoding.decode(request.path[start..<end], plusIsSpace: false) else {
        return refuse(.badRequest, "The path is not percent-encoded UTF-8.", request)
      }
      parts.append(part)
      start = end + 1
    }
    if parts == [""] { parts = [] }
    for (index, route) in Route.all.enumerated() where route.segments.count == parts.count && isServed(route) {
      guard let match = route.match(parts) else { continue }
      var format = match.suffix ?? route.formats[0]
      var response = respond(to: request, by: route, match, &format)
      response.label = AnswerLabel.number(route: index, format)
      return response
    }
    return notFound(parts, request)
  }

  private func isServed(_ route: Route) -> Bool { !route.audience.isDisjoint(with: audience) }

  /// - Parameter format: what the suffix says, or the route's usual one; becomes what `Accept` chooses.
  private func respond(
    to request: Request, by route: Route, _ match: Route.Match, _ format: inout Format
  ) -> Response {
    if match.suffix == nil, route.isNegotiated {
      guard let choice = Accept.best(request.accept, among: route.formats.map(\.contentType)) else {
        let types = route.formats.map(\.mediaType).joined(separator: ", ")
        return refuse(.notAcceptable, "This path answers as \(types).", request)
      }
      format = route.formats[choice]
    }
    let query = route.isStrict ? QueryString(request.query) : QueryString(items: [])
    return route.answer(
      Call(
        service: self, request: request, route: route, arguments: match.arguments, format: format,
        hasSuffix: match.suffix != nil, query: query))
  }

  /// The language that `Accept-Language` asks for, else French.
  static func language(of request: Request) -> Language {
    AcceptLanguage.best(request.acceptLanguage, among: Language.allCases.map(\.tag)).flatMap { Language(tag: $0) }
      ?? .fr
  }

  // MARK: - Refusals

  /// A problem document; `members` is an object whose members are added to it.
  func refuse(
    _ name: Problem.Name, _ detail: String, _ request: Request, members: JSONWriter? = nil,
    fields: FieldLines = [:]
  ) -> Response {
    let extra = members.map { Array($0.bytes.dropFirst().dropLast()) } ?? []
    return Problem(name: name, detail: detail, extra: extra, fields: fields).response(instance: request.id)
  }

  /// 404 for a path that is none of ours, with those that are nearest.
  private func notFound(_ parts: [String], _ request: Request) -> Response {
    let path = "/" + parts.joined(separator: "/")
    let near = nearest(to: path, parts.filter { !$0.isEmpty })
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("did_you_mean")
    writer.beginArray()
    for path in near.prefix(3) { writer.string(path) }
    writer.endArray()
    writer.endObject()
    return refuse(.notFound, "There is nothing at “\(Echo.cut(path))”.", request, members: writer)
  }

  /// - Parameter parts: its segments but for empty ones.
  private func nearest(to path: String, _ parts: [String]) -> [String] {
    // No path of ours goes half as deep.
    guard parts.count <= 10 else { return [] }
    // A slash too many, upper case, or an unknown suffix is not worth a guess by distance.
    let tidy = "/" + parts.map { $0.lowercased() }.joined(separator: "/")
    let stem = tidy.lastIndex(of: ".").map { String(tidy[..<$0]) } ?? tidy
    let near = (stem == tidy ? [tidy] : [tidy, stem]).filter { $0 != path && isServed($0) }
    guard near.isEmpty else { return near }
    let plain = Route.all.filter(isServed).map(\.path).filter { !$0.contains("{") }
    // Under an object the path goes on as one of the routes does.
    let nested = Route.all.compactMap { $0.filled(like: parts) }.filter { $0 != path }
    return Cooperation.nearest(to: path, among: (plain + nested).map { ($0, $0) }).map(\.element)
  }

  private func isServed(_ path: String) -> Bool {
    let parts = path.split(separator: "/").map(String.init)
    return Route.all.contains { isServed($0) && $0.match(parts) != nil }
  }
}
