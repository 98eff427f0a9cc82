/// Looks for names in the search index, by words that are near to those typed.
extension Catalog {
  /// Offers the objects that have a word near to what was typed in their names, or begin with it, or have all its words.
  func offerByWord(to near: inout NearObjects) {
    let index = search[near.kind]
    let key = String(String.UnicodeScalarView(near.nearness.word))
    let tokens = Tokens(key)
    if tokens.tokens.contains(where: \.isIdeogram) {
      // Terms of one or two characters are near to thousands; but names of as many seldom begin with the wrong one.
      offerBeginnings(String(key.prefix(1)), in: index, to: &near)
    } else {
      offerOneWord(key, in: index, to: &near)
    }
    if tokens.tokens.count > 1 {
      offerWords(tokens, in: index, to: &near)
    } else if near.nearness.looksInside {
      offerBeginnings(key, in: index, to: &near)
    }
  }

  /// Those that are called by one word, and those that have it among others.
  private func offerOneWord(_ key: String, in index: InvertedIndex, to near: inout NearObjects) {
    let terms = index.terms.near(key, atMost: near.nearness.bound).sorted {
      ($0.distance, $0.term) < ($1.distance, $1.term)
    }
    for (term, distance) in terms.prefix(64) where !near.nearest.isFull(within: distance - 1) {
      let name = index.terms.string(term)
      for number in names[Int(near.kind.rawValue)].find(name, in: self).prefix(near.nearest.limit) {
        offer(number, to: &near)
      }
      guard near.nearness.looksInside, !near.nearest.isFull(within: distance) else { continue }
      offerNamed(by: term, in: index, within: distance + 1, to: &near)
    }
  }

  private func offerBeginnings(_ key: String, in index: InvertedIndex, to near: inout NearObjects) {
    for term in index.terms.range(beginning: Array(key.utf8)).prefix(64) where !near.nearest.isFull(within: 0) {
      offerNamed(by: term, in: index, within: 1, to: &near)
    }
  }

  /// The first objects that have a term in their names, until as many as asked for are found to be so near.
  private func offerNamed(by term: Int, in index: InvertedIndex, within distance: Int, to near: inout NearObjects) {
    var found = 0
    for number in index.named(by: term, near.kind, most: 32) where found < near.nearest.limit {
      if let measured = offer(number, to: &near), measured <= distance { found += 1 }
    }
  }

  /// Those that have several of the words, or words near to them: as many of the longest as some object has together.
  private func offerWords(_ tokens: Tokens, in index: InvertedIndex, to near: inout NearObjects) {
    var slots: [[Int]] = []
    for token in tokens.tokens.sorted(by: { $0.length > $1.length }).prefix(4) {
      let isLast = token.term == tokens.tokens.last?.term
      let terms = index.terms(near: tokens.term(token), token, isBegun: isLast, within: near.nearness.bound)
      if !terms.isEmpty { slots.append(terms) }
    }
    slots.sort { index.holders($0) < index.holders($1) }
    guard let rarest = slots.first else { return }
    var found = Bitmap(capacity: index.count)
    for term in rarest { found.formUnion(index.named(by: term, near.kind, most: .max)) }
    for slot in slots.dropFirst() {
      var holders = Bitmap(capacity: index.count)
      for term in slot { holders.formUnion(index.sets, term) }
      holders.formIntersection(found)
      if !holders.isEmpty { found = holders }
    }
    for number in found.members(from: 0, limit: 256) { offer(number, to: &near) }
  }
}

extension InvertedIndex {
  /// A word where it is known, else up to 16 terms that are near to it, nearest first; and those that it begins.
  fileprivate func terms(
    near term: ArraySlice<UInt8>, _ token: Tokens.Token, isBegun: Bool, within bound: Int
  ) -> [Int] {
    let begun = isBegun ? Array(terms.range(beginning: term).prefix(16)) : []
    if let known = terms.find(term) { return [known] + begun }
    guard !token.isIdeogram, token.length >= 3 else { return begun }
    let near = terms.near(String(decoding: term, as: UTF8.self), atMost: min(bound, token.length < 4 ? 1 : 2))
    return near.sorted { ($0.distance, $0.term) < ($1.distance, $1.term) }.prefix(16).map(\.term) + begun
  }

  fileprivate func holders(_ terms: [Int]) -> Int { terms.reduce(0) { $0 + sets.size($1) } }

  /// The first objects that have a term in a name or alias, as far as its weight tells, which it also has where it is
  /// repeated elsewhere; of claims, in their statements. It looks at no more than the first few thousand that have it at all.
  fileprivate func named(by term: Int, _ kind: Kind, most: Int) -> [UInt32] {
    let least = UInt8(kind == .claim ? SearchField.statement.weight : SearchField.alias.weight)
    var posting = Int(sets.starts[term])
    let end = posting + 4096
    var found: [UInt32] = []
    sets.visit(term) { object in
      if frequencies[posting] >= least { found.append(object) }
      posting += 1
      return found.count == most || posting == end
    }
    return found
  }
}
