// An application's answer is written down once and then sent many times. What is the same for everybody, the head but
// for a few lines and the body in each coding, is composed when it is first wanted and kept as bytes.

/// One answer of the application, ready to be sent in any coding that it need not be made for first.
///
/// It belongs to one loop.
final class Representation {
  private(set) var response: Response
  /// How many kept ways of asking lead to it.
  var ways = 0
  private lazy var isWorthCompressing =
    (response.length ?? .max) >= Self.compressionThreshold && Self.isCompressible(response.contentType)
  private(set) var gzipBody: [UInt8]?
  private var identityHead: [UInt8] = []
  private var gzipHead: [UInt8] = []

  /// Below this, a packet carries it all anyway.
  static let compressionThreshold = 512

  init(_ response: Response) {
    self.response = response
    cost = response.body.count
    if case .made = response.rest { cost = Self.mostMade }
    // With what compression leaves of it, and heads.
    cost += cost / 2 + 2048
  }

  /// What is longer, and made while it is sent, is made anew each time.
  private static let mostMade = 256 << 10

  /// How the types end that are text, besides `text/…`, and that of databases, which are mostly text.
  private static let compressible = ["json", "yaml", "xml", "javascript", "sqlite3", "csv"]

  private static func isCompressible(_ type: String) -> Bool {
    let essence = type.utf8.prefix { $0 != UInt8(ascii: ";") && $0 != ASCII.space }
    return essence.starts(with: "text/".utf8)
      || compressible.contains { essence.suffix($0.utf8.count).elementsEqual($0.utf8) }
  }

  /// The coding for a client of this preference; `nil` where it takes none that there is.
  func coding(_ preference: CodingPreference) -> ContentCoding? {
    guard preference.takesIdentity else { return preference.takesGzip ? .gzip : nil }
    return preference.wantsGzip && isWorthCompressing ? .gzip : .identity
  }

  /// The finished body; `nil` where it is long and has yet to be made, read or compressed, which is done while it is sent.
  func body(_ coding: ContentCoding, _ compressor: Compressor) -> [UInt8]? {
    guard response.rest == nil else { return nil }
    guard coding == .gzip else { return response.body }
    if gzipBody == nil { gzipBody = compressor.gzip(response.body)?.fitted }
    return gzipBody
  }

  /// Whether what is made of it while it is sent is worth a copy: only of what is asked for again.
  var isCopied: Bool { response.isKept && (response.rest == nil || ways > 0) }

  /// The body was made while it was sent, and need not be again.
  func keep(made body: [UInt8]) {
    guard case .made = response.rest, body.count <= Self.mostMade else { return }
    response.body = body.fitted
    response.rest = nil
  }

  /// The body was compressed while it was sent, and need not be again.
  func keep(gzip: [UInt8]) { gzipBody = gzip.fitted }

  /// Takes no more memory than it needs, now that it stays.
  func fit() {
    response.body = response.body.fitted
    response.fields.fit()
  }

  /// How long a copy may be, to be kept within what `cost` says.
  func allowance(_ coding: ContentCoding) -> Int {
    switch (coding, response.rest) {
    case (.identity, .made): Self.mostMade
    case (.gzip, .made): Self.mostMade / 2
    case (.gzip, nil): response.body.count / 2
    case (.identity, _), (.gzip, .source), (.gzip, .gathered): 0
    }
  }

  /// A tag of its own for each coding, with its quotes: they are different bytes (RFC 9110 §8.8.3.3).
  func tag(_ coding: ContentCoding) -> [UInt8]? {
    guard let tag = response.entityTag else { return nil }
    var quoted: [UInt8] = []
    quoted.reserveCapacity(32)
    quoted.append("\"")
    quoted.append(tag)
    quoted.append(coding == .gzip ? "-gzip\"" : "\"")
    return quoted
  }

  /// The lines of the head that are the same for every client, for a finished body of so many bytes.
  func head(_ coding: ContentCoding, length: Int) -> [UInt8] {
    switch coding {
    case .identity:
      if identityHead.isEmpty { identityHead = composeHead(.identity, .length(length)).fitted }
      return identityHead
    case .gzip:
      if gzipHead.isEmpty { gzipHead = composeHead(.gzip, .length(length)).fitted }
      return gzipHead
    }
  }

  func composeHead(_ coding: ContentCoding, _ framing: BodyFraming) -> [UInt8] {
    var head: [UInt8] = []
    head.reserveCapacity(2048)
    StatusLine.append(response.status, to: &head)
    // RFC 9110 §8.6: a 204 has no length.
    if response.status != 204 {
      head.appendField("Content-Type", response.contentType)
      switch framing {
      case .length(let length):
        head.append("Content-Length: ")
        head.append(decimal: length)
        head.append("\r\n")
      case .chunked: head.append("Transfer-Encoding: chunked\r\n")
      case .toEnd: break
      }
    }
    if coding == .gzip { head.append("Content-Encoding: gzip\r\n") }
    appendValidators(coding, to: &head)
    if response.acceptsRanges { head.append("Accept-Ranges: bytes\r\n") }
    head += response.fields.bytes
    Self.appendCommon(vary: response.vary, to: &head)
    return head
  }

  /// - Parameter onlyBest: leaves out the date where there is a tag.
  func appendValidators(_ coding: ContentCoding, onlyBest: Bool = false, to head: inout [UInt8]) {
    if let tag = tag(coding) {
      head.append("ETag: ")
      head += tag
      head.append("\r\n")
      if onlyBest { return }
    }
    if let lastModified = response.lastModified {
      head.append("Last-Modified: ")
      head += HTTPDate.format(lastModified)
      head.append("\r\n")
    }
  }

  /// What every answer carries, and what is not different each time.
  static func appendCommon(vary: Response.Vary, to head: inout [UInt8]) {
    head.append("Vary: Accept-Encoding")
    if vary.contains(.accept) { head.append(", Accept") }
    if vary.contains(.acceptLanguage) { head.append(", Accept-Language") }
    head.append(
      """
      \r\nX-Content-Type-Options: nosniff\r\n\
      Access-Control-Allow-Origin: *\r\n\
      Access-Control-Expose-Headers: Accept-Ranges, Allow, Content-Language, Content-Range, Dataset-Version, ETag, \
      Last-Modified, Link, Retry-After, Server-Timing, X-Request-Id\r\n
      """)
  }

  /// About how much memory it takes, once it has been sent in every coding.
  private(set) var cost: Int
}
