/// Terms one behind the other: phrases, longer words of scripts without spaces, whole names.
extension InvertedIndex {
  /// Objects, ascending, and where in each of them a sequence of terms begins.
  private struct Sequences {
    var objects: [UInt32] = []
    var scores: [Float] = []
    /// Where each object's keys begin.
    var bounds: [Int] = [0]
    /// The keys of the places at which the sequence begins.
    var keys: [UInt32] = []
  }

  func matchSequence(_ slots: [Slot], within found: Matches?) -> Matches {
    let sequences = sequences(slots, within: found?.objects)
    var matches = Matches(objects: sequences.objects, scores: sequences.scores)
    if let found { matches.add(found) }
    return matches
  }

  /// The objects in which the slots' terms stand one behind the other: from the rarest term on, fewer with each other one.
  /// With `isName`, only where they are the whole of a text.
  private func sequences(_ slots: [Slot], within wanted: [UInt32]?, isName: Bool = false) -> Sequences {
    let order = slots.indices.sorted { postings(slots[$0].terms).count < postings(slots[$1].terms).count }
    var found: Sequences?
    var starts: [UInt32] = []
    for index in order {
      let slot = slots[index]
      let required = isName ? (index == 0 ? Place.first : 0) | (index == slots.count - 1 ? Place.last : 0) : 0
      if let known = found, slot.terms.count > 1, postings(slot.terms).count > 4096 {
        found = continued(known, slot, required)
        continue
      }
      let scorer = Scorer(slot, in: self)
      let pairs = pairs(slot, within: found?.objects ?? wanted)
      var next = Sequences()
      var lower = 0
      while lower < pairs.count {
        let place = pairs[lower].place
        var upper = lower
        var best: Float = 0
        starts.removeAll(keepingCapacity: true)
        while upper < pairs.count, pairs[upper].place == place {
          let posting = pairs[upper].posting
          best = max(best, scorer[posting])
          appendStarts(of: posting, slot, required, to: &starts)
          upper += 1
        }
        if upper > lower + 1 { starts.sort() }
        lower = upper

        if let found {
          InvertedIndex.intersect(starts, found.keys, found.bounds[place]..<found.bounds[place + 1], into: &next.keys)
          best += found.scores[place]
        } else {
          next.keys += starts
        }
        guard next.keys.count > next.bounds[next.objects.count] else { continue }
        next.objects.append(found?.objects[place] ?? wanted?[place] ?? UInt32(place))
        next.scores.append(best)
        next.bounds.append(next.keys.count)
      }
      if next.objects.isEmpty { return next }
      found = next
    }
    return found ?? Sequences()
  }

  /// The sequences that go on with one of the many terms of a prefix: reads all their postings in one go.
  private func continued(_ found: Sequences, _ slot: Slot, _ required: UInt32) -> Sequences {
    var placeOfObject = [UInt32](repeating: .max, count: count)
    for (place, object) in found.objects.enumerated() { placeOfObject[Int(object)] = UInt32(place) }
    let scorer = Scorer(slot, in: self)
    var starts: [UInt32] = []
    var common: [UInt32] = []
    var kept: [(place: Int, key: UInt32, score: Float)] = []
    for posting in postings(slot.terms) where placeOfObject[Int(objects[posting])] != .max {
      let place = Int(placeOfObject[Int(objects[posting])])
      starts.removeAll(keepingCapacity: true)
      common.removeAll(keepingCapacity: true)
      appendStarts(of: posting, slot, required, to: &starts)
      InvertedIndex.intersect(starts, found.keys, found.bounds[place]..<found.bounds[place + 1], into: &common)
      for key in common { kept.append((place, key, scorer[posting])) }
    }
    kept.sort { ($0.place, $0.key) < ($1.place, $1.key) }

    var next = Sequences()
    for (place, key, score) in kept {
      next.keys.append(key)
      let last = next.objects.count - 1
      if next.objects.last == found.objects[place] {
        next.scores[last] = max(next.scores[last], found.scores[place] + score)
        next.bounds[last + 1] = next.keys.count
      } else {
        next.objects.append(found.objects[place])
        next.scores.append(found.scores[place] + score)
        next.bounds.append(next.keys.count)
      }
    }
    return next
  }

  /// Adds where the sequence would begin for each place of a posting.
  private func appendStarts(of posting: Int, _ slot: Slot, _ required: UInt32, to starts: inout [UInt32]) {
    for index in Int(placeStarts[posting])..<Int(placeStarts[posting + 1]) {
      let place = places[index]
      guard place & required == required, place & Place.positions >= slot.offset else { continue }
      starts.append(Place.key(place) - slot.offset)
    }
  }

  /// Appends what two ascending lists have in common.
  private static func intersect(
    _ left: [UInt32], _ right: [UInt32], _ rightRange: Range<Int>, into result: inout [UInt32]
  ) {
    var index = rightRange.lowerBound
    for value in left {
      while index < rightRange.upperBound, right[index] < value { index += 1 }
      if index < rightRange.upperBound, right[index] == value { result.append(value) }
    }
  }

  // MARK: - Names

  /// Lifts what bears the query as its name above all else, half as high where its last word is only begun, and half as
  /// high again where it is an alias.
  func boostNames(_ query: SearchQuery, _ matches: inout Matches) {
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
    let names = sequences(slots, within: matches.objects, isName: true)
    var index = 0
    for (place, object) in names.objects.enumerated() {
      let fields = names.keys[names.bounds[place]..<names.bounds[place + 1]].map(Place.field)
      let share: Float = fields.contains(.name) ? 1 : fields.contains(.alias) ? 0.5 : 0
      while matches.objects[index] < object { index += 1 }
      matches.scores[index] += share * ceiling
    }
  }
}
