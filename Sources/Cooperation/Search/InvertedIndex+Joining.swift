/// Turns the words of objects, which come object after object, into an index, which has them term after term.
///
/// Tokens are first dealt into hands, each of a stretch of neighbouring terms, and every hand is then sorted by counting. A
/// hand's terms fit the cache; placing each token at once where it belongs among millions of terms would miss it every time.
/// What comes of a hand is only ever put behind what is there.
extension InvertedIndex {
  /// Joins stretches of objects that lie one behind the other; `population` is the number of objects of all kinds.
  convenience init(joining stretches: [InvertedIndexBuilder], population: Int) {
    let (terms, ranks) = TermTable.merge(stretches.map(\.table))
    let lengths = stretches.flatMap(\.lengths)
    var hands = Hands(stretches, ranks, of: terms.count)
    var names = NameShapes()
    for stretch in stretches { names.append(stretch.names) }
    names.finish()

    var sets = PostingSets.Writer(capacity: lengths.count)
    var frequencies: [UInt8] = []
    var places = Places()
    let weights = SearchField.allCases.map { UInt32($0.weight) }
    var (objects, placesOfObject): ([UInt32], [UInt32]) = ([], [])
    while hands.next() {
      for tokens in hands.tokensOfTerms {
        objects.removeAll(keepingCapacity: true)
        var index = tokens.lowerBound
        while index < tokens.upperBound {
          let object = hands.sorted[index].object
          placesOfObject.removeAll(keepingCapacity: true)
          var frequency: UInt32 = 0
          while index < tokens.upperBound, hands.sorted[index].object == object {
            let place = hands.sorted[index].place
            frequency += weights[Int(place.field)]
            placesOfObject.append(place.position)
            index += 1
          }
          objects.append(object)
          frequencies.append(UInt8(min(frequency, 255)))
          places.append(placesOfObject[...])
        }
        sets.append(objects[...])
      }
    }
    let (finished, damping) = (sets.finish(), InvertedIndex.damping(lengths))
    self.init(
      count: lengths.count, population: population, terms: terms, sets: finished, frequencies: frequencies,
      damping: damping, peaks: InvertedIndex.peaks(finished, frequencies, damping), places: places, names: names)
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

/// All tokens of some stretches, dealt by term.
private struct Hands {
  struct Token {
    var term: UInt32 = 0
    var object: UInt32 = 0
    var place = InvertedIndexBuilder.Place.none
  }

  /// A hand has as many terms as fit these bits.
  private static let bits: UInt32 = 11

  private var dealt: [Token]
  /// Where each hand begins, and where the last one ends.
  private var bounds: [Int]
  private let termCount: Int
  private var hand = -1
  /// The present hand, term after term and, within one, object after object.
  private(set) var sorted: [Token] = []
  /// The part of `sorted` that each of its terms has.
  private(set) var tokensOfTerms: [Range<Int>] = []

  init(_ stretches: [InvertedIndexBuilder], _ ranks: [[UInt32]], of termCount: Int) {
    self.termCount = termCount
    bounds = [Int](repeating: 0, count: termCount >> Int(Hands.bits) + 2)
    for (stretch, ranks) in zip(stretches, ranks) {
      for term in stretch.terms { bounds[Int(ranks[Int(term)] >> Hands.bits) + 1] += 1 }
    }
    for hand in 1..<bounds.count { bounds[hand] += bounds[hand - 1] }
    dealt = [Token](repeating: Token(), count: bounds[bounds.count - 1])
    var next = bounds
    var object: UInt32 = 0
    for (stretch, ranks) in zip(stretches, ranks) {
      var token = 0
      for length in stretch.lengths {
        for _ in 0..<length {
          let term = ranks[Int(stretch.terms[token])]
          let hand = Int(term >> Hands.bits)
          dealt[next[hand]] = Token(term: term, object: object, place: stretch.places[token])
          next[hand] += 1
          token += 1
        }
        object += 1
      }
    }
  }

  /// Takes up the next hand; false behind the last.
  mutating func next() -> Bool {
    hand += 1
    let first = hand << Int(Hands.bits)
    guard first < termCount else { return false }
    let tokens = bounds[hand]..<bounds[hand + 1]
    let terms = min(1 << Int(Hands.bits), termCount - first)
    var starts = [Int](repeating: 0, count: terms + 1)
    for index in tokens { starts[Int(dealt[index].term) - first + 1] += 1 }
    for term in 1...terms { starts[term] += starts[term - 1] }
    tokensOfTerms = (0..<terms).map { starts[$0]..<starts[$0 + 1] }
    if sorted.count < tokens.count { sorted += repeatElement(Token(), count: tokens.count - sorted.count) }
    for index in tokens {
      let term = Int(dealt[index].term) - first
      sorted[starts[term]] = dealt[index]
      starts[term] += 1
    }
    return true
  }
}
