/// Answers queries: clause by clause, rarest first, each looking only at what the ones before left over.
extension InvertedIndex {
  /// Objects, ascending, with what each has scored so far.
  struct Matches {
    var objects: [UInt32] = []
    var scores: [Float] = []
  }

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
    let matches = matches(query)
    return SearchHits(capacity: count, matches.objects, matches.scores)
  }

  func matches(_ query: SearchQuery) -> Matches {
    let wanted = query.clauses.filter { !$0.isExcluded }.map(resolve).sorted { cost($0) < cost($1) }
    var found: Matches?
    var seen: Set<[Slot]> = []
    for clause in wanted where seen.insert(clause).inserted {
      let matches = match(clause, within: found)
      if matches.objects.isEmpty { return matches }
      found = matches
    }
    var matches = found ?? Matches(objects: Array(0..<UInt32(count)), scores: [Float](repeating: 0, count: count))
    boostNames(query, &matches)
    for clause in query.clauses where clause.isExcluded {
      matches.remove(match(resolve(clause), within: matches).objects)
    }
    return matches
  }

  func resolve(_ clause: SearchQuery.Clause) -> [Slot] {
    clause.slots.map { slot in
      let whole = terms.find(slot.term)
      let range = slot.isPrefix ? terms.range(beginning: slot.term) : whole.map { $0..<$0 + 1 } ?? 0..<0
      return Slot(terms: range, offset: slot.offset, whole: whole, isIdeogram: slot.isIdeogram)
    }
  }

  private func cost(_ clause: [Slot]) -> Int { clause.map { postings($0.terms).count }.min() ?? 0 }

  private func match(_ clause: [Slot], within found: Matches?) -> Matches {
    clause.count == 1 ? match(clause[0], within: found) : matchSequence(clause, within: found)
  }
}

extension InvertedIndex.Matches {
  /// Adds the scores of `others`, which hold every object of these.
  mutating func add(_ others: InvertedIndex.Matches) {
    var index = 0
    for (place, object) in objects.enumerated() {
      while others.objects[index] < object { index += 1 }
      scores[place] += others.scores[index]
    }
  }

  /// Takes out objects, which come ascending.
  mutating func remove(_ others: [UInt32]) {
    guard !others.isEmpty else { return }
    var (kept, index) = (InvertedIndex.Matches(), 0)
    for (place, object) in objects.enumerated() {
      while index < others.count, others[index] < object { index += 1 }
      if index < others.count, others[index] == object { continue }
      kept.objects.append(object)
      kept.scores.append(scores[place])
    }
    self = kept
  }
}
