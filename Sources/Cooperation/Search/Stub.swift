package struct SearchQuery { package init(_ t: String) {}; package var isEmpty: Bool { true } }
package struct SearchHits { package var bitmap: Bitmap; package func score(of n: UInt32) -> Float { 0 } }
package struct Snippet { package var field: String; package var language: Language?; package var text: String; package var ranges: [(start: Int, length: Int)] }
package struct SearchIndex: Sendable {
  package func hits(for q: SearchQuery, kind: Kind) -> SearchHits { SearchHits(bitmap: Bitmap(capacity: 0)) }
  package func snippets(for: SearchQuery, kind: Kind, number: UInt32, language: Language, in c: Catalog) -> [Snippet] { [] }
  package func suggestions(for: SearchQuery, limit: Int) -> [String] { [] }
}
extension Catalog { package var search: SearchIndex { SearchIndex() } }
package func nearest<Element>(to word: String, among candidates: some Sequence<(String, Element)>, limit: Int = 3) -> [(element: Element, distance: Int)] { [] }
