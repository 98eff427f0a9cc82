/// Answers queries: clause by clause, rarest first, each looking only at what the ones before left over.
extension InvertedIndex {
  /// Objects, ascending, with what each has scored so far.
  struct Matches {
    var objects: [UInt32] = []
    var scores: [Float] = []
  }

  func hits(for query: SearchQuery) -> SearchHits {
    let matches = matches(query)
    return SearchHits(capacity: count, matches.objects, matches.scores)
  }

  func matches(_ query: SearchQuery) -> Matches {
    let wanted = query.clauses.filter { !$0.isExcluded }.map(resolve).sorted { cost($0) < cost($1) }
    var found: Matches?
    for clause in wanted {
      let matches = clause.count == 1 ? match(clause[0], within: found) : matchSequence(clause, within: found)
      if matches.objects.isEmpty { return matches }
      found = matches
    }
    var matches = found ?? Matches(objects: Array(0..<UInt32(count)), scores: [Float](repeating: 0, count: count))
    boostNames(query, &matches)
    for clause in query.clauses where clause.isExcluded { exclude(resolve(clause), from: &matches) }
    return matches
  }

  // MARK: - Terms

  /// A slot of a query as this index knows it.
  struct Slot {
    /// None where no term will do.
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

  func resolve(_ clause: SearchQuery.Clause) -> [Slot] {
    clause.slots.map { slot in
      let whole = terms.find(slot.term)
      let range = slot.isPrefix ? terms.range(beginning: slot.term) : whole.map { $0..<$0 + 1 } ?? 0..<0
      return Slot(terms: range, offset: slot.offset, whole: whole, isIdeogram: slot.isIdeogram)
    }
  }

  private func cost(_ clause: [Slot]) -> Int { clause.map { postings($0.terms).count }.min() ?? 0 }

  /// How telling a term is that so many objects hold: BM25's inverse document frequency, above 0.
  private func rarity(_ slot: Slot) -> Float {
    let holders = Float(min(count, postings(slot.terms).count))
    return logarithm(1 + (Float(count) - holders + 0.5) / (holders + 0.5))
  }

  /// The score of a posting: a word that was only begun counts for less than a whole one.
  private func score(_ posting: Int, isWhole: Bool, _ rarity: Float) -> Float {
    rarity * Float(impacts[posting]) * (isWhole ? 1 : 0.75) / 65_535
  }

  // MARK: - One word

  private func match(_ slot: Slot, within found: Matches?) -> Matches {
    let postings = postings(slot.terms)
    if slot.terms.count > 1, postings.count > 256 {
      let lookups = (found?.objects.count ?? count) * slot.terms.count
      if lookups > postings.count { return matchDensely(slot, within: found) }
    }
    let rarity = rarity(slot)
    var matches = Matches()
    if slot.terms.count == 1, found == nil {
      matches.objects = Array(objects[postings])
      let isWhole = slot.isIdeogram || slot.whole != nil
      matches.scores = postings.map { score($0, isWhole: isWhole, rarity) }
      return matches
    }
    for (object, posting, term) in pairs(slot, within: found?.objects) {
      let score = score(posting, isWhole: slot.isIdeogram || term == slot.whole, rarity)
      if matches.objects.last == object {
        matches.scores[matches.scores.count - 1] = max(matches.scores[matches.scores.count - 1], score)
      } else {
        matches.objects.append(object)
        matches.scores.append(score)
      }
    }
    if let found { add(found, to: &matches) }
    return matches
  }

  /// For the many terms of a short prefix: reads all their postings in one go and keeps each object's best.
  private func matchDensely(_ slot: Slot, within found: Matches?) -> Matches {
    var best = [Float](repeating: 0, count: count)
    let rarity = rarity(slot)
    let whole = slot.whole.map { postings($0) } ?? 0..<0
    for posting in postings(slot.terms) {
      let score = score(posting, isWhole: slot.isIdeogram || whole.contains(posting), rarity)
      let object = Int(objects[posting])
      best[object] = max(best[object], score, .leastNormalMagnitude)
    }
    var matches = Matches()
    if let found {
      for (index, object) in found.objects.enumerated() where best[Int(object)] > 0 {
        matches.objects.append(object)
        matches.scores.append(found.scores[index] + best[Int(object)])
      }
    } else {
      for (object, score) in best.enumerated() where score > 0 {
        matches.objects.append(UInt32(object))
        matches.scores.append(score)
      }
    }
    return matches
  }

