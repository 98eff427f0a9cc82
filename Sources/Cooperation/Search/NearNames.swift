/// The ids, names and aliases of a kind's objects, folded: made once, they are quickly looked through for what is near to a word.
///
/// A class, so that it can be made when it is first wanted, and then be shared.
package final class NearNames: Sendable {
  let texts: FoldedTexts
  /// Whose each text is.
  let owners: [UInt32]

  /// A kind that has more objects is not looked through from end to end.
  package static let most = 1000

  package init(of kind: Kind, in catalog: Catalog) {
    var (texts, owners) = (FoldedTexts(), [UInt32]())
    for number in 0..<UInt32(catalog.count(kind)) {
      catalog.forEachKey(of: number, kind) { text in
        texts.append(text)
        owners.append(number)
      }
    }
    (self.texts, self.owners) = (texts, owners)
  }
}

extension Catalog {
  /// Visits an object's id, names and aliases.
  func forEachKey(of number: UInt32, _ kind: Kind, _ visit: (Span<UInt8>) -> Void) {
    visit(texts.utf8(id(kind, number)).span)
    NameIndex.forEachName(of: number, kind, in: self) { visit(texts.utf8($0).span) }
  }
}
