/// From the terms of one kind of object to the objects that hold them, and to the places where they stand there.
///
/// All of it lies in flat arrays, term after term and object after object, so that a range of terms (a prefix) is one
/// stretch of postings, and the places of neighbouring postings touch.
struct InvertedIndex: Sendable {
  /// Where a term stands in an object: the field in the upper 3 bits, then whether it begins and whether it ends its
  /// text, then its position in the object. Positions of different texts never touch.
  struct Place {
    static let first: UInt32 = 1 << 28
    static let last: UInt32 = 1 << 27
    static let positions = last - 1

    /// Field and position: what is next to it differs by one.
    static func key(_ place: UInt32) -> UInt32 { place & ~(first | last) }
    static func field(_ place: UInt32) -> SearchField { SearchField(rawValue: UInt8(place >> 29)) ?? .statement }
  }

  /// How many objects there are of this kind, and of all kinds.
  let count: Int
  let population: Int
  let terms: TermDictionary
  /// Where each term's postings begin.
  let starts: [UInt32]
  /// The object of each posting; ascending within a term.
  let objects: [UInt32]
  /// How strongly the object speaks of the term: BM25's saturated frequency, of 65,535.
  let impacts: [UInt16]
  /// Where each posting's places begin.
  let placeStarts: [UInt32]
  let places: [UInt32]

  func postings(_ term: Int) -> Range<Int> { Int(starts[term])..<Int(starts[term + 1]) }
  func postings(_ terms: Range<Int>) -> Range<Int> { Int(starts[terms.lowerBound])..<Int(starts[terms.upperBound]) }

  func places(ofPosting posting: Int) -> ArraySlice<UInt32> {
    places[Int(placeStarts[posting])..<Int(placeStarts[posting + 1])]
  }
}
