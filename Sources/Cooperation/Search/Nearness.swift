/// How far texts lie from a word.
///
/// Texts are compared folded. One is near within a third of the word's length, at least 1 and at most 4 slips; also where
/// the word begins it (from three letters on), or is near to one of its words, which counts as one slip more.
struct Nearness {
  /// The folded word.
  let word: [Unicode.Scalar]
  let bound: Int
  private let letters: LetterSet
  private let edits: EditDistance

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

  /// The slips to a text; `nil` where it is not near.
  func distance(of text: Int, in texts: FoldedTexts) -> Int? {
    let parts = texts.parts(of: text)
    var least = slips(texts.parts[parts.lowerBound], texts) ?? .max
    if least > 0, looksInside {
      // What it begins is one slip off, however long.
      if texts.scalars[texts.parts[parts.lowerBound].range].starts(with: word) { least = 1 }
      for part in parts.dropFirst() where least > 1 {
        if let slips = slips(texts.parts[part], texts) { least = min(least, slips + 1) }
      }
    }
    return least == .max ? nil : least
  }

  /// The distance within the bound, unless every letter would have to change.
  private func slips(_ part: FoldedTexts.Part, _ texts: FoldedTexts) -> Int? {
    let count = part.range.count
    guard abs(count - word.count) <= bound, letters.isNear(part.letters, within: bound) else { return nil }
    let distance = edits.distance(of: texts.scalars[part.range])
    return distance <= bound && distance < max(word.count, count) ? distance : nil
  }
}
