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
    let resolved = resolve(query)
    let clauses = wanted(query, resolved)
    let found = matches(query, resolved, clauses)
    guard let found else { return SearchHits(.all(count), nil) }
    guard !clauses.isEmpty, !found.isEmpty else { return SearchHits(found, nil) }
    let slots = clauses.flatMap { $0 }
    return SearchHits(found, Relevance(slots, boosts: boosts(query, resolved, within: found), in: self))
  }

  /// Whether anything matches a query whose clauses are, in their order, `resolved`.
  func hasMatch(_ query: SearchQuery, _ resolved: [[Slot]]) -> Bool {
    let found = matches(query, resolved, wanted(query, resolved))
    return found.map { !$0.isEmpty } ?? (count > 0)
  }

  /// The clauses that must match, each once, rarest first; of some that cannot, one of these alone.
  private func wanted(_ query: SearchQuery, _ resolved: [[Slot]]) -> [[Slot]] {
    var (wanted, seen): ([[Slot]], Set<[Slot]>) = ([], [])
    for (clause, slots) in zip(query.clauses, resolved) where !clause.isExcluded {
      if slots.contains(where: { $0.terms.isEmpty }) { return [slots] }
      if resolved.count == 1 || seen.insert(slots).inserted { wanted.append(slots) }
    }
    return wanted.count > 1 ? wanted.sorted { cost($0) < cost($1) } : wanted
  }

  /// What matches; `nil` for everything.
  private func matches(_ query: SearchQuery, _ resolved: [[Slot]], _ wanted: [[Slot]]) -> Selection? {
    var found: Selection?
    for clause in wanted {
      let matches = match(clause, within: found)
      if matches.isEmpty { return matches }
      found = matches
    }
    guard query.clauses.contains(where: \.isExcluded) else { return found }
    var excluded = Bitmap(capacity: count)
    for (clause, slots) in zip(query.clauses, resolved) where clause.isExcluded {
      excluded.formUnion(match(slots, within: found))
    }
    return (found ?? .all(count)).subtracting(excluded)
  }

  /// The terms of each clause.
  func resolve(_ query: SearchQuery) -> [[Slot]] { query.clauses.map { $0.slots.map(resolve) } }

  func resolve(_ slot: SearchQuery.Slot) -> Slot {
    let whole = terms.find(slot.term)
    let range = slot.isPrefix ? terms.range(beginning: slot.term) : whole.map { $0..<$0 + 1 } ?? 0..<0
    return Slot(terms: range, offset: slot.offset, whole: whole, isIdeogram: slot.isIdeogram)
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
