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
  /// Row n holds the distances of the other's first n letters to beginnings of the word. Words in the order of a
  /// dictionary share the rows of the beginnings that they share. Of a row only the cells are kept whose beginning is not
  /// longer or shorter by more than the bound, since all others lie beyond it: a letter costs 2 · bound + 1 cells.
  struct Rows {
    private let word: [Unicode.Scalar]
    private let bound: Int
    /// Cells of a row: the one in the middle is of beginnings of the same length.
    private let width: Int
    private var cells: [Int]
    private(set) var other: [Unicode.Scalar] = []

    init(for word: [Unicode.Scalar], atMost bound: Int) {
      self.word = word
      self.bound = bound
      let reach = max(0, bound)
      width = 2 * reach + 1
      cells = (-reach...reach).map { 0...word.count ~= $0 ? $0 : reach + 1 }
    }

    /// The distance of the two words, if it is within the bound.
    var distance: Int? {
      let place = word.count - other.count + width / 2
      guard place >= 0, place < width else { return nil }
      let distance = cells[cells.count - width + place]
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
      let (word, bound, width) = (word, bound, width)
      let (above, row, middle) = (cells.count - width, cells.count, width / 2)
      let previous = other.last
      other.append(scalar)
      // The beginning of the word that the first cell is of.
      let first = other.count - middle
      let far = middle + 1
      cells.append(contentsOf: repeatElement(far, count: width))
      var cells = cells.mutableSpan
      var (left, least, leastAbove) = (far, far, far)
      for place in max(0, -first)..<max(0, -first, min(width, word.count - first + 1)) {
        let column = first + place
        // A row further up the same beginning of the word stands a place further on.
        var distance = min(place + 1 < width ? cells[above + place + 1] : far, left) + 1
        if column > 0 {
          distance = min(distance, cells[above + place] + (word[column - 1] == scalar ? 0 : 1))
        }
        if column > 1, word[column - 1] == previous, word[column - 2] == scalar {
          distance = min(distance, cells[above - width + place] + 1)
        }
        leastAbove = min(leastAbove, cells[above + place])
        cells[row + place] = distance
        left = distance
        least = min(least, distance)
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
