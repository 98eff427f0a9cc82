/// Numbers distinct terms in the order of their first appearance: open addressing over one byte store.
///
/// A slot holds a term's first eight bytes, so that of most terms nothing else is read to find them: with millions of terms
/// every look elsewhere is one into memory that no cache has.
struct TermTable: Sendable {
  private struct Slot {
    var key: UInt64 = 0
    var length: UInt32 = 0
    /// A term's number, or `.max` where free.
    var number = UInt32.max
  }

  private var bytes: [UInt8] = []
  private var starts: [UInt32] = [0]
  /// A power of two long and at most half full.
  private var slots = [Slot](repeating: Slot(), count: 1024)
  private var count: Int { starts.count - 1 }

  mutating func number(of term: Span<UInt8>) -> UInt32 {
    let key = TermTable.key(of: term)
    var slot = Int(TermTable.hash(of: term, key)) & (slots.count - 1)
    while slots[slot].number != .max {
      let entry = slots[slot]
      if entry.key == key, Int(entry.length) == term.count, hasTail(of: term, Int(entry.number)) { return entry.number }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = UInt32(count)
    slots[slot] = Slot(key: key, length: UInt32(term.count), number: number)
    for index in term.indices { bytes.append(term[index]) }
    starts.append(UInt32(bytes.count))
    if count * 2 > slots.count { grow() }
    return number
  }

  /// Whether a term of the same length goes on alike behind its first eight bytes.
  private func hasTail(of term: Span<UInt8>, _ number: Int) -> Bool {
    guard term.count > 8 else { return true }
    let start = Int(starts[number])
    for index in 8..<term.count where bytes[start + index] != term[index] { return false }
    return true
  }

  private mutating func grow() {
    var larger = [Slot](repeating: Slot(), count: slots.count * 2)
    for entry in slots where entry.number != .max {
      // A short term is all in its key.
      let hash =
        entry.length <= 8
        ? TermTable.mixed(entry.key)
        : TermTable.hash(of: bytes.span.extracting(range(Int(entry.number))), entry.key)
      var slot = Int(hash) & (larger.count - 1)
      while larger[slot].number != .max { slot = (slot + 1) & (larger.count - 1) }
      larger[slot] = entry
    }
    slots = larger
  }

  /// The first eight bytes: keys are in the order of the terms, for which no term has a zero.
  static func key(of term: Span<UInt8>) -> UInt64 {
    var key: UInt64 = 0
    for index in 0..<8 { key = key << 8 | (index < term.count ? UInt64(term[index]) : 0) }
    return key
  }

  /// The key and every other byte, mixed by multiplying with the golden ratio.
  private static func hash(of term: Span<UInt8>, _ key: UInt64) -> UInt64 {
    var hash = key
    if term.count > 8 { for index in 8..<term.count { hash = (hash ^ hash >> 29) &* 31 &+ UInt64(term[index]) } }
    return mixed(hash)
  }

  private static func mixed(_ hash: UInt64) -> UInt64 { ((hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15) >> 24 }

  // MARK: - Order

  /// The terms in the order of their bytes, and for each number its place there.
  func ordered() -> (terms: OrderedTerms, ranks: [UInt32]) {
    var order: [(key: UInt64, number: UInt32)] = []
    order.reserveCapacity(count)
    for number in 0..<count {
      order.append((TermTable.key(of: bytes.span.extracting(range(number))), UInt32(number)))
    }
    order.sort { left, right in
      if left.key != right.key { return left.key < right.key }
      return term(Int(left.number)).lexicographicallyPrecedes(term(Int(right.number)))
    }
    var ranks = [UInt32](repeating: 0, count: count)
    var terms = OrderedTerms()
    for (rank, entry) in order.enumerated() {
      ranks[Int(entry.number)] = UInt32(rank)
      terms.append(term(Int(entry.number)))
    }
    return (terms, ranks)
  }

  private func range(_ number: Int) -> Range<Int> { Int(starts[number])..<Int(starts[number + 1]) }
  private func term(_ number: Int) -> ArraySlice<UInt8> { bytes[range(number)] }
}

/// Distinct terms in the order of their bytes, end to end.
struct OrderedTerms: Sendable {
  private var bytes: [UInt8] = []
  private var starts: [UInt32] = [0]

  var count: Int { starts.count - 1 }
  subscript(number: Int) -> ArraySlice<UInt8> { bytes[Int(starts[number])..<Int(starts[number + 1])] }

  /// The first eight bytes of a term.
  func key(_ number: Int) -> UInt64 {
    TermTable.key(of: bytes.span.extracting(Int(starts[number])..<Int(starts[number + 1])))
  }

  mutating func append(_ term: ArraySlice<UInt8>) {
    bytes += term
    starts.append(UInt32(bytes.count))
  }
}
