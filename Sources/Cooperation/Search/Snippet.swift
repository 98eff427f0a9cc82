/// A text in which a query matched, and where.
package struct Snippet: Sendable {
  /// The path of the field in the API's objects: `name`, `participants.post`.
  package let field: String
  /// `nil` for aliases, which belong to no language.
  package let language: Language?
  /// The whole text, or of a long one the window around its first match, as UTF-8.
  package let text: ArraySlice<UInt8>
  /// What matched: ascending, apart from each other, in UTF-16 units of `text`.
  package let ranges: ArraySlice<Range<Int>>
}

/// Finds where a query matched, object after object. What it works in is kept, so that a thousand objects allocate nothing.
package struct SnippetReader: Sendable {
  private let clauses: [SearchQuery.Clause]
  /// The first byte of each clause, by which most words are told from it.
  private let initials: [UInt8]
  private var tokens = Tokens()
  /// Whether each clause is in the text being read.
  private var isFound: [Bool]
  /// What matched in the texts of the object, text after text.
  private var ranges: [Range<Int>] = []
  /// The best of these texts, best first, each field once.
  private var best: [Highlight] = []
  private static let most = 3

  package init(_ query: SearchQuery) {
    clauses = query.clauses.filter { !$0.isExcluded }
    initials = clauses.map { $0.slots[0].term[0] }
    isFound = clauses.map { _ in false }
  }

  /// Visits where the query matched in an object: at most three fields, those with most of the query first, then the more
  /// telling; each field once, in the asked language where that has as much to show.
  package mutating func read(
    _ kind: Kind, _ number: UInt32, language: Language, in catalog: Catalog, _ visit: (Snippet) -> Void
  ) {
    guard !clauses.isEmpty else { return }
    ranges.removeAll(keepingCapacity: true)
    best.removeAll(keepingCapacity: true)
    let (texts, languages) = (catalog.texts, language.fallbacks)
    catalog.forEachSearchText(kind, number, in: languages) { field, language, text in
      let preference = language.flatMap { languages.firstIndex(of: $0) } ?? 0
      // What could not be among the best if it held the whole query is not read.
      let rank = Highlight.Rank(coverage: clauses.count, field: field, preference: preference)
      if place(of: rank) != nil { read(text, of: texts, field, language, preference) }
    }
    for highlight in best {
      visit(
        Snippet(
          field: highlight.rank.field.path(kind), language: highlight.language,
          text: texts.utf8(highlight.text)[highlight.shown], ranges: ranges[highlight.ranges]))
    }
  }

  private mutating func read(
    _ reference: TextReference, of texts: TextStore, _ field: SearchField, _ language: Language?, _ preference: Int
  ) {
    let text = texts.utf8(reference)
    tokens.read(text.span)
    let first = ranges.count
    let rank = Highlight.Rank(coverage: match(), field: field, preference: preference)
    guard rank.coverage > 0, let place = place(of: rank) else { return }
    var shown = text.indices
    if let window = Window(around: ranges[first], of: text, tokens.tokens) {
      shown = window.bytes
      while let last = ranges.last, last.upperBound > window.units.upperBound { ranges.removeLast() }
      for index in first..<ranges.count { ranges[index] = window.place(of: ranges[index]) }
    }
    if let other = best.firstIndex(where: { $0.rank.field == field }) { best.remove(at: other) }
    if best.count == SnippetReader.most { best.removeLast() }
    best.insert(
      Highlight(rank: rank, language: language, text: reference, shown: shown, ranges: first..<ranges.count), at: place)
  }

  /// Adds what matches in the text being read, and counts the clauses that do.
  private mutating func match() -> Int {
    let first = ranges.count
    for clause in isFound.indices { isFound[clause] = false }
    for (index, token) in tokens.tokens.enumerated() {
      for clause in initials.indices where tokens.bytes[token.term.lowerBound] == initials[clause] {
        guard let end = tokens.end(of: clauses[clause].slots, from: index) else { continue }
        isFound[clause] = true
        if ranges.count > first, let last = ranges.last, token.start <= last.upperBound {
          ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, end)
        } else {
          ranges.append(token.start..<end)
        }
      }
    }
    return isFound.count { $0 }
  }

  /// Where a text comes among the best; `nil` where it does not.
  private func place(of rank: Highlight.Rank) -> Int? {
    let place = best.firstIndex { rank.precedes($0.rank) } ?? best.count
    return place < SnippetReader.most && !best[..<place].contains { $0.rank.field == rank.field } ? place : nil
  }
}

/// What a query found in one text.
private struct Highlight {
  struct Rank {
    /// How many of the query's clauses it holds.
    let coverage: Int
    let field: SearchField
    /// The asked language comes as 0, its fallbacks behind it.
    let preference: Int

    /// A total order but for texts of one field and language, where the first found stays.
    func precedes(_ other: Rank) -> Bool {
      if coverage != other.coverage { return coverage > other.coverage }
      if field != other.field { return field.rawValue < other.field.rawValue }
      return preference < other.preference
    }
  }

  let rank: Rank
  let language: Language?
  let text: TextReference
  /// The bytes of it that are shown.
  let shown: Range<Int>
  /// Which ranges are of it.
  let ranges: Range<Int>
}

extension Tokens {
  /// Where terms that stand one behind the other from a token on end, in UTF-16 units; `nil` where they do not.
  fileprivate func end(of slots: [SearchQuery.Slot], from start: Int) -> Int? {
    var end = 0
    for slot in slots {
      let index = start + Int(slot.offset)
      guard index < tokens.count else { return nil }
      let token = tokens[index]
      let term = term(token)
      guard slot.isPrefix ? term.starts(with: slot.term) : term.elementsEqual(slot.term) else { return nil }
      end = slot.isPrefix && slot.isIdeogram ? token.head : token.end
    }
    return end
  }
}
