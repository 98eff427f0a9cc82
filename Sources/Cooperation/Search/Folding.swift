/// How texts are compared when somebody types them: without case, accents, width, or kinds of apostrophe and hyphen.
///
/// `É`, `é`, `e` and `ｅ` fold alike; so do `ﾅﾄｰ` and `ナトー`, `Œ` and `oe`, `’` and `'`. Folding is done scalar by scalar, so
/// that each folded character knows which stretch of the original it stands for: highlights depend on it. An accent folds
/// away whether it is part of its letter or stands behind it, so that both Unicode normal forms of a text fold alike.
package enum Folding {
  /// What one stretch of the original became.
  package struct Piece: Sendable, Equatable {
    /// One folded scalar: a lower-case letter, a digit, or a space for whatever parts words.
    package let scalar: Unicode.Scalar
    let first: UInt32
    let units: UInt32
    let sort: Sort

    /// Where its original begins, in UTF-16 units.
    package var start: Int { Int(first) }
    /// How long its original is, in UTF-16 units.
    package var length: Int { Int(units) }
  }

  /// How a folded character takes part in words.
  enum Sort: UInt8, Sendable {
    /// It parts words.
    case gap
    /// It parts words, and the one before it may be an elided article.
    case apostrophe
    /// It forms words with its neighbours.
    case letter
    /// It belongs to a script that writes no space between words.
    case ideogram
  }

  /// The folded characters of a text, in order, each with its place in the original.
  ///
  /// Several pieces may come from one original scalar (`œ`); combining marks join the piece before them. Runs of
  /// white space, punctuation and symbols stay one space each, so that offsets remain exact.
  package static func pieces(of text: String) -> [Piece] {
    var pieces: [Piece] = []
    append(text.utf8.span, to: &pieces)
    return pieces
  }

  /// The text by which names are looked up: folded words with one space between them.
  package static func key(_ text: String) -> String {
    var key: [UInt8] = []
    appendKey(of: text.utf8.span, to: &key)
    return String(decoding: key, as: UTF8.self)
  }

  /// Appends the key of a text as UTF-8.
  static func appendKey(of text: Span<UInt8>, to key: inout [UInt8]) {
    // A scalar of two bytes may become three of four.
    key.append(atMost: text.count * 6) { key in
      forEachKeyScalar(of: text) { append($0, to: &key) }
    }
  }

  /// Visits the scalars of the key of a text, given as well-formed UTF-8: at most half as many again as it has bytes.
  @inline(__always)
  static func forEachKeyScalar(of bytes: Span<UInt8>, _ visit: (Unicode.Scalar) -> Void) {
    var (index, isBegun, isParted) = (0, false, false)
    while index < bytes.count {
      let (value, width) = decode(bytes, at: index)
      index += width
      guard !isMark(value) else { continue }
      folded(value).letters.forEach { letter in
        guard letter != " " else { return isParted = isBegun }
        if isParted { visit(" ") }
        (isBegun, isParted) = (true, false)
        visit(isKana(letter) ? voiced(letter, byMarksOf: bytes, from: &index) : letter)
      }
    }
  }

  /// Appends a scalar as UTF-8: up to four bytes.
  static func append(_ scalar: Unicode.Scalar, to bytes: inout OutputSpan<UInt8>) {
    if scalar.value < 0x80 {
      bytes.append(UInt8(scalar.value))
    } else if let encoded = UTF8.encode(scalar) {
      for byte in encoded { bytes.append(byte) }
    }
  }

  /// Appends the folded characters of a text, given as well-formed UTF-8.
  ///
  /// - Parameter start: where it begins, in UTF-16 units.
  /// - Returns: where it ends.
  @discardableResult
  static func append(_ bytes: Span<UInt8>, from start: Int = 0, to pieces: inout [Piece]) -> Int {
    pieces.reserveCapacity(pieces.count + bytes.count)
    let origin = pieces.count
    var (index, offset) = (0, UInt32(start))
    while index < bytes.count {
      let (value, width) = decode(bytes, at: index)
      let units: UInt32 = width == 4 ? 2 : 1
      if isMark(value) {
        if pieces.count > origin, let last = pieces.popLast() {
          let scalar = voiced(last.scalar, by: value)
          pieces.append(
            Piece(scalar: scalar, first: last.first, units: offset + units - last.first, sort: last.sort))
        }
      } else {
        let (letters, sort) = folded(value)
        letters.forEach { pieces.append(Piece(scalar: $0, first: offset, units: units, sort: sort)) }
      }
      (index, offset) = (index + width, offset + units)
    }
    return Int(offset)
  }

  // MARK: - One scalar

  private static func ascii(_ byte: UInt8) -> Unicode.Scalar {
    switch byte {
    case 0x61...0x7A, 0x30...0x39: Unicode.Scalar(byte)
    case 0x41...0x5A: Unicode.Scalar(byte + 0x20)
    default: " "
    }
  }

  static func sort(ofASCII byte: UInt8) -> Sort {
    switch byte {
    case 0x61...0x7A, 0x41...0x5A, 0x30...0x39: .letter
    case 0x27, 0x60: .apostrophe
    default: .gap
    }
  }

  /// The scalar that begins at `index`, and how many bytes it takes.
  @inline(__always)
  private static func decode(_ bytes: Span<UInt8>, at index: Int) -> (value: UInt32, width: Int) {
    func rest(_ step: Int) -> UInt32 { index + step < bytes.count ? UInt32(bytes[index + step] & 0x3F) : 0 }
    let lead = UInt32(bytes[index])
    if lead < 0x80 { return (lead, 1) }
    if lead < 0xE0 { return ((lead & 0x1F) << 6 | rest(1), 2) }
    if lead < 0xF0 { return ((lead & 0x0F) << 12 | rest(1) << 6 | rest(2), 3) }
    return ((lead & 0x07) << 18 | rest(1) << 12 | rest(2) << 6 | rest(3), 4)
  }

  /// What a scalar that is no mark becomes, and how that takes part in words.
  @inline(__always)
  private static func folded(_ value: UInt32) -> (letters: FoldedLetters.Typed, sort: Sort) {
    switch value {
    case ..<0x80: (FoldedLetters.Typed(ascii(UInt8(value))), sort(ofASCII: UInt8(value)))
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC...0x30FE, 0x4E00...0x9FFF:
      (FoldedLetters.Typed(Unicode.Scalar(value) ?? " "), .ideogram)
    case 0xB4, 0x2018, 0x2019, 0x201B, 0x2032, 0x2BC: (FoldedLetters.Typed(" "), .apostrophe)
    case 0x2000...0x203F: (FoldedLetters.Typed(" "), .gap)
    case 0xFF01...0xFF5E: (FoldedLetters.Typed(ascii(UInt8(value - 0xFEE0))), sort(ofASCII: UInt8(value - 0xFEE0)))
    case 0xFF66...0xFF9D: (FoldedLetters.Typed(fullWidthKatakana[Int(value - 0xFF66)]), .ideogram)
    default: if let letters = FoldedLetters[value] { (letters, .letter) } else { lower(Unicode.Scalar(value) ?? " ") }
    }
  }

  private static func lower(_ scalar: Unicode.Scalar) -> (letters: FoldedLetters.Typed, sort: Sort) {
    guard isWord(scalar) else { return (FoldedLetters.Typed(" "), .gap) }
    let letters = scalar.properties.lowercaseMapping.unicodeScalars.filter { !isMark($0.value) }
    return (FoldedLetters.Typed(letters), letters.first.map { isIdeogram($0.value) } == true ? .ideogram : .letter)
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .spacingMark:
      true
    default: false
    }
  }

  /// Han, kana, bopomofo and hangul.
  private static func isIdeogram(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x11FF, 0x3005...0x3007, 0x3021...0x303C, 0x3040...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF, 0xFFA0...0xFFDC, 0x1B000...0x1B16F, 0x20000...0x3FFFF:
      true
    default: false
    }
  }

  /// What stands for nothing by itself: combining marks, the half-width voicing marks behind a half-width kana, and
  /// invisible joiners such as the soft hyphen.
  private static func isMark(_ value: UInt32) -> Bool {
    switch value {
    case ..<0xAD: false
    case 0xAD, 0x300...0x36F, 0x200C...0x200D, 0x2060, 0x3099, 0x309A, 0xFEFF, 0xFF9E, 0xFF9F: true
    case ..<0x483, 0x1E00...0x20CF, 0x3040...0x9FFF: false
    default:
      switch Unicode.Scalar(value)?.properties.generalCategory {
      case .nonspacingMark, .enclosingMark: true
      default: false
      }
    }
  }

  // MARK: - Kana

  /// A kana with the (semi-)voiced mark that follows it; anything else as it is.
  private static func voiced(_ kana: Unicode.Scalar, by mark: UInt32) -> Unicode.Scalar {
    guard isKana(kana), [0x3099, 0x309A, 0xFF9E, 0xFF9F].contains(mark) else { return kana }
    // Hiragana and katakana lie 0x60 apart, each consonant followed by its voiced form.
    let place = kana.value >= 0x30A0 ? kana.value - 0x60 : kana.value
    let isSemivoiced = mark == 0x309A || mark == 0xFF9F
    let step: UInt32
    switch place {
    case 0x3046 where !isSemivoiced: step = 0x4E  // う to ゔ
    case 0x304B...0x3062 where !isSemivoiced && place % 2 == 1: step = 1  // か to ち
    case 0x3064...0x3069 where !isSemivoiced && place % 2 == 0: step = 1  // つ to と
    case 0x306F...0x307D where place % 3 == 0: step = isSemivoiced ? 2 : 1  // は to ほ
    default: step = 0
    }
    return Unicode.Scalar(kana.value + step) ?? kana
  }

  /// A kana with the marks that follow it, which `index` is moved over.
  private static func voiced(
    _ kana: Unicode.Scalar, byMarksOf bytes: Span<UInt8>, from index: inout Int
  ) -> Unicode.Scalar {
    var kana = kana
    while index < bytes.count, bytes[index] >= 0x80 {
      let (value, width) = decode(bytes, at: index)
      guard isMark(value) else { break }
      kana = voiced(kana, by: value)
      index += width
    }
    return kana
  }

  private static func isKana(_ scalar: Unicode.Scalar) -> Bool { scalar.value >> 8 == 0x30 }

  private static let fullWidthKatakana = Array(
    "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン".unicodeScalars)
}
