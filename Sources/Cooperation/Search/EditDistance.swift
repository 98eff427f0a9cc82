/// How many slips of the keyboard lie between two words: a letter too many, too few, wrong, or swapped with its neighbour.
///
/// Damerau–Levenshtein in its restricted form (optimal string alignment): no stretch is edited twice. The table of distances
/// between the beginnings of both words is not written down: along a column neighbours differ by one at most, so a column is two
/// sets of bits, where it rises and where it falls, and each letter of the other word makes the next column of the one before in
/// a few operations (Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", 2003).
package struct EditDistance {
  private let word: [Unicode.Scalar]
  /// A bit for each letter of a word: longer ones are compared as far as these go.
  private typealias Bits = UInt64
  /// Where the word has each letter of ASCII.
  private var places = [Bits](repeating: 0, count: 128)

  /// The distances from `word`, in Unicode scalars.
  init(from word: some Sequence<Unicode.Scalar>) {
    self.word = Array(word.prefix(Bits.bitWidth))
    for letter in Set(self.word) where letter.isASCII { places[Int(letter.value)] = places(of: letter) }
  }

  /// The distance of another word.
  func distance(of other: some Sequence<Unicode.Scalar>) -> Int {
    var distance = word.count
    // Of a word without letters the bit is none, and each letter of the other one more.
    let last: Bits = word.isEmpty ? 0 : 1 &<< Bits(word.count - 1)
    // Of the present column; before the first letter it only rises.
    var (rises, falls): (Bits, Bits) = (.max, 0)
    // Where the column goes on along the diagonal at no cost, and where the letter is the word's: now, and a letter ago.
    var (free, equal): (Bits, Bits) = (0, 0)
    for scalar in other.prefix(Bits.bitWidth) {
      let before = equal
      equal = scalar.isASCII ? places[Int(scalar.value)] : places(of: scalar)
      let swapped = (~free & equal) &<< 1 & before
      free = (((equal & rises) &+ rises) ^ rises) | equal | falls | swapped
      let (up, down) = (falls | ~(free | rises), free & rises)
      if up & last != 0 || last == 0 { distance += 1 }
      if down & last != 0 { distance -= 1 }
      let shifted = up &<< 1 | 1
      (rises, falls) = (down &<< 1 | ~(free | shifted), free & shifted)
    }
    return distance
  }

  /// Where the word has a letter.
  private func places(of scalar: Unicode.Scalar) -> Bits {
    word.reversed().reduce(0) { $0 &<< 1 | ($1 == scalar ? 1 : 0) }
  }

  /// The distance of two words, or `nil` where it is greater than `bound`.
  package static func between(_ a: String, _ b: String, atMost bound: Int) -> Int? {
    let distance = EditDistance(from: a.unicodeScalars).distance(of: b.unicodeScalars)
    return distance <= bound ? distance : nil
  }
}
