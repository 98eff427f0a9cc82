package import Cooperation
package import HTTP
internal import Synchronization

extension Service {
  /// Everything that answers are made of. One object, for a catalog has hundreds of parts, and all that answers hold it.
  package final class Edition: Sendable {
    package let catalog: Catalog
    /// The whole dataset, one record a line, and its SHA-256 in hexadecimal.
    package let ndjson: any Producer
    package let checksum: String
    /// The bytes of the database file, and what tells them from others.
    package let sqlite: ByteSource
    package let seal: String
    // Called when they are asked for, which no server is at once.
    package let openAPIYAML: @Sendable () -> [UInt8]
    package let openAPIJSON: @Sendable () -> [UInt8]
    package let page: @Sendable () -> FrontPage
    let fragments: Fragments
    /// A slot for each kind, filled for one that is not large when somebody first writes a name wrong.
    private let nearNames = InlineArray<6, AtomicLazyReference<NearNames>> { _ in AtomicLazyReference() }

    package init(
      catalog: Catalog, ndjson: any Producer, checksum: String, sqlite: ByteSource, seal: String,
      openAPIYAML: @escaping @Sendable () -> [UInt8], openAPIJSON: @escaping @Sendable () -> [UInt8],
      page: @escaping @Sendable () -> FrontPage
    ) {
      self.catalog = catalog
      self.ndjson = ndjson
      self.checksum = checksum
      self.sqlite = sqlite
      self.seal = seal
      self.openAPIYAML = openAPIYAML
      self.openAPIJSON = openAPIJSON
      self.page = page
      fragments = Fragments(for: catalog)
    }

    func nearest(to word: String, _ kind: Kind) -> [(element: UInt32, distance: Int)] {
      catalog.nearest(to: word, kind, among: nearNames(of: kind))
    }

    private func nearNames(of kind: Kind) -> NearNames? {
      guard catalog.count(kind) <= NearNames.most else { return nil }
      let place = Int(kind.rawValue)
      return nearNames[place].load() ?? nearNames[place].storeIfNil(NearNames(of: kind, in: catalog))
    }
  }
}

// Asked through the edition, the catalog is asked where it lies; through a path of properties the compiler copies it first, with a
// count for each of its hundred arrays.
extension Service.Edition {
  func select(_ question: Question) -> Selection { catalog.select(question) }

  func counts(
    _ dimension: Dimension, of question: Question, in selection: Selection
  ) -> [(value: UInt32, count: Int)] {
    catalog.counts(dimension, of: question, in: selection)
  }

  func page(
    _ selection: Selection, _ kind: Kind, by order: Order, language: Language, hits: SearchHits?, offset: Int,
    limit: Int
  ) -> [UInt32] {
    catalog.page(selection, kind, by: order, language: language, hits: hits, offset: offset, limit: limit)
  }

  func hits(of query: SearchQuery, _ kind: Kind) -> SearchHits { catalog.search.hits(for: query, kind: kind) }

  func snippets(
    _ reader: inout SnippetReader, _ kind: Kind, _ number: UInt32, language: Language, _ visit: (Snippet) -> Void
  ) {
    reader.read(kind, number, language: language, in: catalog, visit)
  }

  var claimFields: [String] { catalog.claimFields }
  func find(_ kind: Kind, id: String) -> UInt32? { catalog.find(kind, id: id) }
  func bearers(of word: String, _ kind: Kind) -> [UInt32] { catalog.bearers(of: word, kind) }
  func countries(called name: String) -> [String] { catalog.countries(called: name) }

  func id(_ kind: Kind, _ number: UInt32) -> ArraySlice<UInt8> { catalog.texts.utf8(catalog.id(kind, number)) }
  func name(_ kind: Kind, _ number: UInt32) -> LocalizedReference { catalog.name(kind, number) }
  func type(_ kind: Kind, _ number: UInt32) -> String? { catalog.type(kind, number) }
  func text(_ reference: TextReference) -> String { catalog.texts.string(reference) }
  func countryName(_ value: UInt32, _ language: Language) -> String? { catalog.countryName(value, language) }
  func date(_ number: UInt32?) -> DateRecord? { catalog.date(number) }
  func days(_ kind: Kind, _ number: UInt32) -> (added: Day, updated: Day) { catalog.days(kind, number) }
}
