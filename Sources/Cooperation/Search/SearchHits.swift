/// The objects of one kind that a query matches, and how well.
package struct SearchHits: Sendable {
  package let bitmap: Bitmap
  /// How many members lie before each word of the bitmap.
  private let ranks: [UInt32]
  private let scores: [Float]

  /// Objects, ascending, with their scores.
  init(capacity: Int, _ numbers: [UInt32], _ scores: [Float]) {
    bitmap = Bitmap(capacity: capacity, numbers)
    var (ranks, total): ([UInt32], UInt32) = ([], 0)
    ranks.reserveCapacity(bitmap.words.count)
    for word in bitmap.words {
      ranks.append(total)
      total += UInt32(word.nonzeroBitCount)
    }
    self.ranks = ranks
    self.scores = scores
  }

  /// How well the object matches: greater is better, 0 where it does not match or the query only excludes.
  package func score(of number: UInt32) -> Float {
    guard number < bitmap.capacity, bitmap.contains(number) else { return 0 }
    let word = Int(number >> 6)
    let before = bitmap.words[word] & ((1 << UInt64(number & 63)) - 1)
    return scores[Int(ranks[word]) + before.nonzeroBitCount]
  }
}
