import Cooperation

/// The shapes that several records share.
extension Fields {
  /// A word of a closed list; `standIn` takes the place of one that is not.
  mutating func word<T: Enumeration>(_ key: String, else standIn: T) -> T {
    guard let word = string(key, orNull: false) else { return standIn }
    return known(word, at: key, else: standIn)
  }

  mutating func wordOrNull<T: Enumeration>(_ key: String, else standIn: T) -> T? {
    guard let word = stringOrNull(key) else { return nil }
    return known(word, at: key, else: standIn)
  }

  private func known<T: Enumeration>(_ word: String, at key: String, else standIn: T) -> T {
    if let value = T(word: word) { return value }
    report(key, "“\(word)” is none of \(T.allCases.map(\.word).joined(separator: ", "))")
    return standIn
  }

  mutating func text(_ key: String) -> LocalizedText {
    object(key, orNull: false) { $0.localized() } ?? LocalizedText(fr: "", en: "")
  }

  mutating func textOrNull(_ key: String) -> LocalizedText? { object(key, orNull: true) { $0.localized() } }

  private mutating func localized() -> LocalizedText {
    LocalizedText(fr: string("fr"), en: string("en"), ja: string("ja", orNull: false, isOptional: true))
  }

  mutating func day(_ key: String) -> Day {
    let standIn = Day(ordinal: 0)
    guard let text = string(key, orNull: false) else { return standIn }
    guard let day = Day(text) else {
      report(key, "“\(text)” is no day of the calendar, written YYYY-MM-DD")
      return standIn
    }
    return day
  }

  mutating func date(_ key: String) -> DateRecord? {
    object(key, orNull: true) { fields in
      let edtf = fields.edtf("edtf")
      let basis = fields.word("basis", else: DateBasis.stated)
      let time = fields.stringOrNull("time")
      if let time, !Fields.isTime(time) { fields.report("time", "“\(time)” is no time of day, written HH:MM") }
      return edtf.map { DateRecord(edtf: $0, basis: basis, time: time) }
    }.flatMap(\.self)
  }

  private mutating func edtf(_ key: String) -> EDTF? {
    guard let text = string(key, orNull: false) else { return nil }
    do {
      return try EDTF(text)
    } catch {
      report(key, error.reason)
      return nil
    }
  }

  private static func isTime(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.count == 2 && $0.allSatisfy(isDigit) }),
      let hour = Int(Substring(parts[0])), let minute = Int(Substring(parts[1]))
    else { return false }
    return hour < 24 && minute < 60
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
