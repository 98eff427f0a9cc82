/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
package struct Day: Sendable, Hashable, Comparable {
  /// Days since 1970-01-01; negative before.
  package let ordinal: Int32

  package init(ordinal: Int32) { self.ordinal = ordinal }

  /// The civil date, or `nil` where the calendar has no such day. `year` is 0 to 9999.
  package init?(year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), (1...12).contains(month), (1...Day.count(inMonth: month, of: year)).contains(day)
    else { return nil }
    // Months are counted from March, so that the leap day ends a year; eras are of 400 years, 146,097 days each.
    let shifted = month > 2 ? year : year - 1
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    ordinal = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Reads `YYYY-MM-DD`.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = Day.number(bytes[0..<4]), let month = Day.number(bytes[5..<7]), let day = Day.number(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  package var civil: (year: Int, month: Int, day: Int) {
    let shifted = Int(ordinal) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  /// `YYYY-MM-DD`.
  package var iso: String {
    let (year, month, day) = civil
    return String(unsafeUninitializedCapacity: 10) { digits in
      func write(_ number: Int, endingAt end: Int, count: Int) {
        var rest = number
        for position in stride(from: end, to: end - count, by: -1) {
          digits[position] = UInt8(ascii: "0") + UInt8(rest % 10)
          rest /= 10
        }
      }
      write(year, endingAt: 3, count: 4)
      digits[4] = UInt8(ascii: "-")
      write(month, endingAt: 6, count: 2)
      digits[7] = UInt8(ascii: "-")
      write(day, endingAt: 9, count: 2)
      return 10
    }
  }

  package static func < (left: Day, right: Day) -> Bool { left.ordinal < right.ordinal }

  /// How many days a month has; `month` is 1 to 12.
  package static func count(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Digits alone, as a number; `nil` for anything else.
  static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for byte in digits {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return digits.isEmpty ? nil : value
  }

  package static func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
