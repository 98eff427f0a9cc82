internal import Cooperation

// The page for browsers is one file: markup, style and script arrive together, and a policy forbids everything that
// did not come with them. So that it can forbid inline scripts too, it names the digests of those that are ours
// (Content Security Policy Level 3, §2.3.1), computed from the very bytes that are sent. What the first view does not
// need comes as data, so that no browser reads it as a script before the page does.

/// The page that browsers get at `/`.
package struct FrontPage: Sendable {
  /// Text as it is sent, each followed by the name of what differs by language or dataset, or comes from another file.
  private let pieces: [(text: [UInt8], name: String)]
  private let style: [UInt8]
  private let script: [UInt8]
  private let later: [UInt8]
  /// The page's own words: a line each, `key|French|English|Japanese`.
  private let words: [[Substring]]
  /// The value of `Content-Security-Policy`.
  let policy: String

  /// - Parameters:
  ///   - html: the markup, with names in double braces: `style`, `script`, `later`, `lang`, `title`, `description`,
  ///     `words`, which stands for all of them, or else the key of a word.
  ///   - later: the script that the page adds to itself after its first view.
  ///   - words: a line each: key, and the word in each language, with bars between.
  ///   - digest: SHA-256 in Base64.
  package init(
    html: [UInt8], style: [UInt8], script: [UInt8], later: [UInt8], words: [UInt8], digest: ([UInt8]) -> String
  ) {
    let text = { (bytes: [UInt8]) in String(decoding: bytes, as: UTF8.self) }
    var rest = text(html)[...]
    var pieces: [(text: [UInt8], name: String)] = []
    while let start = rest.firstRange(of: "{{"), let end = rest[start.upperBound...].firstRange(of: "}}") {
      pieces.append((Array(rest[..<start.lowerBound].utf8), String(rest[start.upperBound..<end.lowerBound])))
      rest = rest[end.upperBound...]
    }
    self.pieces = pieces + [(Array(rest.utf8), "")]
    self.style = Dense.style(style)
    self.script = Dense.script(script)
    self.later = Dense.script(later)
    self.words = text(words).split(separator: "\n").map { $0.split(separator: "|", omittingEmptySubsequences: false) }
    policy = [
      "default-src 'none'", "connect-src 'self'", "img-src data:", "style-src 'sha256-\(digest(self.style))'",
      "script-src 'sha256-\(digest(self.script))' 'sha256-\(digest(self.later))'", "base-uri 'none'",
      "form-action 'none'", "frame-ancestors 'none'",
    ].joined(separator: "; ")
  }

  /// The page in a language, about a dataset.
  func html(_ language: Language, title: String, description: String) -> [UInt8] {
    let column = 1 + Int(language.rawValue)
    let own = words.filter { $0.count > column }.map { (key: String($0[0]), word: String($0[column])) }
    var values = Dictionary(own.map { ($0.key, $0.word) }, uniquingKeysWith: { first, _ in first })
    values["lang"] = language.tag
    values["title"] = title
    values["description"] = description
    values["words"] = own.map { "\($0.key)|\($0.word)" }.joined(separator: "\n")
    return pieces.reduce(into: []) { page, piece in
      page += piece.text
      switch piece.name {
      case "style": page += Array("<style>".utf8) + style + Array("</style>".utf8)
      case "script": page += Array("<script>".utf8) + script + Array("</script>".utf8)
      case "later": page += Array("<script type=text/plain id=later>".utf8) + later + Array("</script>".utf8)
      default: page += FrontPage.escape(values[piece.name] ?? "").utf8
      }
    }
  }

  /// Text between tags, or in a quoted attribute (HTML Living Standard §13.1.2.4).
  private static func escape(_ text: String) -> String {
    [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;")].reduce(text) {
      $0.replacing($1.0, with: $1.1)
    }
  }
}
