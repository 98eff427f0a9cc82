/// Corrections of queries that match nothing.
extension SearchIndex {
  /// Up to `limit` queries that do match and differ from this one in words that lie near: those with the fewest slips
  /// first, then those that keep first letters, then those of more frequent words. None where the query matches.
  package func suggestions(
    for query: SearchQuery, limit: Int = 3, kinds: [Kind] = Kind.allCases
  ) -> [String] {
    let slots = query.clauses.filter { !$0.isExcluded }.flatMap(\.slots)
    guard !slots.isEmpty, !matches(query, kinds) else { return [] }
    let unknown = slots.filter { !isKnown($0, kinds) }
    guard unknown.count <= 3 else { return [] }

    var attempts: [Attempt] = []
    if unknown.isEmpty {
      for slot in slots { attempts += corrections(of: slot, kinds).map { Attempt(corrections: [$0]) } }
    } else {
      attempts = [Attempt(corrections: [])]
      for slot in unknown {
        let corrections = corrections(of: slot, kinds)
        attempts = attempts.flatMap { attempt in
          corrections.map { Attempt(corrections: attempt.corrections + [$0]) }
        }
      }
    }
    attempts.sort { $0.cost < $1.cost }

    var suggestions: [String] = []
    for attempt in attempts.prefix(32) where suggestions.count < limit {
      let text = attempt.applied(to: query.text)
      if !suggestions.contains(text), matches(SearchQuery(text), kinds) { suggestions.append(text) }
    }
    return suggestions
  }

  private func matches(_ query: SearchQuery, _ kinds: [Kind]) -> Bool {
    kinds.contains { self[$0].hasMatch(query) }
  }

  private func isKnown(_ slot: SearchQuery.Slot, _ kinds: [Kind]) -> Bool {
    kinds.contains { kind in
      slot.isPrefix ? !self[kind].terms.range(beginning: slot.term).isEmpty : self[kind].terms.find(slot.term) != nil
    }
  }

  private func isNumber(_ word: String) -> Bool { word.unicodeScalars.allSatisfy { $0.properties.numericType != nil } }

  /// The four best words in place of one; none for short words, for numbers, and for scripts without spaces.
  private func corrections(of slot: SearchQuery.Slot, _ kinds: [Kind]) -> [Correction] {
    let word = String(decoding: slot.term, as: UTF8.self)
    let length = word.unicodeScalars.count
    guard !slot.isIdeogram, length >= 3, length <= 40, !isNumber(word) else { return [] }
    var found: [String: Correction] = [:]
    for kind in kinds {
      let index = self[kind]
      for (term, distance) in index.terms.near(word, atMost: length < 5 ? 1 : 2) where distance > 0 {
        let text = index.terms.string(term)
        // Another number is another thing, however near.
        guard !isNumber(text) else { continue }
        let keepsFirst = text.unicodeScalars.first == word.unicodeScalars.first
        let new = Correction(slot: slot.range, text: text, slips: distance, keepsFirst: keepsFirst)
        found[text, default: new].frequency += index.postings(term).count
      }
    }
    return Array(found.values.sorted { $0.precedes($1) }.prefix(4))
  }
}

/// A word in place of another.
private struct Correction {
  let slot: Range<Int>
  let text: String
  let slips: Int
  let keepsFirst: Bool
  /// How many objects hold the word.
  var frequency = 0

  func precedes(_ other: Correction) -> Bool {
    (slips, keepsFirst ? 0 : 1, -frequency, text)
      < (other.slips, other.keepsFirst ? 0 : 1, -other.frequency, other.text)
  }
}

/// Corrections to be tried together, in the order of the query.
private struct Attempt {
  let corrections: [Correction]

  /// Slips weigh most, then first letters, then rare words.
  var cost: (Int, Int, Int) {
    (
      corrections.reduce(0) { $0 + $1.slips }, corrections.count { !$0.keepsFirst },
      -corrections.reduce(0) { $0 + $1.frequency }
    )
  }

  func applied(to text: String) -> String {
    var units = Array(text.utf16)
    for correction in corrections.reversed() { units.replaceSubrange(correction.slot, with: correction.text.utf16) }
    return String(decoding: units, as: UTF16.self)
  }
}
