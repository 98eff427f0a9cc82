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
    for number in 0..<count {
      let term = bytes.span.extracting(Int(starts[number])..<Int(starts[number + 1]))
      let key = TermTable.key(of: term)
      var slot = Int(TermTable.hash(of: term, key)) & (larger.count - 1)
      while larger[slot].number != .max { slot = (slot + 1) & (larger.count - 1) }
      larger[slot] = Slot(key: key, length: UInt32(term.count), number: UInt32(number))
    }
    slots = larger
  }

  /// The first eight bytes: keys are in the order of the terms, for which no term has a zero.
  private static func key(of term: Span<UInt8>) -> UInt64 {
    var key: UInt64 = 0
    for index in 0..<8 { key = key << 8 | (index < term.count ? UInt64(term[index]) : 0) }
    return key
  }

  /// The key and every other byte, mixed by multiplying with the golden ratio.
  private static func hash(of term: Span<UInt8>, _ key: UInt64) -> UInt64 {
    var hash = key
    if term.count > 8 { for index in 8..<term.count { hash = (hash ^ hash >> 29) &* 31 &+ UInt64(term[index]) } }
    hash = (hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15
    return hash >> 24
  }

  // MARK: - Order

  /// The terms of a table in the order of their bytes.
  private struct Sorted {
    let table: TermTable
    let order: [(key: UInt64, number: UInt32)]
    var next = 0

    init(_ table: TermTable) {
      self.table = table
      order = (0..<table.count).map { number in
        (TermTable.key(of: table.bytes.span.extracting(table.range(number))), UInt32(number))
      }.sorted { left, right in
        left.key != right.key
          ? left.key < right.key
          : table.term(Int(left.number)).lexicographicallyPrecedes(table.term(Int(right.number)))
      }
    }

    var hasNext: Bool { next < order.count }
    var key: UInt64 { order[next].key }
    var number: Int { Int(order[next].number) }
    var term: ArraySlice<UInt8> { table.term(number) }

    /// Whether its next term comes before that of another; keys decide wherever they differ.
    func precedes(_ other: Sorted) -> Bool {
      key != other.key ? key < other.key : term.lexicographicallyPrecedes(other.term)
    }
  }

  /// The terms of several tables, each once, in the order of their bytes; and for each table where its numbers stand there.
  static func merge(_ tables: [TermTable]) -> (terms: TermDictionary, ranks: [[UInt32]]) {
    var sorted = tables.map { Sorted($0) }
    var ranks = tables.map { [UInt32](repeating: 0, count: $0.count) }
    var (bytes, starts): ([UInt8], [UInt32]) = ([], [0])
    while true {
      var least: Int?
      for table in sorted.indices where sorted[table].hasNext {
        if let known = least, !sorted[table].precedes(sorted[known]) { continue }
        least = table
      }
      guard let least else { break }
      let (key, term) = (sorted[least].key, sorted[least].term)
      for table in sorted.indices where sorted[table].hasNext {
        guard sorted[table].key == key, sorted[table].term.elementsEqual(term) else { continue }
        ranks[table][sorted[table].number] = UInt32(starts.count - 1)
        sorted[table].next += 1
      }
      bytes += term
      starts.append(UInt32(bytes.count))
    }
    return (TermDictionary(bytes: bytes, starts: starts), ranks)
  }

  private func range(_ number: Int) -> Range<Int> { Int(starts[number])..<Int(starts[number + 1]) }
  private func term(_ number: Int) -> ArraySlice<UInt8> { bytes[range(number)] }
}
