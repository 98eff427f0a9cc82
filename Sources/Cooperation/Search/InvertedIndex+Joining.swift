/// Joins the words of stretches of objects that lie one behind the other into one index.
///
/// Each stretch has its terms in order already, and its objects lie behind those of the stretch before. So joining them is
/// one pass through all of them side by side, in which what a term has in each is put one behind the other.
extension InvertedIndex {
  /// - Parameter population: the number of objects of all kinds.
  static func joining(_ stretches: [StretchWords], population: Int) -> InvertedIndex {
    var names = NameShapes()
    for stretch in stretches { names.append(stretch.names) }
    names.finish()
    let lengths = stretches.flatMap(\.lengths)
    let postings = stretches.reduce(0) { $0 + $1.objects.count }

    var sets = PostingSets.Writer(capacity: lengths.count)
    sets.reserveCapacity(ofMembers: postings)
    var frequencies: [UInt8] = []
    frequencies.reserveCapacity(postings)
    var places = Places()
    places.reserveCapacity(stretches.reduce(0) { $0 + $1.places.count }, postings: postings)
    var (bytes, starts): ([UInt8], [UInt32]) = ([], [0])
    var merge = TermMerge(stretches.map(\.terms))
    var objects: [UInt32] = []
    while let least = merge.next() {
      bytes += stretches[least.stretch].terms[least.term]
      starts.append(UInt32(bytes.count))
      objects.removeAll(keepingCapacity: true)
      for (stretch, term) in merge.holders {
        stretches[stretch].append(term, to: &objects, &frequencies, &places)
      }
      sets.append(objects[...])
    }
    let (finished, damping) = (sets.finish(), InvertedIndex.damping(lengths))
    return InvertedIndex(
      count: lengths.count, population: population, terms: TermDictionary(bytes: bytes, starts: starts),
      sets: finished, frequencies: frequencies, damping: damping,
      peaks: InvertedIndex.peaks(finished, frequencies, damping), places: places, names: names)
  }

  /// BM25's length of each object against the average one.
  private static func damping(_ lengths: [UInt32]) -> [Float] {
    let (k1, b): (Float, Float) = (1.2, 0.6)
    let sum = lengths.reduce(0) { $0 + Int($1) }
    let average = max(1, Float(sum) / Float(max(1, lengths.count)))
    return lengths.map { k1 * (1 - b + b * Float($0) / average) }
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
}

/// Goes through the terms of stretches side by side, each term once.
private struct TermMerge {
  private let terms: [OrderedTerms]
  private var places: [Int]
  /// The first eight bytes of the next terms; the greatest number behind the last, which no term has, for it is no UTF-8.
  private var keys: [UInt64]
  /// The stretches that have the present term, in their order, and its number there.
  private(set) var holders: [(stretch: Int, term: Int)] = []

  init(_ terms: [OrderedTerms]) {
    self.terms = terms
    places = terms.map { _ in 0 }
    keys = terms.map { $0.count > 0 ? $0.key(0).high : .max }
  }

  /// Moves on to the next term, and returns where it stands; `nil` behind the last.
  mutating func next() -> (stretch: Int, term: Int)? {
    for (stretch, term) in holders {
      places[stretch] = term + 1
      keys[stretch] = term + 1 < terms[stretch].count ? terms[stretch].key(term + 1).high : .max
    }
    holders.removeAll(keepingCapacity: true)
    var least = UInt64.max
    for key in keys where key < least { least = key }
    guard least != .max else { return nil }
    for stretch in keys.indices where keys[stretch] == least {
      // Terms of less than eight bytes are equal where their keys are.
      if least & 0xFF != 0, let (known, term) = holders.first {
        let (held, other) = (terms[known][term], terms[stretch][places[stretch]])
        if !held.elementsEqual(other) {
          if held.lexicographicallyPrecedes(other) { continue }
          holders.removeAll(keepingCapacity: true)
        }
      }
      holders.append((stretch, places[stretch]))
    }
    return holders.first
  }
}
