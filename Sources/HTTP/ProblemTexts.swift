extension Problem.Name {
  /// What a page about this kind of problem says.
  package struct Text: Sendable {
    package let status: Int
    package let title: String
    /// What it means.
    package let explanation: String
    /// What the client can do.
    package let remedy: String

    init(_ status: Int, _ title: String, _ explanation: String, _ remedy: String) {
      self.status = status
      self.title = title
      self.explanation = explanation
      self.remedy = remedy
    }
  }

  package var status: Int { text.status }
  package var title: String { text.title }
  package var explanation: String { text.explanation }
  package var remedy: String { text.remedy }

  package var text: Text {
    switch self {
    case .badRequest:
      Text(
        400, "The request is malformed",
        "The bytes that arrived are not an HTTP request as RFC 9110, 9112 and 3986 define it.",
        "Let an HTTP library write the request, and percent-encode what a URL may not hold. `detail` names the rule.")
    case .invalidQuery:
      Text(
        400, "The query is not understood",
        "A parameter is unknown here, or its value is. Nothing is guessed and nothing is ignored.",
        "`errors` lists every fault with what may stand in its place; `try`, where present, is a URL that works.")
    case .notFound:
      Text(
        404, "There is nothing here",
        "No resource has this path.",
        "`did_you_mean` names the nearest ids. `/v1` lists the collections.")
    case .methodNotAllowed:
      Text(
        405, "The method is not allowed",
        "Everything here is read-only.",
        "Use GET, HEAD or OPTIONS, as `Allow` says.")
    case .notAcceptable:
      Text(
        406, "No acceptable representation",
        "Accept or Accept-Encoding rules out every form in which this resource exists.",
        "Accept one of the listed types, or leave the field out. A suffix such as `.csv` chooses a format, too.")
    case .requestTimeout:
      Text(
        408, "The request took too long",
        "The connection was open, but the rest of the request did not come.",
        "Send it again, whole.")
    case .preconditionFailed:
      Text(
        412, "A precondition failed",
        "If-Match or If-Unmodified-Since asks for a state that the resource is not in.",
        "Get the resource anew and use its ETag.")
    case .contentTooLarge:
      Text(
        413, "The content is too large",
        "The request carries more content than the server is willing to read past.",
        "Send no content: no resource here takes any.")
    case .uriTooLong:
      Text(
        414, "The target is too long",
        "A request target may be 8 KiB long.",
        "Ask for less at a time, or for a broader filter.")
    case .rangeNotSatisfiable:
      Text(
        416, "The range is not satisfiable",
        "The whole range lies beyond the end of the representation.",
        "`Content-Range` gives its length.")
    case .expectationFailed:
      Text(
        417, "The expectation is not met",
        "The only expectation known here is 100-continue.",
        "Leave out the field Expect.")
    case .fieldsTooLarge:
      Text(
        431, "The fields are too large",
        "A request may have 100 field lines and 16 KiB of them.",
        "Send fewer fields; cookies are not needed.")
    case .internal:
      Text(
        500, "Something went wrong here",
        "The server failed to make the answer. The fault is its own.",
        "Try again later. If it stays, report it with `instance`.")
    case .notImplemented:
      Text(
        501, "Not implemented",
        "The method or transfer coding is unknown to this server.",
        "Use GET, HEAD or OPTIONS, and no transfer coding but chunked.")
    case .notReady:
      Text(
        503, "Not ready",
        "The server has more to do than it can, or its data is still being loaded.",
        "Try again after as many seconds as `Retry-After` says.")
    case .versionNotSupported:
      Text(
        505, "The HTTP version is not supported",
        "The request line names a version other than 1.0 or 1.1.",
        "Speak HTTP/1.1.")
    }
  }
}
