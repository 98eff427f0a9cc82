internal import Platform

/// What an application says to a request: one representation, before content coding, conditions and framing.
package struct Response: Sendable {
  /// Which request fields besides `Accept-Encoding` chose this representation (RFC 9110 §12.5.5).
  package struct Vary: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let accept = Vary(rawValue: 1)
    package static let acceptLanguage = Vary(rawValue: 2)
  }

  package var status: Int
  package var contentType: String
  /// Fields beyond those that every answer carries.
  package var fields: FieldLines
  /// The body, or as much of it as was made at once.
  package var body: [UInt8]
  /// What follows `body`; `nil` where that is all.
  package var rest: Rest?
  /// The opaque part of a strong entity tag, without quotes; the server adds the content coding. `nil`: no tag.
  package var entityTag: String?
  /// Seconds since 1970; `nil`: no `Last-Modified`.
  package var lastModified: Int?
  package var vary: Vary
  /// Whether the same target and the same fields in `vary` will always get this same answer, so that it may be kept.
  package var isKept: Bool
  /// Whether byte ranges of it are served (RFC 9110 §14).
  package var acceptsRanges: Bool
  /// A small number of the application's own, under which the answer is counted; see `Server.Configuration.labels`.
  package var label = 0

  /// The part of a body that is not in memory.
  package enum Rest: Sendable {
    /// It is made before anything is sent, a piece at a time, so that nobody else waits for all of it. The answer is then as if
    /// the body had been whole.
    case gathered(any Producer)
    /// It is made while it is sent. Where such an answer is to be kept, it need not be long.
    case made(any Producer)
    /// It is read from where it lies while it is sent.
    case source(ByteSource)
  }

  package init(
    status: Int, contentType: String, fields: FieldLines = [:], body: [UInt8],
    rest: Rest? = nil, entityTag: String? = nil, lastModified: Int? = nil, vary: Vary = [], isKept: Bool = false,
    acceptsRanges: Bool = false
  ) {
    self.status = status
    self.contentType = contentType
    self.fields = fields
    self.body = body
    self.rest = rest
    self.entityTag = entityTag
    self.lastModified = lastModified
    self.vary = vary
    self.isKept = isKept
    self.acceptsRanges = acceptsRanges
  }

  /// The length of the body; `nil` where that is not known before it is made.
  var length: Int? {
    switch rest {
    case nil: body.count
    case .source(let source): body.count + source.count
    case .made, .gathered: nil
    }
  }

  /// Makes what is made before anything is sent: the next pieces, until the time has come, or all of them.
  ///
  /// - Parameter deadline: as `Clock.now()` says it.
  package mutating func gather(until deadline: UInt64 = .max) -> Production {
    guard case .gathered(var producer) = rest else { return .finished }
    // While another held it, what it remembers would be copied before it changes.
    rest = nil
    var production = Production.more
    repeat { production = producer.produce(into: &body) } while production == .more && Clock.now() < deadline
    if production == .more { rest = .gathered(producer) }
    return production
  }

  /// The whole body, in parts.
  var parts: [Parts.Part] {
    var parts: [Parts.Part] = body.isEmpty ? [] : [.bytes(body[...])]
    switch rest {
    case nil: break
    case .source(let source): parts.append(.source(source, 0..<source.count))
    case .made(let producer), .gathered(let producer): parts.append(.made(producer))
    }
    return parts
  }
}

/// The application: a pure function, called on any loop's thread, for as long as no newer one replaces it.
package typealias Responder = @Sendable (Request) -> Response

/// An application, and what it says of itself in every answer, be it only that a request was refused.
package struct Application: Sendable {
  let fields: FieldLines
  let respond: Responder

  /// - Parameter fields: no response has them of its own.
  package init(fields: FieldLines = [:], respond: @escaping Responder) {
    self.fields = fields
    self.respond = respond
  }

  /// What it says to the request whose head was parsed from `bytes`, with what it says in every answer.
  func answer(_ head: RequestHead, _ bytes: [UInt8], id: String) -> Response {
    let path = head.path.isEmpty ? [ASCII.slash] : Array(bytes[head.path])
    let request = Request(
      path: path, query: head.query.map { Array(bytes[$0]) }, accept: head.text(.accept, in: bytes),
      acceptLanguage: head.text(.acceptLanguage, in: bytes), id: id)
    return adorned(respond(request))
  }

  /// Adds what it says in every answer.
  func adorned(_ response: consuming Response) -> Response {
    response.fields += fields
    return response
  }
}
