/// What somebody typed into a search box: words that must all match, `"phrases"`, and `-words` that must not.
///
/// Every text is a query. The last word is taken as the beginning of a word, for it may still be being typed; so is
/// the last word of a phrase whose closing quote is missing.
package struct SearchQuery: Sendable {
  /// One term to find.
  struct Slot: Sendable {
    let term: [UInt8]
    /// How far from the clause's beginning.
    let offset: UInt32
    /// Whether terms that begin so will do as well.
    var isPrefix: Bool
    let isIdeogram: Bool
    /// Where it stands in the query's text, in UTF-16 units.
    let range: Range<Int>

    /// The same for another term in its place.
    func replacing(_ term: [UInt8]) -> Slot {
      Slot(term: term, offset: offset, isPrefix: isPrefix, isIdeogram: isIdeogram, range: range)
    }
  }

  /// Terms to find one behind the other.
  struct Clause: Sendable {
    var slots: [Slot]
    let isExcluded: Bool
    /// Whether its last word is complete, for a closing quote follows it.
    let isClosed: Bool

    fileprivate mutating func takeAsBeginning() {
      guard !isClosed, let last = slots.indices.last, !slots[last].isIdeogram else { return }
      slots[last].isPrefix = true
    }
  }

  package let text: String
  private(set) var clauses: [Clause] = []

  /// Whether it asks for nothing, such as punctuation alone.
  package var isEmpty: Bool { clauses.isEmpty }

  package init(_ text: String) {
    self.text = text
    var segments = Segments(text)
    while let segment = segments.next() { append(segment) }
    if let last = clauses.lastIndex(where: { !$0.isExcluded }) { clauses[last].takeAsBeginning() }
  }

  private mutating func append(_ segment: Segments.Segment) {
    let tokens = Tokens(segment.text)
    var clause = Clause(slots: [], isExcluded: segment.isExcluded, isClosed: segment.isPhrase && segment.isClosed)
    var base = 0
    for (index, token) in tokens.tokens.enumerated() {
      let isWordStart = !segment.isPhrase && !segment.isExcluded && !token.isJoined
      if isWordStart, !clause.slots.isEmpty {
        clauses.append(clause)
        clause.slots = []
      }
      // The last character of a longer run stands in the pair before it already.
      if token.isIdeogram, token.length == 1, token.isJoined, tokens.tokens[index - 1].isIdeogram { continue }
      if clause.slots.isEmpty { base = index }
      clause.slots.append(
        Slot(
          term: Array(tokens.term(token)), offset: UInt32(index - base),
          isPrefix: token.isIdeogram && token.length == 1, isIdeogram: token.isIdeogram,
          range: segment.start + token.start..<segment.start + token.end))
    }
    if !clause.slots.isEmpty { clauses.append(clause) }
  }
}

/// Cuts a query at white space and quotes.
private struct Segments {
  struct Segment {
    let text: String
    /// Where it begins in the query, in UTF-16 units.
    let start: Int
    let isPhrase: Bool
    let isExcluded: Bool
    /// Whether a quote ends it.
    let isClosed: Bool
  }

  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var offset = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  mutating func next() -> Segment? {
    var isExcluded = false
    var isWordStart = offset == 0
    while let scalar = peek {
      if Segments.isQuote(scalar) {
        advance()
        return phrase(isExcluded)
      }
      if scalar == "-", isWordStart {
        isExcluded = true
      } else if Segments.isSpace(scalar) {
        (isExcluded, isWordStart) = (false, true)
      } else {
        return word(isExcluded)
      }
      advance()
    }
    return nil
  }

  private mutating func phrase(_ isExcluded: Bool) -> Segment {
    let start = offset
    let text = take { !Segments.isQuote($0) }
    let isClosed = peek != nil
    if isClosed { advance() }
    return Segment(text: text, start: start, isPhrase: true, isExcluded: isExcluded, isClosed: isClosed)
  }

  private mutating func word(_ isExcluded: Bool) -> Segment {
    let start = offset
    let text = take { !Segments.isSpace($0) && !Segments.isQuote($0) }
    return Segment(text: text, start: start, isPhrase: false, isExcluded: isExcluded, isClosed: false)
  }

  private var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func advance() {
    offset += scalars[index].value > 0xFFFF ? 2 : 1
    index += 1
  }

  private mutating func take(while belongs: (Unicode.Scalar) -> Bool) -> String {
    var text = String.UnicodeScalarView()
    while let scalar = peek, belongs(scalar) {
      text.append(scalar)
      advance()
    }
    return String(text)
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? scalar == " " || ("\t"..."\r").contains(scalar) : scalar.properties.isWhitespace
  }

  private static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII ? scalar == "\"" : quotes.contains(scalar)
  }

  private static let quotes: Set<Unicode.Scalar> = ["\"", "“", "”", "„", "«", "»", "＂", "「", "」", "『", "』"]
}
