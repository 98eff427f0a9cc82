/// The distinct terms of one kind, in the order of their bytes, end to end in one store: a term's rank is its number.
struct TermDictionary: Sendable {
  let bytes: [UInt8]
  /// Where each term begins, and where the last one ends.
  let starts: [UInt32]
  /// Which letters each term has, and which any of 32 neighbours.
  private let letters: [LetterSet]
  private let neighbours: [LetterSet]
  private static let stretch = 32

  init(bytes: [UInt8], starts: [UInt32]) {
    self.bytes = bytes
    self.starts = starts
    letters = (1..<max(1, starts.count)).map { number in
      LetterSet(String(decoding: bytes[Int(starts[number - 1])..<Int(starts[number])], as: UTF8.self).unicodeScalars)
    }
    neighbours = stride(from: 0, to: letters.count, by: Self.stretch).map { [letters] first in
      letters[first..<min(first + Self.stretch, letters.count)].reduce(into: LetterSet()) { $0.formUnion($1) }
    }
  }

  var count: Int { starts.count - 1 }

  subscript(number: Int) -> ArraySlice<UInt8> { bytes[Int(starts[number])..<Int(starts[number + 1])] }

  /// The number of exactly this term.
  func find(_ term: some Collection<UInt8>) -> Int? {
    let number = firstNotBefore(term)
    return number < count && self[number].elementsEqual(term) ? number : nil
  }

  /// The numbers of the terms that begin so.
  func range(beginning prefix: some Collection<UInt8>) -> Range<Int> {
    let first = firstNotBefore(prefix)
    return first..<firstBehind(prefix, from: first)
  }

  private func firstNotBefore(_ term: some Collection<UInt8>) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].lexicographicallyPrecedes(term) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The first term from `first` on that does not begin with `prefix`, found in steps that double; those that do come
  /// one behind the other.
  private func firstBehind(_ prefix: some Collection<UInt8>, from first: Int) -> Int {
    var (low, step) = (first, 1)
    while low + step <= count, self[low + step - 1].starts(with: prefix) {
      low += step
      step *= 2
    }
    var high = min(low + step - 1, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].starts(with: prefix) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The terms within so many slips of a word that share a letter with it, in order.
  ///
  /// Terms that lack or add more letters, or differ more in length, are passed over, and so are neighbours that all lack too many, for
  /// they begin alike: it costs a word of bits for every 32 terms, one for each that is left, and a few a letter for
  /// the few that may be near.
  func near(_ word: String, atMost bound: Int) -> [(term: Int, distance: Int)] {
    let wanted = LetterSet(word.unicodeScalars)
    let length = word.unicodeScalars.count
    let slips = EditDistance(from: word.unicodeScalars)
    var near: [(term: Int, distance: Int)] = []
    let (letters, neighbours, starts) = (letters.span, neighbours.span, starts.span)
    for place in neighbours.indices where neighbours[place].has(some: wanted, butFor: bound) {
      let first = place * Self.stretch
      for number in first..<min(first + Self.stretch, count) where letters[number].isNear(wanted, within: bound) {
        // A letter has up to four bytes.
        let size = Int(starts[number + 1] - starts[number])
        guard size + bound >= length, size <= (length + bound) * 4 else { continue }
        let distance: Int
        if letters[number].isASCII {
          guard size <= length + bound else { continue }
          distance = slips.distance(of: self[number].lazy.map { Unicode.Scalar($0) })
        } else {
          guard abs(self[number].count { $0 & 0xC0 != 0x80 } - length) <= bound else { continue }
          distance = slips.distance(of: string(number).unicodeScalars)
        }
        if distance <= bound { near.append((number, distance)) }
      }
    }
    return near
  }

  func string(_ number: Int) -> String { String(decoding: self[number], as: UTF8.self) }
}
