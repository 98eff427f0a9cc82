/// How texts are compared when somebody types them: without case, accents, width, or kinds of apostrophe and hyphen.
///
/// `É`, `é`, `e` and `ｅ` fold alike; so do `ﾅﾄｰ` and `ナトー`, `Œ` and `oe`, `’` and `'`. Folding is done scalar by scalar, so
/// that each folded character knows which stretch of the original it stands for: highlights depend on it.
package enum Folding {
  /// What one stretch of the original became.
  package struct Piece: Sendable, Equatable {
    /// One folded scalar: a lower-case letter, a digit, or a space for whatever parts words.
    package let scalar: Unicode.Scalar
    /// Where its original begins and how long it is, in UTF-16 units.
    package let start: Int
    package let length: Int
  }

  /// The folded characters of a text, in order, each with its place in the original.
  ///
  /// Several pieces may come from one original scalar (`œ`); combining marks join the piece before them. Runs of
  /// white space, punctuation and symbols stay one space each, so that offsets remain exact.
  package static func pieces(of text: String) -> [Piece] {
    var pieces: [Piece] = []
    pieces.reserveCapacity(text.utf8.count)
    var offset = 0
    for scalar in text.unicodeScalars {
      let length = scalar.value > 0xFFFF ? 2 : 1
      defer { offset += length }
      if isMark(scalar) {
        if let last = pieces.popLast() {
          let voiced = scalar.value == 0x3099 || scalar.value == 0xFF9E ? voicing(last.scalar, by: 1) : nil
          let aspirated = scalar.value == 0x309A || scalar.value == 0xFF9F ? voicing(last.scalar, by: 2) : nil
          pieces.append(
            Piece(
              scalar: voiced ?? aspirated ?? last.scalar, start: last.start, length: offset + length - last.start))
        }
        continue
      }
      fold(scalar) { pieces.append(Piece(scalar: $0, start: offset, length: length)) }
    }
    return pieces
  }

  /// The text by which names are looked up: folded words with one space between them.
  package static func key(_ text: String) -> String {
    var key = String.UnicodeScalarView()
    var needsSpace = false
    for piece in pieces(of: text) {
      if piece.scalar == " " {
        needsSpace = !key.isEmpty
      } else {
        if needsSpace { key.append(" ") }
        needsSpace = false
        key.append(piece.scalar)
      }
    }
    return String(key)
  }

  // MARK: - One scalar

  private static func fold(_ scalar: Unicode.Scalar, into append: (Unicode.Scalar) -> Void) {
    switch scalar.value {
    case 0x61...0x7A, 0x30...0x39: append(scalar)
    case 0x41...0x5A: append(Unicode.Scalar(UInt8(scalar.value + 0x20)))
    case 0..<0x80: append(" ")
    case 0xFF01...0xFF5E: fold(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)), into: append)
    case 0xFF66...0xFF9D: append(fullWidthKatakana[Int(scalar.value - 0xFF66)])
    case 0xC0...0x24F, 0x1E00...0x1EFF:
      if let letters = latin[scalar] { letters.unicodeScalars.forEach(append) } else { lower(scalar, into: append) }
    default: lower(scalar, into: append)
    }
  }

  private static func lower(_ scalar: Unicode.Scalar, into append: (Unicode.Scalar) -> Void) {
    guard isWord(scalar) else { return append(" ") }
    scalar.properties.lowercaseMapping.unicodeScalars.lazy.filter { !isMark($0) }.forEach(append)
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber:
      true
    default: false
    }
  }

  /// Combining marks, and the half-width voicing marks that follow a half-width kana.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case ..<0x300: false
    case 0x300...0x36F, 0x3099, 0x309A, 0xFF9E, 0xFF9F: true
    case 0x3040...0x9FFF: false
    default: scalar.properties.generalCategory == .nonspacingMark
    }
  }

  private static func voicing(_ kana: Unicode.Scalar, by steps: UInt32) -> Unicode.Scalar? {
    let text = String(kana)
    guard "かきくけこさしすせそたちつてとはひふへほカキクケコサシスセソタチツテトハヒフヘホ".contains(text) else {
      return text == "ウ" && steps == 1 ? "ヴ" : nil
    }
    return Unicode.Scalar(kana.value + steps)
  }

  private static let fullWidthKatakana = Array(
    "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン".unicodeScalars)

  /// Latin letters with diacritics, and ligatures, by what they are typed as.
  private static let latin: [Unicode.Scalar: String] = {
    let groups: [(letters: String, typed: String)] = [
      ("àáâãäåāăąǎǟǡǻȁȃȧḁẚạảấầẩẫậắằẳẵặ", "a"), ("æǣǽ", "ae"), ("ḃḅḇƀ", "b"), ("çćĉċčḉ", "c"),
      ("ðďđḋḍḏḑḓ", "d"), ("èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ", "e"), ("ḟ", "f"), ("ĝğġģǥǧǵḡ", "g"),
      ("ĥħȟḣḥḧḩḫẖ", "h"), ("ìíîïĩīĭįıǐȉȋḭḯỉị", "i"), ("ĳ", "ij"), ("ĵǰ", "j"), ("ķĸǩḱḳḵ", "k"),
      ("ĺļľŀłḷḹḻḽ", "l"), ("ḿṁṃ", "m"), ("ñńņňŉŋǹṅṇṉṋ", "n"),
      ("òóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ", "o"), ("œ", "oe"), ("ṕṗ", "p"), ("ŕŗřȑȓṙṛṝṟ", "r"),
      ("śŝşšșſṡṣṥṧṩẛ", "s"), ("ßẞ", "ss"), ("ţťŧțṫṭṯṱẗ", "t"), ("þ", "th"),
      ("ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự", "u"), ("ṽṿ", "v"), ("ŵẁẃẅẇẉẘ", "w"), ("ẋẍ", "x"),
      ("ýÿŷȳẏẙỳỵỷỹ", "y"), ("źżžƶẑẓẕ", "z"),
    ]
    var table: [Unicode.Scalar: String] = [:]
    for (letters, typed) in groups {
      for letter in letters.unicodeScalars {
        table[letter] = typed
        for upper in letter.properties.uppercaseMapping.unicodeScalars where upper.value >= 0xC0 {
          table[upper] = typed
        }
      }
    }
    return table
  }()
}
