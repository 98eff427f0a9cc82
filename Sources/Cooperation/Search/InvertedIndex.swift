/// From the terms of one kind of object to the objects that hold them, and to the places where they stand there.
///
/// All of it lies in flat arrays, term after term and object after object, so that a range of terms (a prefix) is one
/// stretch of postings. What a query costs, where the kind has n objects: a word that more than every 32nd object holds
/// n / 64 words, a rarer one its postings or, next to a shorter list, leaps through them; a phrase or a run of characters
/// the places of its terms in what holds all of them; the best hits a look at what can still be among them.
///
/// One object, for answers hold it: a copy would count references to all its arrays.
final class InvertedIndex: Sendable {
  /// How many objects there are of this kind, and of all kinds.
  let count: Int
  let population: Int
  let terms: TermDictionary
  /// The objects of each term.
  let sets: PostingSets
  /// How often each posting's object holds the term, weighted by field; at most 255.
  let frequencies: [UInt8]
  /// BM25's k1 · (1 - b + b · length / average length) of each object.
  let damping: [Float]
  /// The highest impact among the 64 objects of each word of a dense term's row, of 255, rounded up.
  let peaks: [UInt8]
  let places: Places
  let names: NameShapes

  init(
    count: Int, population: Int, terms: TermDictionary, sets: PostingSets, frequencies: [UInt8], damping: [Float],
    peaks: [UInt8], places: Places, names: NameShapes
  ) {
    self.count = count
    self.population = population
    self.terms = terms
    self.sets = sets
    self.frequencies = frequencies
    self.damping = damping
    self.peaks = peaks
    self.places = places
    self.names = names
  }

  /// BM25's saturated frequency: below 1.
  func impact(_ posting: Int, _ object: UInt32) -> Float {
    let frequency = Float(frequencies[posting])
    return frequency / (frequency + damping[Int(object)])
  }

  func postings(_ term: Int) -> Range<Int> { sets.postings(term) }
  func postings(_ terms: Range<Int>) -> Range<Int> { sets.postings(terms) }
}
