/// Answers queries: clause by clause, rarest first, each looking only at what the ones before left over.
extension InvertedIndex {
  /// One term of a query as this index knows it.
  struct Slot: Hashable {
    /// None where no term will do; several for the beginning of a word.
    let terms: Range<Int>
    let offset: UInt32
    /// The term that is exactly what was asked, not just begun with it.
    let whole: Int?
    let isIdeogram: Bool

    /// The same for exactly what was asked.
    var asWhole: Slot {
      Slot(terms: whole.map { $0..<$0 + 1 } ?? 0..<0, offset: offset, whole: whole, isIdeogram: isIdeogram)
    }
  }

  func hits(for query: SearchQuery) -> SearchHits {
    let clauses = wanted(query)
    let found = matches(query, clauses)
    guard let found else { return SearchHits(.all(count), nil) }
    guard !clauses.isEmpty, !found.isEmpty else { return SearchHits(found, nil) }
    let slots = clauses.flatMap { $0 }
    return SearchHits(found, Relevance(slots, boosts: boosts(query, within: found), in: self))
  }

  /// Whether anything matches.
  func hasMatch(_ query: SearchQuery) -> Bool {
    let found = matches(query, wanted(query))
    return found.map { !$0.isEmpty } ?? (count > 0)
  }

  /// The clauses that must match, each once, rarest first.
  private func wanted(_ query: SearchQuery) -> [[Slot]] {
    var wanted: [[Slot]] = []
    for clause in query.clauses where !clause.isExcluded {
      let slots = resolve(clause)
      if !wanted.contains(slots) { wanted.append(slots) }
    }
    return wanted.count > 1 ? wanted.sorted { cost($0) < cost($1) } : wanted
  }

  /// What matches; `nil` for everything.
  private func matches(_ query: SearchQuery, _ clauses: [[Slot]]) -> Selection? {
    var found: Selection?
    for clause in clauses {
      let matches = match(clause, within: found)
      if matches.isEmpty { return matches }
      found = matches
    }
    for clause in query.clauses where clause.isExcluded {
      var excluded = Bitmap(capacity: count)
      excluded.formUnion(match(resolve(clause), within: found))
      found = (found ?? .all(count)).subtracting(excluded)
    }
    return found
  }

  func resolve(_ clause: SearchQuery.Clause) -> [Slot] {
    clause.slots.map { slot in
      let whole = terms.find(slot.term)
      let range = slot.isPrefix ? terms.range(beginning: slot.term) : whole.map { $0..<$0 + 1 } ?? 0..<0
      return Slot(terms: range, offset: slot.offset, whole: whole, isIdeogram: slot.isIdeogram)
    }
  }

  private func cost(_ clause: [Slot]) -> Int { clause.map { postings($0.terms).count }.min() ?? 0 }

  private func match(_ clause: [Slot], within found: Selection?) -> Selection {
    guard clause.count > 1 else { return match(clause[0], within: found) }
    // What holds all of the terms, then where they stand there.
    var holders = found
    for slot in clause.sorted(by: { postings($0.terms).count < postings($1.terms).count }) {
      let matches = match(slot, within: holders)
      if matches.isEmpty { return matches }
      holders = matches
    }
    return .list(sequences(clause, within: holders?.members ?? []).objects)
  }
}
