/// A text in which a query matched, and where.
package struct Snippet: Sendable {
  /// The path of the field in the API's objects: `name`, `participants.post`.
  package let field: String
  /// `nil` for aliases, which belong to no language.
  package let language: Language?
  /// The whole text, or of a long one the window around its first match.
  package let text: String
  /// What matched: ascending, apart from each other, in UTF-16 units of `text`.
  package let ranges: [(start: Int, length: Int)]
}

extension SearchIndex {
  /// Where a query matched in an object: at most three fields, those with most of the query first, then the more
  /// telling; each field once, in the asked language where that has as much to show.
  package func snippets(
    for query: SearchQuery, kind: Kind, number: UInt32, language: Language, in catalog: Catalog
  ) -> [Snippet] {
    let wanted = query.clauses.filter { !$0.isExcluded }
    guard !wanted.isEmpty else { return [] }
    var best: [SearchField: Highlight] = [:]
    var tokens = Tokens()
    let texts = catalog.texts
    catalog.forEachSearchText(kind, number) { field, textLanguage, reference in
      tokens.read(texts.utf8(reference).span)
      let preference = textLanguage.flatMap { language.fallbacks.firstIndex(of: $0) } ?? 0
      guard
        let highlight = Highlight(
          of: wanted, in: tokens, field: field, language: textLanguage, preference: preference, reference: reference)
      else { return }
      if let other = best[field], !highlight.precedes(other) { return }
      best[field] = highlight
    }
    return best.values.sorted { $0.precedes($1) }.prefix(3).map { highlight in
      let text = texts.string(highlight.reference)
      let window = Window(around: highlight.ranges, in: text)
      return Snippet(
        field: highlight.field.path(kind), language: highlight.language, text: window.text, ranges: window.ranges)
    }
  }
}

/// What a query found in one text.
private struct Highlight {
  let field: SearchField
  let language: Language?
  /// The asked language comes as 0, its fallbacks behind it.
  let preference: Int
  let reference: TextReference
  /// How many of the query's clauses it holds.
  let coverage: Int
  /// Ascending and apart from each other, in UTF-16 units of the whole text.
  let ranges: [Range<Int>]

  /// `nil` where nothing matches.
  init?(
    of clauses: [SearchQuery.Clause], in tokens: Tokens, field: SearchField, language: Language?, preference: Int,
    reference: TextReference
  ) {
    var (coverage, ranges): (Int, [Range<Int>]) = (0, [])
    for clause in clauses {
      let found = clause.ranges(in: tokens)
      if !found.isEmpty { coverage += 1 }
      ranges += found
    }
    guard coverage > 0 else { return nil }
    self.field = field
    self.language = language
    self.preference = preference
    self.reference = reference
    self.coverage = coverage
    self.ranges = Highlight.merged(ranges)
  }

  /// A total order but for texts of one field and language, where the first found stays.
  func precedes(_ other: Highlight) -> Bool {
    if coverage != other.coverage { return coverage > other.coverage }
    if field != other.field { return field.rawValue < other.field.rawValue }
    return preference < other.preference
  }

  private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var merged: [Range<Int>] = []
    for range in ranges.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }
}

extension SearchQuery.Clause {
  /// Where the clause stands in a text, in UTF-16 units.
  fileprivate func ranges(in tokens: Tokens) -> [Range<Int>] {
    tokens.tokens.indices.compactMap { start in
      var end = 0
      for slot in slots {
        let index = start + Int(slot.offset)
        guard index < tokens.tokens.count else { return nil }
        let token = tokens.tokens[index]
        let term = tokens.term(token)
        guard slot.isPrefix ? term.starts(with: slot.term) : term.elementsEqual(slot.term) else { return nil }
        end = slot.isPrefix && slot.isIdeogram ? token.head : token.end
      }
      return tokens.tokens[start].start..<end
    }
  }
}

/// A part of a long text around what matched in it, cut where words end.
private struct Window {
  /// In UTF-16 units: how long a text may be to be shown whole, and how much to show before the first match.
  private static let limit = 200
  private static let lead = 60

  let text: String
  let ranges: [(start: Int, length: Int)]

  init(around found: [Range<Int>], in whole: String) {
    let length = whole.utf16.count
    guard length > Window.limit, let first = found.first else {
      text = whole
      ranges = found.map { ($0.lowerBound, $0.count) }
      return
    }
    let tokens = Tokens(whole).tokens
    let from = max(0, min(first.lowerBound - Window.lead, length - Window.limit))
    let start = from == 0 ? 0 : tokens.first { $0.start >= from }.map { min($0.start, first.lowerBound) } ?? 0
    let to = start + Window.limit
    let end = to >= length ? length : max(first.upperBound, tokens.last { $0.end <= to }?.end ?? 0)
    let units = whole.utf16
    let lower = units.index(units.startIndex, offsetBy: start)
    let upper = units.index(units.startIndex, offsetBy: end)
    text = String(whole[lower..<upper])
    ranges = found.compactMap { range in
      range.lowerBound >= start && range.upperBound <= end ? (range.lowerBound - start, range.count) : nil
    }
  }
}
