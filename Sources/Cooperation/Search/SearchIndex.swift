/// Full text search over the whole catalog, all languages at once: one inverted index for each kind.
///
/// A hit holds every word of the query somewhere, in whatever field and language. Scores are BM25's, each term's
/// frequency weighted by field; an object that bears exactly the query as its name stands before all others of its kind.
/// Rarity is measured among the objects of all kinds, so that the scores of different kinds can be compared: what is one
/// of few actors comes before what is one of many events.
package struct SearchIndex: Sendable {
  private let indexes: [InvertedIndex]

  /// An index of nothing.
  init() { self.init(joining: [], population: 0) }

  package init(_ catalog: Catalog) {
    self.init(joining: Stretch.all(of: catalog).map { Words(of: $0, in: catalog) }, population: catalog.population)
  }

  /// - Parameter words: those of every stretch, in their order.
  package init(joining words: [Words], population: Int) {
    self.init(Kind.allCases.map { Part(of: $0, joining: words, population: population) })
  }

  /// - Parameter parts: those of every kind, in their order.
  package init(_ parts: [Part]) { indexes = parts.map(\.index) }

  /// The index of one kind, which can be made beside the others.
  package struct Part: Sendable {
    fileprivate let index: InvertedIndex

    /// - Parameter words: those of every stretch, in their order.
    package init(of kind: Kind, joining words: [Words], population: Int) {
      index = InvertedIndex.joining(words.filter { $0.kind == kind }.map(\.words), population: population)
    }
  }

  subscript(kind: Kind) -> InvertedIndex { indexes[Int(kind.rawValue)] }

  /// The objects of a kind that match; all of them where the query is empty.
  package func hits(for query: SearchQuery, kind: Kind) -> SearchHits { self[kind].hits(for: query) }
}

extension SearchIndex {
  /// Objects of one kind whose words are read in one go.
  package struct Stretch: Sendable {
    fileprivate let kind: Kind
    fileprivate let numbers: Range<UInt32>
    package var count: Int { numbers.count }

    /// All objects, stretch after stretch.
    ///
    /// - Parameter length: how many objects one has: a multiple of what `NameShapes` keeps together.
    package static func all(of catalog: Catalog, length: Int = 1 << 15) -> [Stretch] {
      Kind.allCases.flatMap { kind in
        let count = catalog.count(kind)
        return stride(from: 0, to: count, by: length).map { first in
          Stretch(kind: kind, numbers: UInt32(first)..<UInt32(min(first + length, count)))
        }
      }
    }
  }

  /// The words of a stretch.
  package struct Words: Sendable {
    fileprivate let kind: Kind
    fileprivate let words: StretchWords

    package init(of stretch: Stretch, in catalog: Catalog) {
      let texts = catalog.texts
      var builder = InvertedIndexBuilder()
      for number in stretch.numbers {
        catalog.forEachSearchText(stretch.kind, number) { field, _, text in builder.add(texts.utf8(text).span, field) }
        builder.endObject()
      }
      kind = stretch.kind
      words = builder.finish(first: stretch.numbers.lowerBound)
    }
  }
}

extension Catalog {
  /// How many objects there are of all kinds.
  package var population: Int { Kind.allCases.reduce(0) { $0 + count($1) } }
}
