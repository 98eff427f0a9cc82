/// How well objects match a query: BM25 over its terms, and a lift for those that bear it as their name.
///
/// A score is the sum over the query's terms of rarity × impact; of several terms that a beginning stands for, the best
/// counts, and a word that was only begun counts for less than a whole one.
struct Relevance: Sendable {
  private struct Part {
    /// The terms, with what a full impact of each is worth; empty where `best` is used.
    var terms: [(term: Int, unit: Float, row: Int?)] = []
    /// For the many terms of a short beginning: what each object scores.
    var best: [Float] = []
    /// No object scores more.
    let ceiling: Float
  }

  private let index: InvertedIndex
  private let parts: [Part]
  private let boosts: [UInt32: Float]

  init(_ slots: [InvertedIndex.Slot], boosts: [UInt32: Float], in index: InvertedIndex) {
    self.index = index
    self.boosts = boosts
    parts = slots.map { slot in
      let rarity = index.rarity(slot)
      var part = Part(ceiling: rarity)
      func unit(_ term: Int) -> Float { slot.isIdeogram || term == slot.whole ? rarity : rarity * 0.75 }
      if slot.terms.count <= 8 {
        part.terms = slot.terms.map { term in
          if case .bits(let row) = index.sets.form(term) { return (term, unit(term), row) }
          return (term, unit(term), nil)
        }
      } else {
        part.best = [Float](repeating: 0, count: index.count)
        for term in slot.terms {
          var posting = Int(index.sets.starts[term])
          let unit = unit(term)
          index.sets.forEach(term) { object in
            part.best[Int(object)] = max(part.best[Int(object)], unit * index.impact(posting, object))
            posting += 1
          }
        }
      }
      return part
    }
  }

  /// Scores objects that come ascending.
  struct Reader {
    fileprivate var readers: [[(postings: PostingSets.Reader, unit: Float)]]
  }

  var reader: Reader {
    Reader(readers: parts.map { $0.terms.map { (PostingSets.Reader($0.term, in: index.sets), $0.unit) } })
  }

  /// The score of a matching object, without its lift.
  func plain(_ object: UInt32, _ reader: inout Reader) -> Float {
    var score: Float = 0
    for part in parts.indices {
      if !parts[part].best.isEmpty {
        score += parts[part].best[Int(object)]
        continue
      }
      var best: Float = 0
      for term in reader.readers[part].indices {
        guard let posting = reader.readers[part][term].postings.posting(of: object) else { continue }
        best = max(best, reader.readers[part][term].unit * index.impact(posting, object))
      }
      score += best
    }
    return score
  }

  func score(_ object: UInt32, _ reader: inout Reader) -> Float {
    plain(object, &reader) + (boosts[object] ?? 0)
  }

  /// What no object of a word of 64 scores more than, lifts aside.
  private func ceiling(ofWord word: Int) -> Float {
    var sum: Float = 0
    for part in parts {
      guard part.best.isEmpty else {
        sum += part.ceiling
        continue
      }
      var best: Float = 0
      for (_, unit, row) in part.terms {
        best = max(best, row.map { unit * Float(index.peaks[$0 * index.sets.width + word]) / 255 } ?? unit)
      }
      sum += best
    }
    return sum
  }

  /// What a list is sorted by: millionths, higher scores lower; equal numbers are ties.
  static func key(_ score: Float) -> Int64 { Int64((-score * 1_000_000).rounded()) }

  /// The best `limit` of a selection's members that match, best first; ties by `ranks`.
  ///
  /// Of bits, whole words of 64 objects are passed over whose highest impacts cannot reach what the worst of the best has.
  func best(_ limit: Int, of selection: Selection, within matches: Selection, ranks: [UInt32]) -> [UInt32] {
    var best = Best(limit: limit)
    var lifted = reader
    for (object, boost) in boosts.sorted(by: { $0.key < $1.key })
    where selection.contains(object) && matches.contains(object) {
      let key = Relevance.key(plain(object, &lifted) + boost)
      best.offer(key, ranks[Int(object)], object)
    }
    var reader = reader
    guard case .bits(let selection) = selection, case .bits(let matches) = matches else {
      selection.intersection(matches).forEach { object in
        guard boosts[object] == nil else { return }
        best.offer(Relevance.key(plain(object, &reader)), ranks[Int(object)], object)
      }
      return best.sorted
    }
    for index in selection.words.indices {
      var rest = selection.words[index] & matches.words[index]
      if rest == 0 { continue }
      // One more for the rounding of sums.
      if let worst = best.worst, Relevance.key(ceiling(ofWord: index)) - 1 > worst { continue }
      while rest != 0 {
        let object = UInt32(index << 6 + rest.trailingZeroBitCount)
        rest &= rest - 1
        let key = Relevance.key(plain(object, &reader))
        if let worst = best.worst, key > worst { continue }
        if boosts[object] == nil { best.offer(key, ranks[Int(object)], object) }
      }
    }
    return best.sorted
  }
}

/// The lowest of what is offered, up to a limit: a heap with the highest of them on top.
private struct Best {
  private struct Entry {
    let key: Int64
    let rank: UInt32
    let object: UInt32

    static func < (left: Entry, right: Entry) -> Bool { (left.key, left.rank) < (right.key, right.rank) }
  }

  private let limit: Int
  private var entries: [Entry] = []

  init(limit: Int) { self.limit = limit }

  /// What must not be exceeded to be taken; `nil` while anything is.
  var worst: Int64? { entries.count < limit ? nil : entries.first?.key ?? .min }

  var sorted: [UInt32] { entries.sorted { $0 < $1 }.map(\.object) }

  mutating func offer(_ key: Int64, _ rank: UInt32, _ object: UInt32) {
    let entry = Entry(key: key, rank: rank, object: object)
    if entries.count < limit {
      entries.append(entry)
      var child = entries.count - 1
      while child > 0, entries[(child - 1) / 2] < entries[child] {
        entries.swapAt(child, (child - 1) / 2)
        child = (child - 1) / 2
      }
    } else if let worst = entries.first, entry < worst {
      entries[0] = entry
      var parent = 0
      while true {
        var greatest = parent
        for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count && entries[greatest] < entries[child]
        {
          greatest = child
        }
        if greatest == parent { return }
        entries.swapAt(parent, greatest)
        parent = greatest
      }
    }
  }
}

extension InvertedIndex {
  /// How telling a term is that so many objects hold: BM25's inverse document frequency, above 0.
  func rarity(_ slot: Slot) -> Float {
    let holders = Float(min(count, postings(slot.terms).count))
    return logarithm(1 + (Float(population) - holders + 0.5) / (holders + 0.5))
  }
}
