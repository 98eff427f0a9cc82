import Cooperation
import Testing

@Suite struct FoldingTests {
  @Test(
    "Names fold alike however they are typed",
    arguments: [
      ("État", "etat"), ("ÉTAT", "etat"), ("E\u{301}tat", "etat"), ("Œuvre", "oeuvre"), ("ＮＡＴＯ", "nato"),
      ("l’OTAN", "l otan"), ("L'OTAN", "l otan"), ("lʼOTAN", "l otan"), ("Tōkyō", "tokyo"), ("ﾅﾄｰ", "ナトー"),
      ("ﾊﾞﾝﾄﾞ", "バンド"), ("ﾊﾟｽ", "パス"), ("ハ\u{3099}", "バ"), ("は\u{309A}", "ぱ"), ("う\u{3099}", "ゔ"),
      ("か\u{309A}", "か"), ("か\u{301}", "か"), ("counter-piracy", "counter piracy"), ("  a —  b  ", "a b"),
      ("Straße", "strasse"), ("Łódź", "lodz"), ("Ærø", "aero"), ("ﬁn", "fin"), ("coopé\u{AD}ration", "cooperation"),
      ("Αθήνα", "αθηνα"), ("Αθη\u{301}να", "αθηνα"), ("ΛΌΓΟΣ", "λογοσ"), ("λόγος", "λογοσ"), ("Ёлка", "елка"),
      ("Е\u{308}лка", "елка"), ("Й", "и"), ("m²", "m2"), ("日本・東京", "日本 東京"), ("🚢", ""), ("", ""), ("\u{301}", ""),
      ("İstanbul", "istanbul"), ("«Oui»", "oui"),
    ])
  func folds(text: String, key: String) { #expect(Folding.key(text) == key) }

  @Test(
    "Every piece knows the stretch of the original it stands for",
    arguments: [
      ("aÉb", ["a", "É", "b"]), ("e\u{301}t", ["e\u{301}", "t"]), ("œx", ["œ", "œ", "x"]), ("🚢a", ["🚢", "a"]),
      ("ﾊﾞﾝ", ["ﾊﾞ", "ﾝ"]), ("ß", ["ß", "ß"]), ("a\u{AD}b", ["a\u{AD}", "b"]), ("\u{301}a", ["a"]),
    ])
  func offsets(text: String, originals: [String]) {
    let units = Array(text.utf16)
    let found = Folding.pieces(of: text).map { piece in
      String(decoding: units[piece.start..<piece.start + piece.length], as: UTF16.self)
    }
    #expect(found.map { Array($0.utf16) } == originals.map { Array($0.utf16) })
  }

  @Test("The key of a text is its pieces, with one space between words")
  func keysArePieces() {
    var generator = Random(seed: 3)
    let alphabet =
      Array("aZ9 -’'ÉœßĳŉΐЙカハｶﾊは々・、日＆Ａﬃ🚢İ".unicodeScalars) + ["\u{301}", "\u{3099}", "\u{309A}", "\u{FF9E}", "\u{AD}"]
    for _ in 0..<2000 {
      var scalars = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...9, using: &generator) {
        scalars.append(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)])
      }
      let pieces = String(String.UnicodeScalarView(Folding.pieces(of: String(scalars)).map(\.scalar)))
      #expect(Folding.key(String(scalars)) == pieces.split(separator: " ").joined(separator: " "))
    }
  }

  @Test("Both forms of every accented Latin, Greek and Cyrillic letter with a lower case fold to a letter")
  func everyLetterFolds() {
    for value in UInt32(0xC0)..<0x530 {
      guard let scalar = Unicode.Scalar(value), scalar.properties.generalCategory == .uppercaseLetter else { continue }
      let lower = scalar.properties.lowercaseMapping
      #expect(Folding.key(String(scalar)) == Folding.key(lower), "U+\(String(value, radix: 16))")
      #expect(!Folding.key(lower).isEmpty)
    }
  }
}
