// The page's sources are written to be read, and sent without what only their readers need: comments, indentation, the
// white space that no token needs to be told from its neighbour, and the semicolon before a brace. What strings, templates and regular expressions
// hold is sent as it is written, so a source may hold any text.

/// A script or a style sheet without what only its readers need.
package enum Dense {
  package static func script(_ source: [UInt8]) -> [UInt8] {
    var script = DenseScript(source)
    return script.run()
  }

  /// Blanks part selectors and values; around these signs nothing depends on them.
  package static func style(_ source: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    var isApart = false
    while index < source.count {
      let byte = source[index]
      if byte == UInt8(ascii: "/"), source.dropFirst(index + 1).first == UInt8(ascii: "*") {
        index = source.endOfComment(at: index)
      } else if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") {
        isApart = true
        index += 1
      } else {
        if isApart, let last = result.last, !"{};,:>".utf8.contains(last), !"{};,>".utf8.contains(byte) {
          result.append(UInt8(ascii: " "))
        }
        isApart = false
        if byte == UInt8(ascii: "}"), result.last == UInt8(ascii: ";") { result.removeLast() }
        if source[index...].starts(with: "0.".utf8), result.last?.isOfWord != true {
          index += 1
          continue
        }
        let end = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") ? source.endOfString(at: index) : index + 1
        result += source[index..<end]
        index = end
      }
    }
    return result
  }
}

/// Reads a script token by token (ECMAScript 2025, §12). Lines are kept where the end of one may end a statement.
private struct DenseScript {
  private let source: [UInt8]
  private var index = 0
  private var result: [UInt8] = []
  /// For each open bracket, whether a statement follows the one that closes it, as after `if (…)`.
  private var brackets: [Bool] = []
  /// Where the last token begins in the result.
  private var token = 0
  private var closesCondition = false
  /// Whether the last semicolon is a statement by itself, as in `while (…);`.
  private var isStatement = false

  init(_ source: [UInt8]) { self.source = source }

  mutating func run() -> [UInt8] {
    code(endsAtBrace: false)
    return result
  }

  /// Up to the end, or up to the brace that ends an expression within a template.
  private mutating func code(endsAtBrace: Bool) {
    var depth = 0
    while let gap = skip(), let byte = next() {
      if endsAtBrace, byte == UInt8(ascii: "}"), depth == 0 { return }
      depth += byte == UInt8(ascii: "{") ? 1 : byte == UInt8(ascii: "}") ? -1 : 0
      part(gap, before: byte)
      let start = index
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): index = source.endOfString(at: index)
      case UInt8(ascii: "`"):
        token = result.count
        template()
        continue
      case UInt8(ascii: "/") where beginsExpression: index = source.endOfPattern(at: index)
      case _ where byte.isOfWord: while let byte = next(), byte.isOfWord { index += 1 }
      case UInt8(ascii: "("):
        brackets.append(["if", "for", "while"].contains(word))
        index += 1
      case UInt8(ascii: ")"):
        closesCondition = brackets.popLast() ?? false
        index += 1
      case UInt8(ascii: ";"):
        isStatement = result.last == UInt8(ascii: ")") && closesCondition || ["else", "do"].contains(word)
        index += 1
      case UInt8(ascii: "}"):
        if result.last == UInt8(ascii: ";"), !isStatement { result.removeLast() }
        index += 1
      default: index += 1
      }
      token = result.count
      result += source[start..<index]
    }
  }

  /// From one backtick, or the brace that ends an expression, to the next, and the expressions between.
  private mutating func template() {
    var start = index
    index += 1
    while let byte = next(), byte != UInt8(ascii: "`") {
      let opens = source[index...].starts(with: "${".utf8)
      index = min(index + (opens || byte == UInt8(ascii: "\\") ? 2 : 1), source.count)
      guard opens else { continue }
      result += source[start..<index]
      code(endsAtBrace: true)
      start = index
    }
    index = min(index + 1, source.count)
    result += source[start..<index]
  }

  private func next() -> UInt8? { index < source.count ? source[index] : nil }

  private enum Gap { case none, blank, line }

  /// Goes over white space and comments; returns what parts the tokens around, or nothing at the end.
  private mutating func skip() -> Gap? {
    var gap = Gap.none
    while let byte = next() {
      if byte == UInt8(ascii: "\n") {
        gap = .line
        index += 1
      } else if byte == UInt8(ascii: " ") {
        if gap == .none { gap = .blank }
        index += 1
      } else if source[index...].starts(with: "//".utf8) {
        while let byte = next(), byte != UInt8(ascii: "\n") { index += 1 }
      } else if source[index...].starts(with: "/*".utf8) {
        let start = index
        index = source.endOfComment(at: index)
        gap = source[start..<index].contains(UInt8(ascii: "\n")) ? .line : gap == .none ? .blank : gap
      } else {
        return gap
      }
    }
    return nil
  }

  /// Puts between two tokens what they need.
  private mutating func part(_ gap: Gap, before byte: UInt8) {
    guard gap != .none, let last = result.last else { return }
    // After these no statement can end, and before those none that needs a line to end it.
    if gap == .line, !"{([,;:=?&|".utf8.contains(last), !"})],;:.=?&|".utf8.contains(byte) {
      result.append(UInt8(ascii: "\n"))
    } else if last.isOfWord && (byte.isOfWord || gap == .blank && byte == UInt8(ascii: "."))
      || last == byte && "+-/".utf8.contains(byte)
    {
      result.append(UInt8(ascii: " "))
    }
  }

  private var word: String { String(decoding: result[token...], as: UTF8.self) }

  /// Whether a slash stands where an expression begins, and so begins a regular expression, or divides.
  private var beginsExpression: Bool {
    guard let last = result.last else { return true }
    if last == UInt8(ascii: ")") { return closesCondition }
    if last.isOfWord {
      return ["return", "typeof", "case", "of", "in", "do", "else", "void", "delete", "throw", "await", "yield"]
        .contains(word)
    }
    return !"]\"'`".utf8.contains(last)
  }
}

extension UInt8 {
  /// Whether it is of a name, a keyword or a number; all letters beyond ASCII are taken for such.
  fileprivate var isOfWord: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "#"), 0x80...:
      true
    default: false
    }
  }
}

extension [UInt8] {
  /// Behind the comment that begins at an index.
  fileprivate func endOfComment(at start: Int) -> Int {
    var index = start + 2
    while index < endIndex, !self[index...].starts(with: "*/".utf8) { index += 1 }
    return Swift.min(index + 2, endIndex)
  }

  /// Behind the string that begins at an index.
  fileprivate func endOfString(at start: Int) -> Int {
    var index = start + 1
    while index < endIndex, self[index] != self[start] { index += self[index] == UInt8(ascii: "\\") ? 2 : 1 }
    return Swift.min(index + 1, endIndex)
  }

  /// Behind the regular expression that begins at an index; its flags are read as a word. In a class a slash ends nothing.
  fileprivate func endOfPattern(at start: Int) -> Int {
    var index = start + 1
    var isInClass = false
    while index < endIndex, isInClass || self[index] != UInt8(ascii: "/") {
      switch self[index] {
      case UInt8(ascii: "["): isInClass = true
      case UInt8(ascii: "]"): isInClass = false
      case UInt8(ascii: "\\"): index += 1
      default: break
      }
      index += 1
    }
    return Swift.min(index + 1, endIndex)
  }
}
