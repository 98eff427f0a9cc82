// What was meant by a word that no object is called by.
//
// Few objects are measured one by one. Of many, only those are measured that can be near: the ids are walked down like a tree,
// and the words of names are found in the search index, both as far as a bound allows that does not grow with the dataset. What
// that may miss is a name of several words whose slips join, part or leave out words, where the id does not show it.

extension Catalog {
  /// Up to `limit` objects whose id, name or alias is nearest to what was typed, nearest first, ties by number.
  ///
  /// - Parameter most: a kind that has more objects is not read from end to end.
  package func nearest(
    to word: String, _ kind: Kind, limit: Int = 3, scanning most: Int = 1000
  ) -> [(element: UInt32, distance: Int)] {
    guard let nearness = Nearness(to: word) else { return [] }
    var near = NearObjects(kind, nearness, limit: limit)
    if count(kind) <= most {
      near.rest = count(kind)
      for number in 0..<UInt32(count(kind)) { offer(number, to: &near) }
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
    var least = near.nearness.distance(of: texts.utf8(id(near.kind, number)).span) ?? .max
    NameIndex.forEachName(of: number, near.kind, in: self) { text in
      if let distance = near.nearness.distance(of: texts.utf8(text).span) { least = min(least, distance) }
    }
    guard least < .max else { return nil }
    near.nearest.offer(number, least, rank: Int(number))
    return least
  }
}

/// The objects of a kind that lie nearest to a word, while they are looked for.
struct NearObjects {
  let kind: Kind
  var nearness: Nearness
  var nearest: Nearest<UInt32>
  /// How many more are measured.
  var rest = 2048

  init(_ kind: Kind, _ nearness: Nearness, limit: Int) {
    self.kind = kind
    self.nearness = nearness
    nearest = Nearest(limit: limit)
  }
}
