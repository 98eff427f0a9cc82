/// How many slips of the keyboard lie between two words: a letter too many, too few, wrong, or swapped with its neighbour.
///
/// Damerau–Levenshtein in its restricted form (optimal string alignment): no stretch is edited twice.
package enum EditDistance {
  /// The distance in Unicode scalars, or `nil` where it is greater than `bound`.
  package static func between(_ a: String, _ b: String, atMost bound: Int) -> Int? {
    var rows = Rows(for: Array(a.unicodeScalars), atMost: bound)
    for scalar in b.unicodeScalars where !rows.append(scalar) { return nil }
    return rows.distance
  }

  /// The table of distances between a word's beginnings and those of another that grows letter by letter.
  ///
  /// Row n holds the distances of the other's first n letters to every beginning of the word. Words in the order of a
  /// dictionary share the rows of the beginnings that they share.
  struct Rows {
    private let word: [Unicode.Scalar]
    private let bound: Int
    private let width: Int
    private var cells: [Int]
    private(set) var other: [Unicode.Scalar] = []

    init(for word: [Unicode.Scalar], atMost bound: Int) {
      self.word = word
      self.bound = bound
      width = word.count + 1
      cells = Array(0..<width)
    }

    /// The distance of the two words, if it is within the bound.
    var distance: Int? {
      let distance = cells[cells.count - 1]
      return distance <= bound ? distance : nil
    }

    /// The distance of another word, if it is within the bound. What it begins with like the one before is not counted again.
    mutating func distance(of word: [Unicode.Scalar]) -> Int? {
      var shared = 0
      while shared < min(word.count, other.count), word[shared] == other[shared] { shared += 1 }
      truncate(to: shared)
      for scalar in word[shared...] where !append(scalar) { return nil }
      return distance
    }

    /// Adds a letter to the other word; returns whether any word that goes on so can lie within the bound.
    mutating func append(_ scalar: Unicode.Scalar) -> Bool {
      let above = cells.count - width
      let previous = other.last
      other.append(scalar)
      cells.append(other.count)
      var (left, least, leastAbove) = (other.count, other.count, cells[above])
      for column in 1..<max(width, 1) {
        let substituted = cells[above + column - 1] + (word[column - 1] == scalar ? 0 : 1)
        var distance = min(substituted, min(cells[above + column], left) + 1)
        if column > 1, word[column - 1] == previous, word[column - 2] == scalar {
          distance = min(distance, cells[above - width + column - 2] + 1)
        }
        cells.append(distance)
        left = distance
        least = min(least, distance)
        leastAbove = min(leastAbove, cells[above + column])
      }
      // A swap reaches over a row, so the one before counts too.
      return least <= bound || leastAbove < bound
    }

    /// Keeps only the first `count` letters of the other word.
    mutating func truncate(to count: Int) {
      guard count < other.count else { return }
      other.removeLast(other.count - count)
      cells.removeLast(cells.count - (count + 1) * width)
    }
  }
}