  /// The postings of a slot's terms in the given objects, or in all, ascending by object and then by term.
  private func pairs(_ slot: Slot, within wanted: [UInt32]?) -> [(object: UInt32, posting: Int, term: Int)] {
    var pairs: [(object: UInt32, posting: Int, term: Int)] = []
    for term in slot.terms {
      let postings = postings(term)
      guard let wanted else {
        for posting in postings { pairs.append((objects[posting], posting, term)) }
        continue
      }
      var posting = postings.lowerBound
      if wanted.count <= postings.count {
        for object in wanted {
          posting = seek(object, in: objects, posting..<postings.upperBound)
          if posting == postings.upperBound { break }
          if objects[posting] == object { pairs.append((object, posting, term)) }
        }
      } else {
        var index = 0
        while posting < postings.upperBound {
          index = seek(objects[posting], in: wanted, index..<wanted.count)
          if index == wanted.count { break }
          if wanted[index] == objects[posting] { pairs.append((wanted[index], posting, term)) }
          posting += 1
        }
      }
    }
    if slot.terms.count > 1 { pairs.sort { ($0.object, $0.posting) < ($1.object, $1.posting) } }
    return pairs
  }

  /// The first index in `range` whose element is not less than `value`, found in steps that double.
  private func seek(_ value: UInt32, in list: [UInt32], _ range: Range<Int>) -> Int {
    var (low, step) = (range.lowerBound, 1)
    while low + step <= range.upperBound, list[low + step - 1] < value {
      low += step
      step *= 2
    }
    var high = min(low + step - 1, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if list[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Adds the scores of `found`, which holds every object of `matches`.
  private func add(_ found: Matches, to matches: inout Matches) {
    var index = 0
    for (place, object) in matches.objects.enumerated() {
      index = seek(object, in: found.objects, index..<found.objects.count)
      if index < found.objects.count { matches.scores[place] += found.scores[index] }
    }
  }

  // MARK: - Words behind one another

  private func matchSequence(_ slots: [Slot], within found: Matches?) -> Matches {
    var matches = Matches()
    for sequence in sequences(slots, within: found?.objects) {
      matches.objects.append(sequence.object)
      matches.scores.append(sequence.score)
    }
    if let found { add(found, to: &matches) }
    return matches
  }

  /// Where a sequence of terms stands in one object.
  private struct Sequence {
    let object: UInt32
    var score: Float
    /// The keys of the places at which it begins, ascending.
    var starts: [UInt32]
  }

  /// The objects in which the slots' terms stand one behind the other: from the rarest term on, fewer with each other one.
  /// With `isName`, only where they are the whole of a text.
  private func sequences(_ slots: [Slot], within wanted: [UInt32]?, isName: Bool = false) -> [Sequence] {
    let order = slots.indices.sorted { postings(slots[$0].terms).count < postings(slots[$1].terms).count }
    var found: [Sequence]?
    for index in order {
      let slot = slots[index]
      let rarity = rarity(slot)
      let required =
        isName ? (index == 0 ? Place.first : 0) | (index == slots.count - 1 ? Place.last : 0) : 0
      let pairs = pairs(slot, within: found?.map(\.object) ?? wanted)
      var next: [Sequence] = []
      var cursor = 0
      var lower = 0
      while lower < pairs.count {
        let object = pairs[lower].object
        var upper = lower + 1
        while upper < pairs.count, pairs[upper].object == object { upper += 1 }
        var (starts, best): ([UInt32], Float) = ([], 0)
        for (_, posting, term) in pairs[lower..<upper] {
          best = max(best, score(posting, isWhole: slot.isIdeogram || term == slot.whole, rarity))
          for place in places(ofPosting: posting) where place & required == required {
            if place & Place.positions >= slot.offset { starts.append(Place.key(place) - slot.offset) }
          }
        }
        if upper > lower + 1 { starts.sort() }
        lower = upper
        if let found {
          while found[cursor].object < object { cursor += 1 }
          best += found[cursor].score
          starts = common(starts, found[cursor].starts)
        }
        if !starts.isEmpty { next.append(Sequence(object: object, score: best, starts: starts)) }
      }
      found = next
      if next.isEmpty { break }
    }
    return found ?? []
  }

  private func common(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    var (result, index): ([UInt32], Int) = ([], 0)
    for value in left {
      while index < right.count, right[index] < value { index += 1 }
      if index < right.count, right[index] == value { result.append(value) }
    }
    return result
  }

  // MARK: - Names and exclusions

  /// Lifts what bears the query as its name above all else, half as high where its last word is only begun, and half as
  /// high again where it is an alias.
  private func boostNames(_ query: SearchQuery, _ matches: inout Matches) {
    var (slots, length, ceiling): ([Slot], UInt32, Float) = ([], 0, 0)
    for clause in query.clauses where !clause.isExcluded {
      for slot in resolve(clause) {
        slots.append(Slot(terms: slot.terms, offset: length + slot.offset, whole: slot.whole, isIdeogram: false))
        ceiling += rarity(slot)
      }
      // A run of characters has one term more than pairs.
      if let last = clause.slots.last { length += last.offset + (last.isIdeogram && !last.isPrefix ? 2 : 1) }
    }
    guard let last = slots.last, slots.dropLast().allSatisfy({ $0.whole != nil }) else { return }
    for index in slots.indices.dropLast() { slots[index] = slots[index].asWhole }
    let unfinished = last.terms.count - (last.whole == nil ? 0 : 1)
    // Names cannot be told from each other by the one or two letters that begin very many words.
    let isTelling = unfinished > 0 && postings(last.terms).count < 1 << 16
    if isTelling { boost(slots, ceiling / 2, &matches) }
    if last.whole != nil {
      slots[slots.count - 1] = last.asWhole
      boost(slots, isTelling ? ceiling / 2 : ceiling, &matches)
    }
  }

  private func boost(_ slots: [Slot], _ ceiling: Float, _ matches: inout Matches) {
    var index = 0
    for sequence in sequences(slots, within: matches.objects, isName: true) {
      let fields = sequence.starts.map(Place.field)
      let share: Float = fields.contains(.name) ? 1 : fields.contains(.alias) ? 0.5 : 0
      index = seek(sequence.object, in: matches.objects, index..<matches.objects.count)
      if index < matches.objects.count { matches.scores[index] += share * ceiling }
    }
  }

  private func exclude(_ clause: [Slot], from matches: inout Matches) {
    let objects: [UInt32] =
      clause.count == 1
      ? match(clause[0], within: matches).objects : sequences(clause, within: matches.objects).map(\.object)
    guard !objects.isEmpty else { return }
    var (kept, index) = (Matches(), 0)
    for (place, object) in matches.objects.enumerated() {
      while index < objects.count, objects[index] < object { index += 1 }
      if index < objects.count, objects[index] == object { continue }
      kept.objects.append(object)
      kept.scores.append(matches.scores[place])
    }
    matches = kept
  }
}

/// The natural logarithm of a number ≥ 1, to six digits: the standard library alone has none.
func logarithm(_ x: Float) -> Float {
  // ln(2^e · m) = e · ln 2 + 2 · artanh((m - 1) / (m + 1)), and m lies between 1 and 2.
  let t = (x.significand - 1) / (x.significand + 1)
  let square = t * t
  let series = 1 + square * (1.0 / 3 + square * (1.0 / 5 + square * (1.0 / 7 + square * (1.0 / 9 + square / 11))))
  return Float(x.exponent) * 0.693_147_2 + 2 * t * series
}
