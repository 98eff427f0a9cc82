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
    /// The ordinal within the text; neighbours differ by one.
    let position: UInt32
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

  /// The folded terms, end to end, as UTF-8.
  private(set) var bytes: [UInt8] = []
  private(set) var tokens: [Token] = []
  private var pieces: [Folding.Piece] = []

  init() {}

  init(_ text: String) { read(text.utf8.span) }

  func term(_ token: Token) -> ArraySlice<UInt8> { bytes[token.term] }

  /// Replaces the tokens by those of another text.
  mutating func read(_ text: Span<UInt8>) {
    bytes.removeAll(keepingCapacity: true)
    tokens.removeAll(keepingCapacity: true)
    if Folding.isASCII(text) { return readASCII(text) }
    pieces.removeAll(keepingCapacity: true)
    Folding.append(text, to: &pieces)
    var index = 0
    while index < pieces.count {
      switch pieces[index].sort {
      case .gap, .apostrophe: index += 1
      case .letter: index = readWord(from: index)
      case .ideogram: index = readRun(from: index)
      }
    }
  }

  private mutating func readWord(from first: Int) -> Int {
    let offset = bytes.count
    var index = first
    while index < pieces.count, pieces[index].sort == .letter {
      Folding.append(pieces[index].scalar, to: &bytes)
      index += 1
    }
    guard !isElided(offset, first, index) else {
      bytes.removeSubrange(offset...)
      return index
    }
    add(offset..<bytes.count, of: pieces[first], through: pieces[index - 1], length: index - first)
    return index
  }

  /// The same for plain letters, which are most: each byte is a piece.
  private mutating func readASCII(_ text: Span<UInt8>) {
    var index = 0
    while index < text.count {
      guard Folding.sort(ofASCII: text[index]) == .letter else {
        index += 1
        continue
      }
      let (first, offset) = (index, bytes.count)
      while index < text.count, Folding.sort(ofASCII: text[index]) == .letter {
        // The letters' cases differ in this bit, which digits have set.
        bytes.append(text[index] | 0x20)
        index += 1
      }
      let isElided =
        index < text.count && Folding.sort(ofASCII: text[index]) == .apostrophe
        ? Tokens.isArticle(bytes[offset...])
        : index == first + 1 && bytes[offset] == UInt8(ascii: "s") && first > 1
          && Folding.sort(ofASCII: text[first - 1]) == .apostrophe && Folding.sort(ofASCII: text[first - 2]) != .gap
      if isElided {
        bytes.removeSubrange(offset...)
        continue
      }
      tokens.append(
        Token(
          term: offset..<bytes.count, position: UInt32(tokens.count), start: first, end: index, head: first + 1,
          isIdeogram: false, isJoined: tokens.last.map { first <= $0.end } ?? false, length: index - first))
    }
  }

  private mutating func readRun(from first: Int) -> Int {
    var index = first
    while index < pieces.count, pieces[index].sort == .ideogram {
      let offset = bytes.count
      Folding.append(pieces[index].scalar, to: &bytes)
      let isPair = index + 1 < pieces.count && pieces[index + 1].sort == .ideogram
      if isPair { Folding.append(pieces[index + 1].scalar, to: &bytes) }
      let last = isPair ? pieces[index + 1] : pieces[index]
      add(offset..<bytes.count, of: pieces[index], through: last, length: isPair ? 2 : 1)
      index += 1
    }
    return index
  }

  private mutating func add(_ term: Range<Int>, of first: Folding.Piece, through last: Folding.Piece, length: Int) {
    let isJoined = tokens.last.map { first.start <= $0.end } ?? false
    tokens.append(
      Token(
        term: term, position: UInt32(tokens.count), start: first.start, end: last.start + last.length,
        head: first.start + first.length, isIdeogram: first.sort == .ideogram, isJoined: isJoined, length: length))
  }

  // MARK: - Elision

  /// Whether the word is an article that lost its vowel before an apostrophe, or a genitive behind one.
  private func isElided(_ offset: Int, _ first: Int, _ next: Int) -> Bool {
    if next < pieces.count, pieces[next].sort == .apostrophe {
      return Tokens.isArticle(bytes[offset...])
    }
    return bytes[offset...].elementsEqual("s".utf8) && first > 1 && pieces[first - 1].sort == .apostrophe
      && pieces[first - 2].sort != .gap
  }

  private static func isArticle(_ word: ArraySlice<UInt8>) -> Bool {
    word.count <= 7 && elided.contains { $0.elementsEqual(word) }
  }

  private static let elided: [[UInt8]] = ["l", "d", "qu", "n", "s", "c", "j", "m", "t", "jusqu", "lorsqu", "puisqu"]
    .map { Array($0.utf8) }
}
