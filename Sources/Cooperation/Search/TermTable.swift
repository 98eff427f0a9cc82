/// Numbers distinct terms in the order of their first appearance: open addressing over one byte store.
///
/// With millions of terms a look into the table is one into memory that no cache has. So a slot holds a term's first sixteen
/// bytes, and of nearly all terms nothing else is read to find them; and the terms of a text are looked for together, so that
/// what memory brings for one is on its way while the next is asked for.
struct TermTable: Sendable {
  /// The first sixteen bytes: keys are in the order of the terms, for which no term has a zero.
  struct Key: Equatable {
    let high: UInt64
    let low: UInt64

    static let free = Key(high: 0, low: 0)
    static let bytes = 16

    static func < (left: Key, right: Key) -> Bool {
      left.high != right.high ? left.high < right.high : left.low < right.low
    }
  }

  private struct Slot {
    var key = Key.free
    var length: UInt32 = 0
    var number = UInt32.max

    var isFree: Bool { number == .max }
  }

  /// A term that is asked for, and what stood where it would be.
  private struct Asked {
    let key: Key
    let place: Int
    let found: Slot
  }

  private var bytes: [UInt8] = []
  private var starts: [UInt32] = [0]
  /// A power of two long and at most half full.
  private var slots = [Slot](repeating: Slot(), count: 1024)
  private var asked: [Asked] = []
  private var count: Int { starts.count - 1 }

  /// Adds the numbers of the terms of a text.
  mutating func number(_ terms: [Tokens.Token], in text: Span<UInt8>, into numbers: inout [UInt32]) {
    asked.removeAll(keepingCapacity: true)
    for token in terms {
      let term = text.extracting(token.term)
      let key = TermTable.key(of: term)
      let place = place(TermTable.hash(of: term, key))
      asked.append(Asked(key: key, place: place, found: slots[place]))
    }
    for index in terms.indices {
      let (term, asked) = (text.extracting(terms[index].term), asked[index])
      let isFound = asked.found.key == asked.key && isWhole(term, asked.found)
      numbers.append(isFound ? asked.found.number : number(of: term, asked.key))
    }
  }

  /// The slot that is looked at first. Of a hash only the lowest bits matter; the highest may be set.
  private func place(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) & (slots.count - 1) }

  private mutating func number(of term: Span<UInt8>, _ key: Key) -> UInt32 {
    // The table may have grown since it was asked.
    var place = place(TermTable.hash(of: term, key))
    while !slots[place].isFree {
      if slots[place].key == key, isWhole(term, slots[place]) { return slots[place].number }
      place = (place + 1) & (slots.count - 1)
    }
    let number = UInt32(count)
    slots[place] = Slot(key: key, length: UInt32(term.count), number: number)
    for index in term.indices { bytes.append(term[index]) }
    starts.append(UInt32(bytes.count))
    if count * 2 > slots.count { grow() }
    return number
  }

  /// Whether the term in a slot with its key is as long, and goes on alike behind the key.
  private func isWhole(_ term: Span<UInt8>, _ slot: Slot) -> Bool {
    guard slot.length == term.count else { return false }
    guard term.count > Key.bytes else { return true }
    let start = Int(starts[Int(slot.number)])
    for index in Key.bytes..<term.count where bytes[start + index] != term[index] { return false }
    return true
  }

  private mutating func grow() {
    var larger = [Slot](repeating: Slot(), count: slots.count * 2)
    for slot in slots where !slot.isFree {
      // A short term is all in its key.
      let hash =
        slot.length <= Key.bytes
        ? TermTable.mixed(slot.key)
        : TermTable.hash(of: bytes.span.extracting(range(Int(slot.number))), slot.key)
      var place = Int(truncatingIfNeeded: hash) & (larger.count - 1)
      while !larger[place].isFree { place = (place + 1) & (larger.count - 1) }
      larger[place] = slot
    }
    slots = larger
  }

  static func key(of term: Span<UInt8>) -> Key {
    var (high, low): (UInt64, UInt64) = (0, 0)
    let count = min(term.count, Key.bytes)
    for index in 0..<min(count, 8) { high = high << 8 | UInt64(term[index]) }
    guard count > 8 else { return Key(high: high << UInt64((8 - count) * 8), low: 0) }
    for index in 8..<count { low = low << 8 | UInt64(term[index]) }
    return Key(high: high, low: low << UInt64((16 - count) * 8))
  }

  /// The key and every other byte, mixed by multiplying with the golden ratio.
  private static func hash(of term: Span<UInt8>, _ key: Key) -> UInt64 {
    var hash = mixed(key)
    if term.count > Key.bytes {
      for index in Key.bytes..<term.count { hash = (hash ^ hash >> 29) &* 31 &+ UInt64(term[index]) }
    }
    return hash
  }

  private static func mixed(_ key: Key) -> UInt64 {
    let high = (key.high ^ key.high >> 32) &* 0x9E37_79B9_7F4A_7C15
    return ((high ^ key.low ^ high >> 32) &* 0x9E37_79B9_7F4A_7C15) >> 24
  }

  // MARK: - Order

  /// The terms in the order of their bytes, and for each number its place there.
  func ordered() -> (terms: OrderedTerms, ranks: [UInt32]) {
    var order = slots.filter { !$0.isFree }
    order.sort { left, right in
      if left.key != right.key { return left.key < right.key }
      return term(left.number).lexicographicallyPrecedes(term(right.number))
    }
    var ranks = [UInt32](repeating: 0, count: count)
    var terms = OrderedTerms()
    terms.reserveCapacity(count, bytes: bytes.count)
    for (rank, slot) in order.enumerated() {
      ranks[Int(slot.number)] = UInt32(rank)
      terms.append(term(slot.number))
    }
    return (terms, ranks)
  }

  private func range(_ number: Int) -> Range<Int> { Int(starts[number])..<Int(starts[number + 1]) }
  private func term(_ number: UInt32) -> ArraySlice<UInt8> { bytes[range(Int(number))] }
}

/// Distinct terms in the order of their bytes, end to end.
struct OrderedTerms: Sendable {
  private var bytes: [UInt8] = []
  private var starts: [UInt32] = [0]

  var count: Int { starts.count - 1 }
  subscript(number: Int) -> ArraySlice<UInt8> { bytes[Int(starts[number])..<Int(starts[number + 1])] }

  mutating func reserveCapacity(_ capacity: Int, bytes byteCapacity: Int) {
    starts.reserveCapacity(capacity + 1)
    bytes.reserveCapacity(byteCapacity)
  }

  /// The first bytes of a term.
  func key(_ number: Int) -> TermTable.Key {
    TermTable.key(of: bytes.span.extracting(Int(starts[number])..<Int(starts[number + 1])))
  }

  mutating func append(_ term: ArraySlice<UInt8>) {
    bytes += term
    starts.append(UInt32(bytes.count))
  }
}
