/// Collects the terms of objects, in ascending order, and turns them into an inverted index by counting and placing.
struct InvertedIndexBuilder {
  private var table = TermTable()
  private var tokens = Tokens()
  /// Term and place of every token, in the order read.
  private var termOfToken: [UInt32] = []
  private var placeOfToken: [UInt32] = []
  /// Where each object's tokens begin.
  private var tokenStarts: [UInt32] = [0]
  private var nextPosition: UInt32 = 0

  /// Adds one text to the current object; an object's texts come in the order of their fields, so that places ascend.
  mutating func add(_ text: Span<UInt8>, _ field: SearchField) {
    tokens.read(text)
    guard let end = tokens.tokens.last?.end else { return }
    for token in tokens.tokens {
      termOfToken.append(table.number(of: tokens.bytes, token.term))
      var place = UInt32(field.rawValue) << 29 | min(nextPosition + token.position, InvertedIndex.Place.positions)
      if token.position == 0 { place |= InvertedIndex.Place.first }
      if token.end == end { place |= InvertedIndex.Place.last }
      placeOfToken.append(place)
    }
    nextPosition += UInt32(tokens.tokens.count) + 1
  }

  /// Closes the current object; the next text belongs to the next.
  mutating func endObject() {
    precondition(termOfToken.count < Int(UInt32.max), "the texts of one kind have over four billion words")
    tokenStarts.append(UInt32(termOfToken.count))
    nextPosition = 0
  }

  /// The index; `population` is the number of objects of all kinds.
  consuming func finish(population: Int) -> InvertedIndex {
    let (terms, ranks) = table.sorted()
    let objectCount = tokenStarts.count - 1

    // Count.
    var postingCounts = [UInt32](repeating: 0, count: terms.count)
    var tokenCounts = [UInt32](repeating: 0, count: terms.count)
    var latest = [UInt32](repeating: .max, count: terms.count)
    for object in 0..<objectCount {
      for token in Int(tokenStarts[object])..<Int(tokenStarts[object + 1]) {
        let term = Int(ranks[Int(termOfToken[token])])
        tokenCounts[term] += 1
        if latest[term] != UInt32(object) {
          latest[term] = UInt32(object)
          postingCounts[term] += 1
        }
      }
    }

    // Place.
    let starts = InvertedIndexBuilder.sums(postingCounts)
    var nextPosting = starts
    var nextPlace = InvertedIndexBuilder.sums(tokenCounts)
    let postingCount = Int(starts[terms.count])
    var objects = [UInt32](repeating: 0, count: postingCount)
    var placeStarts = [UInt32](repeating: UInt32(termOfToken.count), count: postingCount + 1)
    var places = [UInt32](repeating: 0, count: termOfToken.count)
    for term in latest.indices { latest[term] = .max }
    for object in 0..<objectCount {
      for token in Int(tokenStarts[object])..<Int(tokenStarts[object + 1]) {
        let term = Int(ranks[Int(termOfToken[token])])
        if latest[term] != UInt32(object) {
          latest[term] = UInt32(object)
          objects[Int(nextPosting[term])] = UInt32(object)
          placeStarts[Int(nextPosting[term])] = nextPlace[term]
          nextPosting[term] += 1
        }
        places[Int(nextPlace[term])] = placeOfToken[token]
        nextPlace[term] += 1
      }
    }
    return InvertedIndex(
      count: objectCount, population: population, terms: terms, starts: starts, objects: objects,
      impacts: impacts(objects, placeStarts, places), placeStarts: placeStarts, places: places)
  }

  /// BM25's frequency of each posting: weighted by field, damped by the object's length, saturated.
  private func impacts(_ objects: [UInt32], _ placeStarts: [UInt32], _ places: [UInt32]) -> [UInt16] {
    let (k1, b): (Float, Float) = (1.2, 0.6)
    let average = max(1, Float(termOfToken.count) / Float(max(1, tokenStarts.count - 1)))
    let weights = SearchField.allCases.map(\.weight)
    return objects.indices.map { posting in
      var frequency: Float = 0
      for index in Int(placeStarts[posting])..<Int(placeStarts[posting + 1]) {
        frequency += weights[Int(places[index] >> 29)]
      }
      let object = Int(objects[posting])
      let length = Float(tokenStarts[object + 1] - tokenStarts[object])
      let damped = frequency / (1 - b + b * length / average)
      return UInt16(65_535 * damped / (damped + k1))
    }
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
  private var bytes: [UInt8] = []
  private var starts: [UInt32] = [0]
  private var hashes: [UInt32] = []
  /// A term's number, or `.max` where free; a power of two long and at most half full.
  private var slots = [UInt32](repeating: .max, count: 1024)

  mutating func number(of store: [UInt8], _ range: Range<Int>) -> UInt32 {
    // FNV-1a.
    var hash: UInt32 = 2_166_136_261
    for index in range { hash = (hash ^ UInt32(store[index])) &* 16_777_619 }
    hash ^= hash >> 15
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != .max {
      let number = Int(slots[slot])
      if hashes[number] == hash, isEqual(number, store, range) { return UInt32(number) }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = UInt32(hashes.count)
    slots[slot] = number
    hashes.append(hash)
    bytes.append(contentsOf: store[range])
    starts.append(UInt32(bytes.count))
    if hashes.count * 2 > slots.count { grow() }
    return number
  }

  private func isEqual(_ number: Int, _ store: [UInt8], _ range: Range<Int>) -> Bool {
    let start = Int(starts[number])
    guard Int(starts[number + 1]) - start == range.count else { return false }
    for step in 0..<range.count where bytes[start + step] != store[range.lowerBound + step] { return false }
    return true
  }

  private mutating func grow() {
    slots = [UInt32](repeating: .max, count: slots.count * 2)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(hash) & (slots.count - 1)
      while slots[slot] != .max { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number)
    }
  }

  /// The terms in the order of their bytes, and each number's rank there.
  func sorted() -> (terms: TermDictionary, ranks: [UInt32]) {
    // The first eight bytes decide almost every comparison.
    let keys = hashes.indices.map { number in
      var key: UInt64 = 0
      for step in 0..<8 {
        let index = Int(starts[number]) + step
        key = key << 8 | (index < Int(starts[number + 1]) ? UInt64(bytes[index]) : 0)
      }
      return key
    }
    let order = hashes.indices.sorted { left, right in
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
