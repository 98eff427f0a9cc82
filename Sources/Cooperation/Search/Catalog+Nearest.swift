// What was meant by a word that no object is called by.
//
// Few objects are measured one by one, by names that are folded already. Of many, only those are measured that can be near: the
// ids are walked down like a tree, and the words of names are found in the search index, both as far as a bound allows that does
// not grow with the dataset. What that may miss is a name of several words whose slips join, part or leave out words, where the
// id does not show it.

extension Catalog {
  /// Up to `limit` objects whose id, name or alias is nearest to what was typed, nearest first, ties by number.
  ///
  /// - Parameter names: those of the kind, to look through all of them; `nil` where these are too many.
  package func nearest(
    to word: String, _ kind: Kind, limit: Int = 3, among names: NearNames? = nil
  ) -> [(element: UInt32, distance: Int)] {
    guard let nearness = Nearness(to: word) else { return [] }
    var near = NearObjects(kind, nearness, limit: limit)
    if let names {
      for (text, number) in names.owners.enumerated() {
        if let distance = nearness.distance(of: text, in: names.texts) {
          near.nearest.offer(number, distance, rank: Int(number))
        }
      }
    } else {
      offerByID(to: &near)
      offerByWord(to: &near)
    }
    return near.nearest.elements
  }

  /// Measures an object by its id, name and aliases.
  ///
  /// - Returns: how far it is; `nil` where it is not near, or enough were measured.
  @discardableResult
  func offer(_ number: UInt32, to near: inout NearObjects) -> Int? {
    guard near.rest > 0 else { return nil }
    near.rest -= 1
    var least = Int.max
    forEachKey(of: number, near.kind) { text in
      near.texts.removeAll()
      near.texts.append(text)
      least = min(least, near.nearness.distance(of: 0, in: near.texts) ?? .max)
    }
    guard least < .max else { return nil }
    near.nearest.offer(number, least, rank: Int(number))
    return least
  }
}

/// The objects of a kind that lie nearest to a word, while they are looked for.
struct NearObjects {
  let kind: Kind
  let nearness: Nearness
  var nearest: Nearest<UInt32>
  /// How many more are measured.
  var rest = 2048
  /// Memory to work in.
  var texts = FoldedTexts()

  init(_ kind: Kind, _ nearness: Nearness, limit: Int) {
    self.kind = kind
    self.nearness = nearness
    nearest = Nearest(limit: limit)
  }
}
