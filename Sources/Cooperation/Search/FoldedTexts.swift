/// Texts folded and cut into words: most of the work of measuring how near they lie to a word, done once.
struct FoldedTexts: Sendable {
  /// A text or one of its words.
  struct Part {
    let range: Range<Int>
    let letters: LetterSet
  }

  /// The scalars of the texts' keys, one behind the other.
  private(set) var scalars: [Unicode.Scalar] = []
  /// Each text, and behind it its words, where it has several.
  private(set) var parts: [Part] = []
  /// Where the parts of each text end.
  private var ends: [Int] = []

  /// Where the parts of a text are: all of it, and its words.
  func parts(of text: Int) -> Range<Int> { (text == 0 ? 0 : ends[text - 1])..<ends[text] }

  /// Appends a text, given as well-formed UTF-8.
  mutating func append(_ text: Span<UInt8>) {
    let (start, whole) = (scalars.count, parts.count)
    parts.append(Part(range: start..<start, letters: LetterSet()))
    scalars.append(atMost: text.count * 2) { scalars in
      Folding.forEachKeyScalar(of: text) { scalars.append($0) }
    }
    var (all, word, first) = (LetterSet(), LetterSet(), start)
    for index in start..<scalars.count {
      let scalar = scalars[index]
      all.insert(scalar)
      guard scalar == " " else {
        word.insert(scalar)
        continue
      }
      parts.append(Part(range: first..<index, letters: word))
      (word, first) = (LetterSet(), index + 1)
    }
    if first > start { parts.append(Part(range: first..<scalars.count, letters: word)) }
    parts[whole] = Part(range: start..<scalars.count, letters: all)
    ends.append(parts.count)
  }

  mutating func removeAll() {
    scalars.removeAll(keepingCapacity: true)
    parts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }
}
