/// How far texts lie from a word; its memory serves all of them, so that a look at thousands allocates nothing.
///
/// Texts are compared folded. One is near within a third of the word's length, at least 1 and at most 4 slips; also where
/// the word begins it (from three letters on), or is near to one of its words, which counts as one slip more.
struct Nearness {
  /// The folded word.
  let word: [Unicode.Scalar]
  let bound: Int
  private let letters: LetterSet
  private let edits: EditDistance
  private var pieces: [Folding.Piece] = []
  /// The text's folded words with one space between them.
  private var key: [Unicode.Scalar] = []

  /// More letters than any name has: nothing is near to a longer word.
  private static let mostLetters = 256

  /// `nil` for a word without a letter, or too long.
  init?(to word: String) {
    guard word.unicodeScalars.prefix(Self.mostLetters + 1).count <= Self.mostLetters else { return nil }
    self.word = Array(Folding.key(word).unicodeScalars)
    guard !self.word.isEmpty else { return nil }
    bound = min(4, max(1, self.word.count / 3))
    letters = LetterSet(self.word)
    edits = EditDistance(from: self.word)
  }

  /// Whether texts are near that hold the word, or begin with it.
  var looksInside: Bool { word.count >= 3 }

  /// The slips to a text, given as well-formed UTF-8; `nil` where it is not near.
  mutating func distance(of text: Span<UInt8>) -> Int? {
    guard letters.mayBe(within: bound, of: text) else { return nil }
    read(text)
    var least = slips(0..<key.count) ?? .max
    if least > 0, looksInside {
      // What it begins is one slip off, however long.
      if key.starts(with: word) { least = 1 }
      var start = 0
      for index in key.indices where key[index] == " " {
        least = min(least, slipsOfPart(start..<index))
        start = index + 1
      }
      if start > 0 { least = min(least, slipsOfPart(start..<key.count)) }
    }
    return least == .max ? nil : least
  }

  private mutating func read(_ text: Span<UInt8>) {
    key.removeAll(keepingCapacity: true)
    if Folding.isASCII(text) {
      key.append(atMost: text.count) { key in
        var needsSpace = false
        for index in text.indices {
          if Folding.sort(ofASCII: text[index]) == .letter {
            if needsSpace { key.append(" ") }
            needsSpace = false
            key.append(Unicode.Scalar(text[index] | 0x20))
          } else {
            needsSpace = !key.isEmpty
          }
        }
      }
      return
    }
    pieces.removeAll(keepingCapacity: true)
    Folding.append(text, to: &pieces)
    key.append(atMost: pieces.count) { key in
      var needsSpace = false
      for piece in pieces {
        if piece.scalar != " " {
          if needsSpace { key.append(" ") }
          needsSpace = false
          key.append(piece.scalar)
        } else {
          needsSpace = !key.isEmpty
        }
      }
    }
  }

  private func slipsOfPart(_ range: Range<Int>) -> Int { slips(range).map { $0 + 1 } ?? .max }

  /// The distance within the bound, unless every letter would have to change.
  private func slips(_ range: Range<Int>) -> Int? {
    guard abs(range.count - word.count) <= bound else { return nil }
    let other = key[range]
    guard letters.isNear(LetterSet(other), within: bound) else { return nil }
    let distance = edits.distance(of: other)
    return distance <= bound && distance < max(word.count, other.count) ? distance : nil
  }
}
