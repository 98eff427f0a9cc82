/// A text cut into the terms of the index; reusable, so that reading a million texts allocates nothing.
///
/// Words come whole. Scripts without spaces come as pairs of neighbouring characters, and the last character of such a
/// run alone: `日本語` gives 日本, 本語, 語. So a term begins at every character, a longer word is a sequence of pairs, and
/// a single character is the beginning of some term. Elided French articles (`l'`, `qu'`) and the English genitive `'s`
/// are left out and take no position.
struct Tokens {
  struct Token {
    /// The term's bytes within `bytes`.
    let term: Range<Int>
    /// Where its original lies, in UTF-16 units.
    let start: Int
    let end: Int
    /// Where the original of its first character ends.
    let head: Int
    let isIdeogram: Bool
    /// Whether nothing parts it from the token before: `2013年` is one word of three tokens.
    let isJoined: Bool
    /// How many characters the term has.
    let length: Int
  }

  /// The folded text: first, byte for byte, with plain letters in lower case, then once more what is not all plain letters.
  private(set) var bytes: [UInt8] = []
  /// In their order.
  private(set) var tokens: [Token] = []
  private var pieces: [Folding.Piece] = []

  init() {}

  init(_ text: String) { read(text.utf8.span) }

  func term(_ token: Token) -> ArraySlice<UInt8> { bytes[token.term] }

  /// Replaces the tokens by those of another text.
  mutating func read(_ text: Span<UInt8>) {
    tokens.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    bytes.append(atMost: text.count) { bytes in
      // The letters' cases differ in this bit, which digits have set.
      for index in text.indices { bytes.append(text[index] | 0x20) }
    }
    // How many bytes more than UTF-16 units there are so far.
    var surplus = 0
    var index = 0
    while index < text.count {
      let first = index
      while index < text.count, Folding.sort(ofASCII: text[index]) == .letter { index += 1 }
      if index == text.count || Tokens.isGap(text[index]) {
        if first < index { add(first..<index, surplus) }
      } else {
        var all: UInt8 = 0
        while index < text.count, !Tokens.isGap(text[index]) {
          all |= text[index]
          index += 1
        }
        if all < 0x80 {
          readPlain(text, first..<index, surplus)
        } else {
          surplus = index - fold(text.extracting(first..<index), from: first - surplus)
        }
      }
      index += 1
    }
  }

  /// Whether a byte is plain white space or punctuation, which part words whatever stands around them.
  private static func isGap(_ byte: UInt8) -> Bool { byte < 0x80 && Folding.sort(ofASCII: byte) == .gap }

  /// Reads plain letters with apostrophes among them.
  private mutating func readPlain(_ text: Span<UInt8>, _ stretch: Range<Int>, _ surplus: Int) {
    var first = stretch.lowerBound
    while first < stretch.upperBound {
      var end = first
      while end < stretch.upperBound, Folding.sort(ofASCII: text[end]) == .letter { end += 1 }
      let isElided =
        end < stretch.upperBound
        ? Tokens.isArticle(bytes[first..<end])
        : end == first + 1 && bytes[first] == UInt8(ascii: "s") && first > stretch.lowerBound + 1
      if first < end, !isElided { add(first..<end, surplus) }
      first = end + 1
    }
  }

  /// Adds a word of plain letters.
  private mutating func add(_ word: Range<Int>, _ surplus: Int) {
    let start = word.lowerBound - surplus
    tokens.append(
      Token(
        term: word, start: start, end: word.upperBound - surplus, head: start + 1, isIdeogram: false, isJoined: false,
        length: word.count))
  }

  /// Reads whatever there is; gives where it ends, in UTF-16 units.
  private mutating func fold(_ text: Span<UInt8>, from offset: Int) -> Int {
    pieces.removeAll(keepingCapacity: true)
    let end = Folding.append(text, from: offset, to: &pieces)
    var index = 0
    while index < pieces.count {
      let (first, sort) = (index, pieces[index].sort)
      while index < pieces.count, pieces[index].sort == sort { index += 1 }
      switch sort {
      case .gap, .apostrophe: break
      case .letter: addWord(first..<index)
      case .ideogram: addRun(first..<index)
      }
    }
    return end
  }

  private mutating func addWord(_ word: Range<Int>) {
    let offset = bytes.count
    append(pieces[word])
    if isElided(offset, word) {
      bytes.removeSubrange(offset...)
    } else {
      add(offset..<bytes.count, of: pieces[word.lowerBound], through: pieces[word.upperBound - 1], length: word.count)
    }
  }

  private mutating func addRun(_ run: Range<Int>) {
    var offset = bytes.count
    append(pieces[run])
    for index in run {
      let (piece, next) = (pieces[index], offset + UTF8.width(pieces[index].scalar))
      if index + 1 < run.upperBound {
        let other = pieces[index + 1]
        add(offset..<next + UTF8.width(other.scalar), of: piece, through: other, length: 2)
      } else {
        add(offset..<next, of: piece, through: piece, length: 1)
      }
      offset = next
    }
  }

  private mutating func append(_ pieces: ArraySlice<Folding.Piece>) {
    bytes.append(atMost: pieces.count * 4) { bytes in
      for piece in pieces { Folding.append(piece.scalar, to: &bytes) }
    }
  }

  private mutating func add(_ term: Range<Int>, of first: Folding.Piece, through last: Folding.Piece, length: Int) {
    let isJoined = tokens.last.map { first.start <= $0.end } ?? false
    tokens.append(
      Token(
        term: term, start: first.start, end: last.start + last.length,
        head: first.start + first.length, isIdeogram: first.sort == .ideogram, isJoined: isJoined, length: length))
  }

  // MARK: - Elision

  /// Whether the word is an article that lost its vowel before an apostrophe, or a genitive behind one.
  private func isElided(_ offset: Int, _ word: Range<Int>) -> Bool {
    let (first, next) = (word.lowerBound, word.upperBound)
    if next < pieces.count, pieces[next].sort == .apostrophe { return Tokens.isArticle(bytes[offset...]) }
    return bytes[offset...].elementsEqual("s".utf8) && first > 1 && pieces[first - 1].sort == .apostrophe
      && pieces[first - 2].sort != .gap
  }

  private static func isArticle(_ word: ArraySlice<UInt8>) -> Bool {
    word.count <= 7 && elided.contains { $0.elementsEqual(word) }
  }

  private static let elided: [[UInt8]] = ["l", "d", "qu", "n", "s", "c", "j", "m", "t", "jusqu", "lorsqu", "puisqu"]
    .map { Array($0.utf8) }
}
