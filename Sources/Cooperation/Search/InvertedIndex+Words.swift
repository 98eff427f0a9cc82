/// Single words: the objects that hold them.
extension InvertedIndex {
  /// Those of the objects found, or of all, that hold a term of the slot.
  func match(_ slot: Slot, within found: Selection?) -> Selection {
    guard slot.terms.count > 1 else {
      return slot.terms.isEmpty ? .list([]) : match(slot.terms.lowerBound, within: found)
    }
    let postings = postings(slot.terms).count
    if case .list(let list) = found, list.count * slot.terms.count < postings {
      // A look into each term for each object.
      var hits: Set<UInt32> = []
      for term in slot.terms {
        if case .list(let members) = match(term, within: .list(list)) { hits.formUnion(members) }
      }
      return .list(list.filter(hits.contains))
    }
    if postings < count / 64 {
      var list: [UInt32] = []
      for term in slot.terms { sets.forEach(term) { list.append($0) } }
      list.sort()
      var distinct: [UInt32] = []
      for object in list where distinct.last != object { distinct.append(object) }
      return found?.intersection(.list(distinct)) ?? .list(distinct)
    }
    var union = Bitmap(capacity: count)
    for term in slot.terms { union.formUnion(sets, term) }
    return found?.intersection(.bits(union)) ?? .bits(union)
  }

  private func match(_ term: Int, within found: Selection?) -> Selection {
    switch (found, sets.form(term)) {
    case (nil, .list(let range)): return .list(Array(sets.members[range]))
    case (nil, .bits):
      var bits = Bitmap(capacity: count)
      bits.formUnion(sets, term)
      return .bits(bits)
    case (.bits(var bits), .bits):
      bits.formIntersection(sets, term)
      return .bits(bits)
    case (.bits(let bits), .list(let range)): return .list(sets.members[range].filter(bits.contains))
    case (.list(let list), .bits(let row)):
      return .list(list.filter { sets.words[row * sets.width + Int($0 >> 6)] & 1 << UInt64($0 & 63) != 0 })
    case (.list(let list), .list(let range)) where isLong(list.count) && isLong(range.count):
      let bits = Bitmap(capacity: count, list)
      return .list(sets.members[range].filter(bits.contains))
    case (.list(let list), .list(let range)):
      var common: [UInt32] = []
      PostingSets.meet(list, 0..<list.count, sets.members, range) { place, _ in common.append(list[place]) }
      return .list(common)
    }
  }

  /// Whether a list of so many is met sooner in a set of bits, which costs eight bytes for every 64 objects and a look for each
  /// of the list, than step by step, where no look can begin before the one before it has ended.
  private func isLong(_ size: Int) -> Bool { size > count / 256 }

  // MARK: - Postings

  /// A posting and the place of its object among those wanted; where all are wanted, the object itself.
  struct Pair: Comparable {
    private let packed: UInt64

    init(place: Int, posting: Int) { packed = UInt64(place) << 32 | UInt64(posting) }

    var place: Int { Int(packed >> 32) }
    var posting: Int { Int(packed & 0xFFFF_FFFF) }

    static func < (left: Pair, right: Pair) -> Bool { left.packed < right.packed }
  }

  /// The postings of a slot's terms in the wanted objects, or in all, ascending by object.
  func pairs(_ slot: Slot, within wanted: [UInt32]?) -> [Pair] {
    var pairs: [Pair] = []
    for term in slot.terms {
      let first = Int(sets.starts[term])
      guard let wanted else {
        var posting = first
        sets.forEach(term) {
          pairs.append(Pair(place: Int($0), posting: posting))
          posting += 1
        }
        continue
      }
      switch sets.form(term) {
      case .bits:
        var reader = PostingSets.Reader(term, in: sets)
        for (place, object) in wanted.enumerated() {
          if let posting = reader.posting(of: object) { pairs.append(Pair(place: place, posting: posting)) }
        }
      case .list(let range):
        PostingSets.meet(wanted, 0..<wanted.count, sets.members, range) { place, index in
          pairs.append(Pair(place: place, posting: first + index - range.lowerBound))
        }
      }
    }
    if slot.terms.count > 1 { pairs.sort() }
    return pairs
  }
}

/// The natural logarithm of a number ≥ 1, to six digits: the standard library alone has none.
func logarithm(_ x: Float) -> Float {
  // ln(2^e · m) = e · ln 2 + 2 · artanh((m - 1) / (m + 1)), and m lies between 1 and 2.
  let t = (x.significand - 1) / (x.significand + 1)
  let square = t * t
  let series = 1 + square * (1.0 / 3 + square * (1.0 / 5 + square * (1.0 / 7 + square * (1.0 / 9 + square / 11))))
  return Float(x.exponent) * 0.693_147_2 + 2 * t * series
}
