/// Letters with diacritics, ligatures and variant letters, by what they are typed as.
enum FoldedLetters {
  /// Up to three letters, 21 bits each.
  struct Typed {
    fileprivate let packed: UInt64

    fileprivate init(packed: UInt64) { self.packed = packed }

    init(_ letter: Unicode.Scalar) { packed = UInt64(letter.value) }

    init(_ letters: some BidirectionalCollection<Unicode.Scalar>) {
      packed = letters.reversed().reduce(0) { $0 << 21 | UInt64($1.value) }
    }

    func forEach(_ visit: (Unicode.Scalar) -> Void) {
      var rest = packed
      while rest != 0 {
        visit(Unicode.Scalar(UInt32(rest & 0x1F_FFFF)) ?? " ")
        rest >>= 21
      }
    }
  }

  /// What a letter is typed as; `nil` where it has no entry.
  static subscript(value: UInt32) -> Typed? {
    guard let place = place(value), table[place] != 0 else { return nil }
    return Typed(packed: table[place])
  }

  /// A place in the table for what has one: Latin to Cyrillic, Latin Extended Additional, Latin ligatures.
  private static func place(_ value: UInt32) -> Int? {
    switch value {
    case 0x80..<0x530: Int(value - 0x80)
    case 0x1E00..<0x1F00: Int(value - 0x1E00) + 0x4B0
    case 0xFB00..<0xFB07: Int(value - 0xFB00) + 0x5B0
    default: nil
    }
  }

  private static let table: [UInt64] = {
    let groups: [(letters: String, typed: String)] = [
      ("ªàáâãäåāăąǎǟǡǻȁȃȧḁẚạảấầẩẫậắằẳẵặ", "a"), ("æǣǽ", "ae"), ("ḃḅḇƀ", "b"), ("çćĉċčḉ", "c"),
      ("ðďđḋḍḏḑḓ", "d"), ("èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ", "e"), ("ḟ", "f"), ("ĝğġģǥǧǵḡ", "g"),
      ("ĥħȟḣḥḧḩḫẖ", "h"), ("ìíîïĩīĭįıǐȉȋḭḯỉịİ", "i"), ("ĳ", "ij"), ("ĵǰ", "j"), ("ķĸǩḱḳḵ", "k"),
      ("ĺļľŀłḷḹḻḽ", "l"), ("ḿṁṃ", "m"), ("ñńņňŉŋǹṅṇṉṋ", "n"),
      ("ºòóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ", "o"), ("œ", "oe"), ("ṕṗ", "p"), ("ŕŗřȑȓṙṛṝṟ", "r"),
      ("śŝşšșſṡṣṥṧṩẛ", "s"), ("ßẞ", "ss"), ("ţťŧțṫṭṯṱẗ", "t"), ("þ", "th"),
      ("ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự", "u"), ("ṽṿ", "v"), ("ŵẁẃẅẇẉẘ", "w"), ("ẋẍ", "x"),
      ("ýÿŷȳẏẙỳỵỷỹ", "y"), ("źżžƶẑẓẕ", "z"), ("ǆǅ", "dz"), ("ǉǈ", "lj"), ("ǌǋ", "nj"), ("ǳǲ", "dz"),
      ("¹", "1"), ("²", "2"), ("³", "3"), ("ﬀ", "ff"), ("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬃ", "ffi"), ("ﬄ", "ffl"),
      ("ﬅﬆ", "st"), ("ά", "α"), ("έ", "ε"), ("ή", "η"), ("ίϊΐ", "ι"), ("ό", "ο"), ("ύϋΰ", "υ"), ("ώ", "ω"),
      ("ς", "σ"), ("µ", "μ"), ("ѐё", "е"), ("ѓ", "г"), ("ї", "і"), ("ќ", "к"), ("йѝ", "и"), ("ў", "у"),
    ]
    var table = [UInt64](repeating: 0, count: 0x5B7)
    for (letters, typed) in groups {
      let packed = Typed(typed.unicodeScalars).packed
      for letter in letters.unicodeScalars {
        for scalar in [letter] + Array(letter.properties.uppercaseMapping.unicodeScalars) {
          // Upper-case forms may be a plain letter with a mark behind it, and marks fold by themselves.
          if !(0x300..<0x370).contains(scalar.value), let place = place(scalar.value) { table[place] = packed }
        }
      }
    }
    return table
  }()
}
