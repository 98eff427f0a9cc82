/// What an application answers: a GET of a target, with the fields that may choose among representations.
///
/// HEAD, OPTIONS, conditions, content codings, unsupported methods and refused syntax are settled around the
/// application, so that it stays a function of this value alone.
package struct Request: Sendable {
  /// The path of the target as it was sent, still percent-encoded; begins with `/`.
  package var path: [UInt8]
  /// What follows the first `?`, still percent-encoded; `nil` where there is no `?`.
  package var query: [UInt8]?
  /// The lines of `Accept`, joined by `, ` (RFC 9110 §12.5.1); `nil` where there is none.
  package var accept: String?
  /// The lines of `Accept-Language`, joined by `, ` (RFC 9110 §12.5.4); `nil` where there is none.
  package var acceptLanguage: String?
  /// The id under which this request is answered and logged: `X-Request-Id` where well-formed, else a new one.
  package var id: String

  package init(path: [UInt8], query: [UInt8]?, accept: String?, acceptLanguage: String?, id: String) {
    self.path = path
    self.query = query
    self.accept = accept
    self.acceptLanguage = acceptLanguage
    self.id = id
  }
}
