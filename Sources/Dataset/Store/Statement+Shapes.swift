import Cooperation
import SQLite

/// Values of the domain as the columns that `Schema` gives them.
extension Statement {
  mutating func bind(_ value: LocalizedText?) throws(SQLiteError) {
    try bind(text: value?.fr)
    try bind(text: value?.en)
    try bind(text: value?.ja)
  }

  mutating func bind(_ value: DateRecord?) throws(SQLiteError) {
    try bind(text: value?.edtf.text)
    try bind(text: value?.basis.word)
    try bind(text: value?.time)
    try bind(text: value?.edtf.earliest?.iso)
    try bind(text: value?.edtf.latest?.iso)
  }

  mutating func bind(_ value: Day) throws(SQLiteError) { try bind(text: value.iso) }

  // MARK: -

  mutating func required() throws(Inconsistent) -> String {
    guard let text = text() else { throw Inconsistent(reason: "a text is missing") }
    return text
  }

  mutating func requiredInteger() throws(Inconsistent) -> Int {
    guard let integer = integer() else { throw Inconsistent(reason: "a number is missing") }
    // Rows hold them in 32 bits.
    guard UInt32(exactly: integer) != nil else { throw Inconsistent(reason: "a number is out of range") }
    return integer
  }

  mutating func localizedOrNull() throws(Inconsistent) -> LocalizedText? {
    let (fr, en, ja) = (text(), text(), text())
    guard let fr, let en else { return nil }
    guard max(fr.utf8.count, en.utf8.count, ja?.utf8.count ?? 0) <= LocalizedReference.greatestLength else {
      throw Inconsistent(reason: "a text is over 2 MiB")
    }
    return LocalizedText(fr: fr, en: en, ja: ja)
  }

  mutating func localized() throws(Inconsistent) -> LocalizedText {
    guard let text = try localizedOrNull() else { throw Inconsistent(reason: "a text is missing") }
    return text
  }

  mutating func wordOrNull<T: Enumeration>(_: T.Type = T.self) throws(Inconsistent) -> T? {
    guard let word = text() else { return nil }
    guard let value = T(word: word) else { throw Inconsistent(reason: "“\(word)” is no word of its list") }
    return value
  }

  mutating func word<T: Enumeration>(_: T.Type = T.self) throws(Inconsistent) -> T {
    guard let value = try wordOrNull(T.self) else { throw Inconsistent(reason: "a word is missing") }
    return value
  }

  mutating func day() throws(Inconsistent) -> Day {
    let text = try required()
    guard let day = Day(text) else { throw Inconsistent(reason: "“\(text)” is no day") }
    return day
  }

  /// The bounds that people read are passed over: they follow from the date.
  mutating func date() throws(Inconsistent) -> DateRecord? {
    let (edtf, basis, time) = (text(), try wordOrNull(DateBasis.self), text())
    _ = (text(), text())
    guard let edtf, let basis else { return nil }
    do {
      return DateRecord(edtf: try EDTF(edtf), basis: basis, time: time)
    } catch {
      throw Inconsistent(reason: error.reason)
    }
  }
}

/// What a database says that its schema should have made impossible.
struct Inconsistent: Error {
  let reason: String
}
