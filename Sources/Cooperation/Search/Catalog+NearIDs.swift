// Sorted ids are a tree: those that begin alike lie together, and each letter that follows is a stretch of them. A word is followed
// down the tree with so many slips to spare, each of which is a step aside: a letter too many, too few, wrong, or swapped.

extension Catalog {
  /// Offers the objects whose ids begin with the word, or lie within two slips of it.
  func offerByID(to near: inout NearObjects) {
    let word = near.nearness.word.map { $0 == " " ? "-" : $0 }
    // An id has 80 letters at the most, all of them ASCII.
    guard word.count <= 80 + near.nearness.bound else { return }
    let typed = word.map { $0.isASCII ? UInt8($0.value) : 0 }
    let all = 0..<count(near.kind)
    if near.nearness.looksInside {
      let numbers = ids(all, 0, goingOn: typed[...], near.kind).prefix(256).map { numberByID($0, near.kind) }
      for number in numbers.sorted().prefix(near.nearest.limit) { offer(number, to: &near) }
    }
    for slips in 1...min(2, near.nearness.bound) where !near.nearest.isFull(within: slips - 1) {
      var steps = 400
      walk(all, 0, typed[...], slips, &steps, &near)
    }
  }

  /// Offers the objects of a stretch of ids, whose first `depth` letters are alike, that go on with the rest of the word.
  ///
  /// - Parameter steps: how many more may be taken.
  private func walk(
    _ range: Range<Int>, _ depth: Int, _ rest: ArraySlice<UInt8>, _ slips: Int, _ steps: inout Int,
    _ near: inout NearObjects
  ) {
    guard steps > 0, !range.isEmpty else { return }
    steps -= 1
    if slips == 0 {
      let found = ids(range, depth, goingOn: rest, near.kind)
      if !found.isEmpty, id(found.lowerBound, near.kind).count == depth + rest.count {
        offer(numberByID(found.lowerBound, near.kind), to: &near)
      }
      return
    }
    guard range.count > 4 else {
      for place in range { offer(numberByID(place, near.kind), to: &near) }
      return
    }
    var low = range.lowerBound
    if id(low, near.kind).count == depth {
      if rest.count <= slips { offer(numberByID(low, near.kind), to: &near) }
      low += 1
    }
    while low < range.upperBound {
      let letter = letter(low, depth, near.kind)
      let branch = low..<firstID(in: low..<range.upperBound) { self.letter($0, depth, near.kind) > letter }
      if letter == rest.first {
        walk(branch, depth + 1, rest.dropFirst(), slips, &steps, &near)
      } else {
        if !rest.isEmpty { walk(branch, depth + 1, rest.dropFirst(), slips - 1, &steps, &near) }
        if let second = rest.dropFirst().first, letter == second {
          let swapped = ids(branch, depth + 1, goingOn: rest.prefix(1), near.kind)
          walk(swapped, depth + 2, rest.dropFirst(2), slips - 1, &steps, &near)
        }
      }
      walk(branch, depth + 1, rest, slips - 1, &steps, &near)
      low = branch.upperBound
    }
    if !rest.isEmpty { walk(range, depth, rest.dropFirst(), slips - 1, &steps, &near) }
  }

  // MARK: - Ids in their order

  private func numberByID(_ place: Int, _ kind: Kind) -> UInt32 {
    kind == .event ? eventsByID[place] : UInt32(place)
  }

  private func id(_ place: Int, _ kind: Kind) -> ArraySlice<UInt8> { texts.utf8(id(kind, numberByID(place, kind))) }

  private func letter(_ place: Int, _ depth: Int, _ kind: Kind) -> UInt8 {
    let id = id(place, kind)
    return id[id.startIndex + depth]
  }

  /// Those of a stretch, alike in their first `depth` letters, that have these behind them.
  private func ids(
    _ range: Range<Int>, _ depth: Int, goingOn letters: ArraySlice<UInt8>, _ kind: Kind
  ) -> Range<Int> {
    let first = firstID(in: range) { !id($0, kind).dropFirst(depth).lexicographicallyPrecedes(letters) }
    return first..<firstID(in: first..<range.upperBound) { !id($0, kind).dropFirst(depth).starts(with: letters) }
  }

  /// The first of a stretch that is so, as all behind it are.
  private func firstID(in range: Range<Int>, where isBehind: (Int) -> Bool) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
