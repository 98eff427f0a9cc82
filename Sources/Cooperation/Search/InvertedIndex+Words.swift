/// Single words: postings, where they meet, and what they score.
extension InvertedIndex {
  /// How telling a term is that so many objects hold: BM25's inverse document frequency, above 0.
  func rarity(_ slot: Slot) -> Float {
    let holders = Float(min(count, postings(slot.terms).count))
    return logarithm(1 + (Float(population) - holders + 0.5) / (holders + 0.5))
  }

  /// Scores postings of one slot.
  struct Scorer {
    private let impacts: [UInt16]
    private let wholes: Range<Int>
    private let unit: Float

    init(_ slot: Slot, in index: InvertedIndex) {
      impacts = index.impacts
      let isAll = slot.isIdeogram || slot.terms.count == 1 && slot.whole != nil
      wholes = isAll ? 0..<index.objects.count : slot.whole.map { index.postings($0) } ?? 0..<0
      unit = index.rarity(slot) / 65_535
    }

    /// A word that was only begun counts for less than a whole one.
    subscript(posting: Int) -> Float {
      unit * Float(impacts[posting]) * (wholes.contains(posting) ? 1 : 0.75)
    }
  }

  func match(_ slot: Slot, within found: Matches?) -> Matches {
    let postings = postings(slot.terms)
    if slot.terms.count > 1, postings.count > 256 {
      let lookups = (found?.objects.count ?? count) * slot.terms.count
      if lookups > postings.count { return matchDensely(slot, within: found) }
    }
    let scorer = Scorer(slot, in: self)
    var matches = Matches()
    if slot.terms.count == 1, found == nil {
      matches.objects = Array(objects[postings])
      matches.scores = postings.map { scorer[$0] }
      return matches
    }
    let pairs = pairs(slot, within: found?.objects)
    matches.objects.reserveCapacity(pairs.count)
    matches.scores.reserveCapacity(pairs.count)
    for pair in pairs {
      let object = found?.objects[pair.place] ?? UInt32(pair.place)
      let score = scorer[pair.posting] + (found?.scores[pair.place] ?? 0)
      if matches.objects.last == object {
        matches.scores[matches.scores.count - 1] = max(matches.scores[matches.scores.count - 1], score)
      } else {
        matches.objects.append(object)
        matches.scores.append(score)
      }
    }
    return matches
  }

  /// For the many terms of a short prefix: reads all their postings in one go and keeps each object's best.
  private func matchDensely(_ slot: Slot, within found: Matches?) -> Matches {
    var best = [Float](repeating: 0, count: count)
    let scorer = Scorer(slot, in: self)
    for posting in postings(slot.terms) {
      let object = Int(objects[posting])
      best[object] = max(best[object], scorer[posting], .leastNormalMagnitude)
    }
    var matches = Matches()
    if let found {
      for (place, object) in found.objects.enumerated() where best[Int(object)] > 0 {
        matches.objects.append(object)
        matches.scores.append(found.scores[place] + best[Int(object)])
      }
    } else {
      for (object, score) in best.enumerated() where score > 0 {
        matches.objects.append(UInt32(object))
        matches.scores.append(score)
      }
    }
    return matches
  }

  // MARK: - Where lists meet

  /// A posting and the place of its object among those wanted; where all are wanted, the object itself.
  struct Pair: Comparable {
    private let packed: UInt64

    init(place: Int, posting: Int) { packed = UInt64(place) << 32 | UInt64(posting) }

    var place: Int { Int(packed >> 32) }
    var posting: Int { Int(packed & 0xFFFF_FFFF) }

    static func < (left: Pair, right: Pair) -> Bool { left.packed < right.packed }
  }

  /// The postings of a slot's terms in the wanted objects, or in all, ascending by object.
  func pairs(_ slot: Slot, within wanted: [UInt32]?) -> [Pair] {
    var pairs: [Pair] = []
    for term in slot.terms {
      let postings = postings(term)
      guard let wanted else {
        for posting in postings { pairs.append(Pair(place: Int(objects[posting]), posting: posting)) }
        continue
      }
      if wanted.count < postings.count / 16 {
        leap(through: wanted, 0..<wanted.count, objects, postings) { pairs.append(Pair(place: $0, posting: $1)) }
      } else if postings.count < wanted.count / 16 {
        leap(through: objects, postings, wanted, 0..<wanted.count) { pairs.append(Pair(place: $1, posting: $0)) }
      } else {
        step(wanted, 0..<wanted.count, objects, postings) { pairs.append(Pair(place: $0, posting: $1)) }
      }
    }
    if slot.terms.count > 1 { pairs.sort() }
    return pairs
  }

  /// Visits where two ascending lists agree, step by step through both: for lists of about one length.
  private func step(
    _ left: [UInt32], _ leftRange: Range<Int>, _ right: [UInt32], _ rightRange: Range<Int>, _ visit: (Int, Int) -> Void
  ) {
    var (i, j) = (leftRange.lowerBound, rightRange.lowerBound)
    while i < leftRange.upperBound, j < rightRange.upperBound {
      let (a, b) = (left[i], right[j])
      if a == b { visit(i, j) }
      // Without a branch: which of two random lists goes on cannot be foretold.
      i += a <= b ? 1 : 0
      j += b <= a ? 1 : 0
    }
  }

  /// Visits where a short ascending list agrees with a long one, leaping through the long one in steps that double.
  private func leap(
    through short: [UInt32], _ shortRange: Range<Int>, _ long: [UInt32], _ longRange: Range<Int>,
    _ visit: (Int, Int) -> Void
  ) {
    var low = longRange.lowerBound
    for index in shortRange {
      let value = short[index]
      var step = 1
      while low + step <= longRange.upperBound, long[low + step - 1] < value {
        low += step
        step *= 2
      }
      var high = min(low + step - 1, longRange.upperBound)
      while low < high {
        let middle = (low + high) / 2
        if long[middle] < value { low = middle + 1 } else { high = middle }
      }
      if low == longRange.upperBound { return }
      if long[low] == value { visit(index, low) }
    }
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
