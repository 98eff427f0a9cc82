/// Collects the terms of objects, in ascending order, and turns them into an inverted index by counting and placing.
struct InvertedIndexBuilder {
  private var table = TermTable()
  private var tokens = Tokens()
  /// Term and place of every token, in the order read: the field in the upper 3 bits, then the position in the object.
  /// Positions of different texts never touch.
  private var termOfToken: [UInt32] = []
  private var placeOfToken: [UInt32] = []
  /// Where each object's tokens begin.
  private var tokenStarts: [UInt32] = [0]
  private var nextPosition: UInt32 = 0
  private var names = NameShapes()
  private static let positions: UInt32 = 0x1FFF_FFFF

  /// Adds one text to the current object; an object's texts come in the order of their fields, so that places ascend.
  mutating func add(_ text: Span<UInt8>, _ field: SearchField) {
    tokens.read(text)
    guard let last = tokens.tokens.last else { return }
    let bytes = tokens.bytes
    for token in tokens.tokens {
      termOfToken.append(table.number(of: bytes.span.extracting(token.term)))
      let position = min(nextPosition + token.position, InvertedIndexBuilder.positions)
      placeOfToken.append(UInt32(field.rawValue) << 29 | position)
    }
    nextPosition += UInt32(tokens.tokens.count) + 1
    if field == .name || field == .alias {
      let count = tokens.tokens.count
      let endsInRun = count > 1 && tokens.tokens[count - 2].end == last.end
      names.append(length: count, endsInRun: endsInRun, isAlias: field == .alias)
    }
  }

  /// Closes the current object; the next text belongs to the next.
  mutating func endObject() {
    precondition(termOfToken.count < Int(UInt32.max), "the texts of one kind have over four billion words")
    tokenStarts.append(UInt32(termOfToken.count))
    nextPosition = 0
    names.endObject()
  }

  /// The index; `population` is the number of objects of all kinds.
  consuming func finish(population: Int) -> InvertedIndex {
    names.finish()
    let (terms, ranks) = table.sorted()
    table = TermTable()
    for token in termOfToken.indices { termOfToken[token] = ranks[Int(termOfToken[token])] }
    let objectCount = tokenStarts.count - 1

    // Count.
    var postingCounts = [UInt32](repeating: 0, count: terms.count)
    var tokenCounts = [UInt32](repeating: 0, count: terms.count)
    var latest = [UInt32](repeating: .max, count: terms.count)
    for object in 0..<objectCount {
      for token in Int(tokenStarts[object])..<Int(tokenStarts[object + 1]) {
        let term = Int(termOfToken[token])
        tokenCounts[term] += 1
        if latest[term] != UInt32(object) {
          latest[term] = UInt32(object)
          postingCounts[term] += 1
        }
      }
    }

    // Place.
    var builder = PostingSets.Builder(capacity: objectCount, counts: postingCounts)
    var nextPlace = InvertedIndexBuilder.sums(tokenCounts)
    let postingCount = Int(postingCounts.reduce(0, +))
    var placeStarts = [UInt32](repeating: UInt32(termOfToken.count), count: postingCount + 1)
    var places = [UInt32](repeating: 0, count: termOfToken.count)
    for term in latest.indices { latest[term] = .max }
    for object in 0..<objectCount {
      for token in Int(tokenStarts[object])..<Int(tokenStarts[object + 1]) {
        let term = Int(termOfToken[token])
        if latest[term] != UInt32(object) {
          latest[term] = UInt32(object)
          placeStarts[builder.post(term, UInt32(object))] = nextPlace[term]
        }
        places[Int(nextPlace[term])] = placeOfToken[token]
        nextPlace[term] += 1
      }
    }
    termOfToken = []
    placeOfToken = []
    let sets = builder.finish()

    // Weigh, and pack.
    let frequencies = InvertedIndexBuilder.frequencies(placeStarts, places)
    var packed = Places()
    for index in places.indices { places[index] &= InvertedIndexBuilder.positions }
    for posting in 0..<postingCount {
      packed.append(places[Int(placeStarts[posting])..<Int(placeStarts[posting + 1])])
    }
    let damping = damping
    return InvertedIndex(
      count: objectCount, population: population, terms: terms, sets: sets, frequencies: frequencies,
      damping: damping, peaks: InvertedIndexBuilder.peaks(sets, frequencies, damping), places: packed, names: names)
  }

  private static func frequencies(_ placeStarts: [UInt32], _ places: [UInt32]) -> [UInt8] {
    let weights = SearchField.allCases.map { UInt32($0.weight) }
    var frequencies = [UInt8](repeating: 0, count: placeStarts.count - 1)
    for posting in frequencies.indices {
      var frequency: UInt32 = 0
      for index in Int(placeStarts[posting])..<Int(placeStarts[posting + 1]) {
        frequency += weights[Int(places[index] >> 29)]
      }
      frequencies[posting] = UInt8(min(frequency, 255))
    }
    return frequencies
  }

