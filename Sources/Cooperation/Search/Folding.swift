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
    var pieces: [Piece] = []
    appendKey(of: text.utf8.span, to: &key, &pieces)
    return String(decoding: key, as: UTF8.self)
  }

  /// Appends the key of a text as UTF-8; `pieces` is memory to work in.
  static func appendKey(of text: Span<UInt8>, to key: inout [UInt8], _ pieces: inout [Piece]) {
    if isASCII(text) {
      return key.append(atMost: text.count) { key in
        var needsSpace = false
        for index in text.indices {
          if sort(ofASCII: text[index]) == .letter {
            if needsSpace { key.append(0x20) }
            needsSpace = false
            key.append(text[index] | 0x20)
          } else {
            needsSpace = !key.isEmpty
          }
        }
      }
    }
    pieces.removeAll(keepingCapacity: true)
    append(text, to: &pieces)
    key.append(atMost: pieces.count * 4) { key in
      var needsSpace = false
      for piece in pieces {
        if piece.scalar == " " {
          needsSpace = !key.isEmpty
        } else {
          if needsSpace { key.append(0x20) }
          needsSpace = false
          append(piece.scalar, to: &key)
        }
      }
    }
  }

  static func isASCII(_ text: Span<UInt8>) -> Bool {
    var all: UInt8 = 0
    for index in text.indices { all |= text[index] }
    return all < 0x80
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
      let byte = bytes[index]
      if byte < 0x80 {
        pieces.append(Piece(scalar: ascii(byte), first: offset, units: 1, sort: sort(ofASCII: byte)))
        (index, offset) = (index + 1, offset + 1)
        continue
      }
      let (value, width) = decode(bytes, at: index)
      let units: UInt32 = width == 4 ? 2 : 1
      if isMark(value) {
        if pieces.count > origin, let last = pieces.popLast() {
          let scalar = voiced(last.scalar, by: value)
          pieces.append(
            Piece(scalar: scalar, first: last.first, units: offset + units - last.first, sort: last.sort))
        }
      } else {
        fold(value) { scalar, sort in
          pieces.append(Piece(scalar: scalar, first: offset, units: units, sort: sort))
        }
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

  /// The scalar that begins at `index`, a lead byte of two to four, and how many bytes it takes.
  private static func decode(_ bytes: Span<UInt8>, at index: Int) -> (value: UInt32, width: Int) {
    func rest(_ step: Int) -> UInt32 { index + step < bytes.count ? UInt32(bytes[index + step] & 0x3F) : 0 }
    let lead = UInt32(bytes[index])
    if lead < 0xE0 { return ((lead & 0x1F) << 6 | rest(1), 2) }
    if lead < 0xF0 { return ((lead & 0x0F) << 12 | rest(1) << 6 | rest(2), 3) }
    return ((lead & 0x07) << 18 | rest(1) << 12 | rest(2) << 6 | rest(3), 4)
  }

  private static func fold(_ value: UInt32, into append: (Unicode.Scalar, Sort) -> Void) {
    switch value {
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC...0x30FE, 0x4E00...0x9FFF:
      append(Unicode.Scalar(value) ?? " ", .ideogram)
    case 0xB4, 0x2018, 0x2019, 0x201B, 0x2032, 0x2BC: append(" ", .apostrophe)
    case 0x2000...0x203F: append(" ", .gap)
    case 0xFF01...0xFF5E:
      let byte = UInt8(value - 0xFEE0)
      append(ascii(byte), sort(ofASCII: byte))
    case 0xFF66...0xFF9D: append(fullWidthKatakana[Int(value - 0xFF66)], .ideogram)
    default:
      if let letters = FoldedLetters[value] {
        letters.forEach { append($0, .letter) }
      } else {
        lower(Unicode.Scalar(value) ?? " ", into: append)
      }
    }
  }

  private static func lower(_ scalar: Unicode.Scalar, into append: (Unicode.Scalar, Sort) -> Void) {
    guard isWord(scalar) else { return append(" ", .gap) }
    for scalar in scalar.properties.lowercaseMapping.unicodeScalars where !isMark(scalar.value) {
      append(scalar, isIdeogram(scalar.value) ? .ideogram : .letter)
    }
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
    guard kana.value >> 8 == 0x30, [0x3099, 0x309A, 0xFF9E, 0xFF9F].contains(mark) else { return kana }
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

  private static let fullWidthKatakana = Array(
    "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン".unicodeScalars)
}
