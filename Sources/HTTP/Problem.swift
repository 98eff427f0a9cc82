internal import JSON

/// What went wrong, told to a client in the shape of RFC 9457.
package struct Problem: Sendable {
  /// Each kind of problem has a name of its own, which ends the URI of its `type`.
  package enum Name: String, Sendable, CaseIterable {
    case badRequest = "bad-request"
    case invalidQuery = "invalid-query"
    case notFound = "not-found"
    case methodNotAllowed = "method-not-allowed"
    case notAcceptable = "not-acceptable"
    case requestTimeout = "request-timeout"
    case preconditionFailed = "precondition-failed"
    case contentTooLarge = "content-too-large"
    case uriTooLong = "uri-too-long"
    case rangeNotSatisfiable = "range-not-satisfiable"
    case expectationFailed = "expectation-failed"
    case fieldsTooLarge = "fields-too-large"
    case `internal` = "internal"
    case notImplemented = "not-implemented"
    case notReady = "not-ready"
    case versionNotSupported = "version-not-supported"
  }

  package var name: Name
  /// What is wrong with this request in particular.
  package var detail: String
  /// Further members, already serialized: `"errors":[…],"try":"…"`, without braces around them.
  package var extra: [UInt8]
  /// Fields that come with it, such as `Allow`.
  package var fields: FieldLines

  package init(
    name: Name, detail: String, extra: [UInt8] = [], fields: FieldLines = [:]
  ) {
    self.name = name
    self.detail = detail
    self.extra = extra
    self.fields = fields
  }

  /// The answer to the request that has the id `instance`. Nobody is to store it.
  package func response(instance: String) -> Response {
    var writer = JSONWriter(reserving: 256 + extra.count)
    writer.beginObject()
    writer.key("type")
    writer.string("/problems/\(name.rawValue)")
    writer.key("title")
    writer.string(name.title)
    writer.key("status")
    writer.integer(name.status)
    writer.key("detail")
    writer.string(detail)
    writer.key("instance")
    writer.string(instance)
    var body = writer.bytes
    if !extra.isEmpty {
      body.append(ASCII.comma)
      body += extra
    }
    body.append(UInt8(ascii: "}"))
    var all: FieldLines = ["Cache-Control": "no-store"]
    all += fields
    return Response(status: name.status, contentType: "application/problem+json", fields: all, body: body)
  }
}