  /// BM25's length of each object against the average one.
  private var damping: [Float] {
    let (k1, b): (Float, Float) = (1.2, 0.6)
    let count = tokenStarts.count - 1
    let average = max(1, Float(tokenStarts[count]) / Float(max(1, count)))
    return (0..<count).map { k1 * (1 - b + b * Float(tokenStarts[$0 + 1] - tokenStarts[$0]) / average) }
  }

  private static func peaks(_ sets: PostingSets, _ frequencies: [UInt8], _ damping: [Float]) -> [UInt8] {
    var peaks = [UInt8](repeating: 0, count: sets.dense.count * sets.width)
    for (row, term) in sets.dense.enumerated() {
      var posting = Int(sets.starts[Int(term)])
      sets.forEach(Int(term)) { object in
        let frequency = Float(frequencies[posting])
        let impact = frequency / (frequency + damping[Int(object)])
        let place = row * sets.width + Int(object >> 6)
        peaks[place] = max(peaks[place], UInt8(min(255, (impact * 255).rounded(.up))))
        posting += 1
      }
    }
    return peaks
  }

  /// Where each of the lists so long begins, and where the last one ends.
  private static func sums(_ counts: [UInt32]) -> [UInt32] {
    var sums: [UInt32] = [0]
    sums.reserveCapacity(counts.count + 1)
    var total: UInt32 = 0
    for count in counts {
      total += count
      sums.append(total)
    }
    return sums
  }
}

/// Numbers distinct terms in the order of their first appearance: open addressing over one byte store.
private struct TermTable {
  private struct Slot {
    var hash: UInt32 = 0
    /// A term's number, or `.max` where free.
    var number = UInt32.max
  }

  private var bytes: [UInt8] = []
  private var starts: [UInt32] = [0]
  /// A power of two long and at most half full.
  private var slots = [Slot](repeating: Slot(), count: 1024)
  private var count: Int { starts.count - 1 }

  mutating func number(of term: Span<UInt8>) -> UInt32 {
    // FNV-1a.
    var hash: UInt32 = 2_166_136_261
    for index in term.indices { hash = (hash ^ UInt32(term[index])) &* 16_777_619 }
    hash ^= hash >> 15
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot].number != .max {
      if slots[slot].hash == hash, isEqual(Int(slots[slot].number), term) { return slots[slot].number }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = UInt32(count)
    slots[slot] = Slot(hash: hash, number: number)
    for index in term.indices { bytes.append(term[index]) }
    starts.append(UInt32(bytes.count))
    if count * 2 > slots.count { grow() }
    return number
  }

  private func isEqual(_ number: Int, _ term: Span<UInt8>) -> Bool {
    let start = Int(starts[number])
    guard Int(starts[number + 1]) - start == term.count else { return false }
    for index in term.indices where bytes[start + index] != term[index] { return false }
    return true
  }

  private mutating func grow() {
    var larger = [Slot](repeating: Slot(), count: slots.count * 2)
    for entry in slots where entry.number != .max {
      var slot = Int(entry.hash) & (larger.count - 1)
      while larger[slot].number != .max { slot = (slot + 1) & (larger.count - 1) }
      larger[slot] = entry
    }
    slots = larger
  }

  /// The terms in the order of their bytes, and each number's rank there.
  func sorted() -> (terms: TermDictionary, ranks: [UInt32]) {
    // The first eight bytes decide almost every comparison.
    let keys = (0..<count).map { number in
      var key: UInt64 = 0
      for step in 0..<8 {
        let index = Int(starts[number]) + step
        key = key << 8 | (index < Int(starts[number + 1]) ? UInt64(bytes[index]) : 0)
      }
      return key
    }
    let order = (0..<count).sorted { left, right in
      keys[left] != keys[right] ? keys[left] < keys[right] : term(left).lexicographicallyPrecedes(term(right))
    }
    var ranks = [UInt32](repeating: 0, count: order.count)
    var (sortedBytes, sortedStarts): ([UInt8], [UInt32]) = ([], [0])
    sortedBytes.reserveCapacity(bytes.count)
    sortedStarts.reserveCapacity(starts.count)
    for (rank, number) in order.enumerated() {
      ranks[number] = UInt32(rank)
      sortedBytes.append(contentsOf: term(number))
      sortedStarts.append(UInt32(sortedBytes.count))
    }
    return (TermDictionary(bytes: sortedBytes, starts: sortedStarts), ranks)
  }

  private func term(_ number: Int) -> ArraySlice<UInt8> { bytes[Int(starts[number])..<Int(starts[number + 1])] }
}
