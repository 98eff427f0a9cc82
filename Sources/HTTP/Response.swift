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
  /// Fields beyond those that every answer carries; names and values are already well-formed.
  package var fields: [(name: String, value: String)]
  package var body: [UInt8]
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

  package init(
    status: Int, contentType: String, fields: [(name: String, value: String)] = [], body: [UInt8],
    entityTag: String? = nil, lastModified: Int? = nil, vary: Vary = [], isKept: Bool = false,
    acceptsRanges: Bool = false
  ) {
    self.status = status
    self.contentType = contentType
    self.fields = fields
    self.body = body
    self.entityTag = entityTag
    self.lastModified = lastModified
    self.vary = vary
    self.isKept = isKept
    self.acceptsRanges = acceptsRanges
  }
}

/// The application: a pure function, called on any loop's thread, for as long as no newer one replaces it.
package typealias Responder = @Sendable (Request) -> Response
