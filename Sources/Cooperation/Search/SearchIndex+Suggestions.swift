/// Corrections of queries that match nothing.
extension SearchIndex {
  /// Up to `limit` queries that do match and differ from this one in words that lie near: those with the fewest slips
  /// first, then those that keep first letters, then those of more frequent words. None where the query matches.
  package func suggestions(
    for query: SearchQuery, limit: Int = 3, kinds: [Kind] = Kind.allCases
  ) -> [String] {
    let slots = query.clauses.indices.filter { !query.clauses[$0].isExcluded }
      .flatMap { clause in query.clauses[clause].slots.indices.map { Place(clause: clause, slot: $0) } }
    // What is left alone in an attempt is looked up once.
    let resolved = kinds.map { self[$0].resolve(query) }
    guard !slots.isEmpty, !zip(kinds, resolved).contains(where: { self[$0].hasMatch(query, $1) }) else { return [] }
    let unknown = slots.filter { place in !resolved.contains { !$0[place.clause][place.slot].terms.isEmpty } }
    guard unknown.isEmpty ? slots.count <= Self.mostKnown : unknown.count <= 3 else { return [] }

    var attempts: [Attempt] = []
    if unknown.isEmpty {
      for slot in slots { attempts += corrections(query, slot, kinds).map { Attempt(corrections: [$0]) } }
    } else {
      attempts = [Attempt(corrections: [])]
      for slot in unknown {
        let corrections = corrections(query, slot, kinds)
        attempts = attempts.flatMap { attempt in
          corrections.map { Attempt(corrections: attempt.corrections + [$0]) }
        }
      }
    }
    attempts.sort { $0.cost < $1.cost }

    var suggestions: [String] = []
    for attempt in attempts.prefix(max(3, min(32, Self.mostTried / slots.count))) where suggestions.count < limit {
      guard zip(kinds, resolved).contains(where: { matches(attempt, of: query, $0, $1) }) else { continue }
      let text = attempt.applied(to: query)
      // Beside others a word may be read otherwise.
      let corrected = SearchQuery(text)
      guard !suggestions.contains(text),
        kinds.contains(where: { self[$0].hasMatch(corrected, self[$0].resolve(corrected)) })
      else { continue }
      suggestions.append(text)
    }
    return suggestions
  }

  /// Of more words that are all known none is corrected, for it could be any of them.
  private static let mostKnown = 8
  /// So many words are looked for in all: who sends a hundred waits no longer than who sends five.
  private static let mostTried = 160

  private func matches(
    _ attempt: Attempt, of query: SearchQuery, _ kind: Kind, _ resolved: [[InvertedIndex.Slot]]
  ) -> Bool {
    let index = self[kind]
    let slots = attempt.corrections.map { index.resolve($0.slot) }
    guard !slots.contains(where: { $0.terms.isEmpty }) else { return false }
    var resolved = resolved
    for (correction, slot) in zip(attempt.corrections, slots) {
      resolved[correction.place.clause][correction.place.slot] = slot
    }
    return index.hasMatch(query, resolved)
  }

  private func isNumber(_ word: String) -> Bool { word.unicodeScalars.allSatisfy { $0.properties.numericType != nil } }

  /// The four best words in place of one; none for short words, for numbers, and for scripts without spaces.
  private func corrections(_ query: SearchQuery, _ place: Place, _ kinds: [Kind]) -> [Correction] {
    let slot = query.clauses[place.clause].slots[place.slot]
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
        let new = Correction(
          place: place, slot: slot.replacing(Array(index.terms[term])), text: text, slips: distance,
          keepsFirst: keepsFirst)
        found[text, default: new].frequency += index.postings(term).count
      }
    }
    return Array(found.values.sorted { $0.precedes($1) }.prefix(4))
  }
}

/// Where a word of a query is.
private struct Place {
  let clause: Int
  let slot: Int
}

/// A word in place of another.
private struct Correction {
  let place: Place
  let slot: SearchQuery.Slot
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

  func applied(to query: SearchQuery) -> String {
    var units = Array(query.text.utf16)
    for correction in corrections.reversed() {
      units.replaceSubrange(correction.slot.range, with: correction.text.utf16)
    }
    return String(decoding: units, as: UTF16.self)
  }
}
