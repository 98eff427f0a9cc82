/// The objects of one kind that a query matches, and how well.
package struct SearchHits: Sendable {
  package let matches: Selection
  /// `nil` where the query only excludes, or nothing matches.
  private let relevance: Relevance?

  init(_ matches: Selection, _ relevance: Relevance?) {
    self.matches = matches
    self.relevance = relevance
  }

  /// How well the object matches: greater is better, 0 where it does not match or the query only excludes.
  package func score(of number: UInt32) -> Float {
    guard let relevance, matches.contains(number) else { return 0 }
    var reader = relevance.reader
    return relevance.score(number, &reader)
  }

  /// The best of the matching objects of a selection, best first; ties by `ranks`.
  func best(_ limit: Int, of selection: Selection, ranks: [UInt32]) -> [UInt32] {
    if let relevance { return relevance.best(limit, of: selection, within: matches, ranks: ranks) }
    let members = selection.intersection(matches).members
    return Array(members.sorted { ranks[Int($0)] < ranks[Int($1)] }.prefix(limit))
  }

  /// The scores of objects, which come ascending.
  func scores(of objects: [UInt32]) -> [Float] {
    guard let relevance else { return objects.map { _ in 0 } }
    var reader = relevance.reader
    return objects.map { matches.contains($0) ? relevance.score($0, &reader) : 0 }
  }
}
