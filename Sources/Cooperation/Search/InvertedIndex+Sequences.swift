/// Terms one behind the other: phrases, longer words of scripts without spaces, whole names.
extension InvertedIndex {
  /// Objects, ascending, and where in each of them a sequence of terms begins.
  struct Sequences {
    fileprivate(set) var objects: [UInt32] = []
    /// Where each object's starts begin.
    fileprivate var bounds: [Int] = [0]
    /// The places at which the sequence begins.
    fileprivate var starts: [UInt32] = []

    func starts(_ place: Int) -> ArraySlice<UInt32> { starts[bounds[place]..<bounds[place + 1]] }

    fileprivate mutating func close(_ object: UInt32) {
      guard starts.count > bounds[objects.count] else { return }
      objects.append(object)
      bounds.append(starts.count)
    }
  }

  /// Those of the wanted objects in which the slots' terms stand one behind the other: from the rarest term on, fewer
  /// with each other one.
  func sequences(_ slots: [Slot], within wanted: [UInt32]) -> Sequences {
    let order = slots.indices.sorted { postings(slots[$0].terms).count < postings(slots[$1].terms).count }
    var found: Sequences?
    var starts: [UInt32] = []
    for index in order {
      let slot = slots[index]
      if let known = found, slot.terms.count > 1, postings(slot.terms).count > 4096 {
        found = continued(known, slot)
        continue
      }
      let objects = found?.objects ?? wanted
      let pairs = pairs(slot, within: objects)
      var next = Sequences()
      var lower = 0
      while lower < pairs.count {
        let place = pairs[lower].place
        var upper = lower
        starts.removeAll(keepingCapacity: true)
        while upper < pairs.count, pairs[upper].place == place {
          appendStarts(of: pairs[upper].posting, slot, to: &starts)
          upper += 1
        }
        if upper > lower + 1 { starts.sort() }
        lower = upper
        if let found {
          InvertedIndex.intersect(starts, found.starts(place), into: &next.starts)
        } else {
          next.starts += starts
        }
        next.close(objects[place])
      }
      if next.objects.isEmpty { return next }
      found = next
    }
    return found ?? Sequences()
  }

  /// The sequences that go on with one of the many terms of a prefix: reads all their postings in one go.
  private func continued(_ found: Sequences, _ slot: Slot) -> Sequences {
    var placeOfObject = [UInt32](repeating: .max, count: count)
    for (place, object) in found.objects.enumerated() { placeOfObject[Int(object)] = UInt32(place) }
    var starts: [UInt32] = []
    var common: [UInt32] = []
    var kept: [(place: UInt32, start: UInt32)] = []
    for term in slot.terms {
      var posting = Int(sets.starts[term])
      sets.forEach(term) { object in
        defer { posting += 1 }
        let place = placeOfObject[Int(object)]
        guard place != .max else { return }
        starts.removeAll(keepingCapacity: true)
        common.removeAll(keepingCapacity: true)
        appendStarts(of: posting, slot, to: &starts)
        InvertedIndex.intersect(starts, found.starts(Int(place)), into: &common)
        for start in common { kept.append((place, start)) }
      }
    }
    kept.sort { $0 < $1 }
    var next = Sequences()
    var index = 0
    while index < kept.count {
      let place = kept[index].place
      while index < kept.count, kept[index].place == place {
        next.starts.append(kept[index].start)
        index += 1
      }
      next.close(found.objects[Int(place)])
    }
    return next
  }

  /// Adds where the sequence would begin for each place of a posting.
  private func appendStarts(of posting: Int, _ slot: Slot, to starts: inout [UInt32]) {
    places.forEach(of: posting) { place in
      if place >= slot.offset { starts.append(place - slot.offset) }
    }
  }

  /// Appends what two ascending lists have in common.
  private static func intersect(_ left: [UInt32], _ right: ArraySlice<UInt32>, into result: inout [UInt32]) {
    var index = right.startIndex
    for value in left {
      while index < right.endIndex, right[index] < value { index += 1 }
      if index < right.endIndex, right[index] == value { result.append(value) }
    }
  }

  // MARK: - Names

  /// The lift of what bears the query as its name: above all else, half as high where its last word is only begun, and
  /// half as high again where it is an alias.
  func boosts(_ query: SearchQuery, _ resolved: [[Slot]], within objects: Selection) -> [UInt32: Float] {
    var (slots, length, ceiling): ([Slot], UInt32, Float) = ([], 0, 0)
    for (clause, terms) in zip(query.clauses, resolved) where !clause.isExcluded {
      for slot in terms {
        slots.append(Slot(terms: slot.terms, offset: length + slot.offset, whole: slot.whole, isIdeogram: false))
        ceiling += rarity(slot)
      }
      // A run of characters has one term more than pairs.
      if let last = clause.slots.last { length += last.offset + (last.isIdeogram && !last.isPrefix ? 2 : 1) }
    }
    guard let last = slots.last, slots.dropLast().allSatisfy({ $0.whole != nil }) else { return [:] }
    for index in slots.indices.dropLast() { slots[index] = slots[index].asWhole }
    // Only what has a name of this length.
    let candidates: [UInt32] =
      switch (objects, Int(last.offset) < names.reached.count ? names.reached[Int(last.offset)] : nil) {
      case (.list(let list), let named?): list.filter(named.contains)
      case (.bits(let bits), let named?): bits.intersection(named).members
      case (_, nil): objects.members
      }
    guard !candidates.isEmpty else { return [:] }

    var boosts: [UInt32: Float] = [:]
    let unfinished = last.terms.count - (last.whole == nil ? 0 : 1)
    // Names cannot be told from each other by the one or two letters that begin very many words.
    let isTelling = unfinished > 0 && postings(last.terms).count < 1 << 16
    if isTelling { boost(slots, ceiling / 2, candidates, &boosts) }
    if last.whole != nil {
      slots[slots.count - 1] = last.asWhole
      boost(slots, isTelling ? ceiling / 2 : ceiling, candidates, &boosts)
    }
    return boosts
  }

  private func boost(_ slots: [Slot], _ ceiling: Float, _ candidates: [UInt32], _ boosts: inout [UInt32: Float]) {
    guard let end = slots.last?.offset else { return }
    let found = sequences(slots, within: candidates)
    for (place, object) in found.objects.enumerated() {
      let starts = found.starts(place)
      let borne = names.names(of: object).filter { $0.isReached(by: end) && starts.contains($0.start) }
      guard !borne.isEmpty else { continue }
      boosts[object, default: 0] += borne.contains { !$0.isAlias } ? ceiling : ceiling / 2
    }
  }
}
