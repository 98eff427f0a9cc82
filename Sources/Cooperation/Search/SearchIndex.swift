/// Full text search over the whole catalog, all languages at once: one inverted index for each kind.
///
/// A hit holds every word of the query somewhere, in whatever field and language. Scores are BM25's, each term's
/// frequency weighted by field; an object that bears exactly the query as its name stands before all others of its kind.
/// Rarity is measured among the objects of all kinds, so that the scores of different kinds can be compared: what is one
/// of few actors comes before what is one of many events.
package struct SearchIndex: Sendable {
  private let indexes: [InvertedIndex]

  /// An index of nothing.
  init() { indexes = Kind.allCases.map { _ in InvertedIndexBuilder().finish(population: 0) } }

  package init(_ catalog: Catalog) {
    let population = Kind.allCases.reduce(0) { $0 + catalog.count($1) }
    indexes = Kind.allCases.map { kind in
      var builder = InvertedIndexBuilder()
      for number in 0..<UInt32(catalog.count(kind)) {
        catalog.forEachSearchText(kind, number) { field, _, text in builder.add(catalog.texts.utf8(text).span, field) }
        builder.endObject()
      }
      return builder.finish(population: population)
    }
  }

  /// Lent out where it lies: a copy would count references to all its arrays.
  subscript(kind: Kind) -> InvertedIndex {
    _read { yield indexes[Int(kind.rawValue)] }
  }

  /// The objects of a kind that match; all of them where the query is empty.
  package func hits(for query: SearchQuery, kind: Kind) -> SearchHits { self[kind].hits(for: query) }
}
