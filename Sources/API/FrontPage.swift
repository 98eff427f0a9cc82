internal import Cooperation

// The page for browsers is one file: markup, style and script arrive together, and a policy forbids everything that
// did not come with them. So that it can forbid inline scripts too, it names the digests of the two that are ours
// (Content Security Policy Level 3, §2.3.1), computed from the very bytes that are sent.

/// The page that browsers get at `/`.
package struct FrontPage: Sendable {
  /// What stands before the style, with places for what differs by language and dataset.
  private let opening: String
  /// The page's own words: a line each, `key|French|English|Japanese`.
  private let words: [[Substring]]
  /// The style and all that follows it, the same in every language.
  private let rest: [UInt8]
  /// The value of `Content-Security-Policy`.
  let policy: String

  /// - Parameters:
  ///   - html: the markup, with `{{style}}` and `{{script}}` for those, and before them `{{words}}` and names in braces.
  ///   - words: a line each: key, and the word in each language, with bars between.
  ///   - digest: SHA-256 in Base64.
  package init(html: [UInt8], style: [UInt8], script: [UInt8], words: [UInt8], digest: ([UInt8]) -> String) {
    let (style, script) = (FrontPage.dense(style: style), FrontPage.dense(script))
    let text = { (bytes: [UInt8]) in String(decoding: bytes, as: UTF8.self) }
    let pieces = text(html).split(separator: "{{style}}", maxSplits: 1, omittingEmptySubsequences: false)
    opening = pieces.first.map(String.init) ?? ""
    self.words = text(words).split(separator: "\n").map { $0.split(separator: "|", omittingEmptySubsequences: false) }
    let closing = pieces.dropFirst().first?.replacing(
      "{{script}}", with: "<script>\(text(script))</script>", maxReplacements: 1)
    rest = Array("<style>\(text(style))</style>\(closing ?? "")".utf8)
    policy = [
      "default-src 'none'", "connect-src 'self'", "img-src data:", "style-src 'sha256-\(digest(style))'",
      "script-src 'sha256-\(digest(script))'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
    ].joined(separator: "; ")
  }

  /// The page in a language, about a dataset.
  func html(_ language: Language, title: String, description: String) -> [UInt8] {
    let column = 1 + Int(language.rawValue)
    let own = words.compactMap { $0.count > column ? "\($0[0])|\($0[column])" : nil }.joined(separator: "\n")
    let told = [("lang", language.tag), ("title", title), ("description", description)]
    let opening = told.reduce(opening.replacing("{{words}}", with: own)) {
      $0.replacing("{{\($1.0)}}", with: FrontPage.escape($1.1))
    }
    return Array(opening.utf8) + rest
  }

  /// Without what only readers of the source need: indentation, empty lines, and lines that are comments.
  private static func dense(_ source: [UInt8]) -> [UInt8] {
    source.split(separator: UInt8(ascii: "\n")).map { $0.drop { $0 == UInt8(ascii: " ") } }
      .filter { line in !line.isEmpty && !["//", "/*"].contains { line.starts(with: $0.utf8) } }
      .joined(separator: [UInt8(ascii: "\n")]).map { $0 }
  }

  /// Spaces around punctuation are for readers, too, in the sheets that are written here: no string in them holds any.
  private static func dense(style: [UInt8]) -> [UInt8] {
    let text = String(decoding: dense(style), as: UTF8.self)
    let pairs = [(" {", "{"), ("{ ", "{"), (" }", "}"), (": ", ":"), ("; ", ";"), (", ", ","), ("\n", ""), (";}", "}")]
    return Array(pairs.reduce(text) { $0.replacing($1.0, with: $1.1) }.utf8)
  }

  /// Text between tags, or in a quoted attribute (HTML Living Standard §13.1.2.4).
  private static func escape(_ text: String) -> String {
    [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;")].reduce(text) {
      $0.replacing($1.0, with: $1.1)
    }
  }
}
