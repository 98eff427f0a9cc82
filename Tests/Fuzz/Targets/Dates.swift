import Cooperation
import Foundation

/// EDTF: a text is a date exactly where a pattern and Foundation's calendar say so, its bounds are theirs, and what is
/// printed of its parts is read as the same date.
enum Dates {
  static func judge(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let oracle = SlowDate(text)
    guard let date = try? EDTF(text) else {
      demand(oracle == nil, "“\(text)” is a date, and refused")
      return
    }
    guard let oracle else { return demand(false, "“\(text)” is no date, and accepted") }
    demand(date.earliest?.iso == oracle.first, "“\(text)” begins \(date.earliest?.iso ?? "openly")")
    demand(date.latest?.iso == oracle.last, "“\(text)” ends \(date.latest?.iso ?? "openly")")
    demand(date.isSpan == text.contains("/"), "“\(text)” is a span or not")
    if let earliest = date.earliest, let latest = date.latest { demand(earliest <= latest, "“\(text)” is reversed") }
    for language in Language.allCases { demand(!date.label(in: language).isEmpty, "“\(text)” has no label") }

    let printed = print(date)
    guard let again = try? EDTF(printed) else { return demand(false, "“\(text)” is printed as “\(printed)”") }
    demand(
      again.shape == date.shape && again.isApproximate == date.isApproximate && again.isUncertain == date.isUncertain
        && again.precision == date.precision, "“\(text)” and “\(printed)” differ")
  }

  /// A date from its parts; the qualifiers of an interval go to its first stated end.
  private static func print(_ date: EDTF) -> String {
    let mark =
      switch (date.isApproximate, date.isUncertain) {
      case (true, true): "%"
      case (true, false): "~"
      case (false, true): "?"
      case (false, false): ""
      }
    switch date.shape {
    case .date(let unit): return print(unit) + mark
    case .interval(let start?, let end): return print(start) + mark + "/" + (end.map(print) ?? "..")
    case .interval(nil, let end): return "../" + (end.map(print) ?? "") + mark
    case .oneOf(let start, let end): return "[" + (start.map(print) ?? "") + ".." + (end.map(print) ?? "") + "]"
    }
  }

  private static func print(_ unit: CalendarUnit) -> String {
    switch unit {
    case .day(let year, let month, let day): String(format: "%04d-%02d-%02d", year, month, day)
    case .month(let year, let month): String(format: "%04d-%02d", year, month)
    case .season(let year, let season): String(format: "%04d-%02d", year, 20 + season)
    case .year(let year): String(format: "%04d", year)
    case .decade(let year): String(format: "%03dX", year / 10)
    case .century(let year): String(format: "%02dXX", year / 100)
    }
  }
}

/// A date as a pattern finds its parts and Foundation's calendar counts its days.
struct SlowDate {
  let first: String?
  let last: String?

  private static let day = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
  private static let unit = "\(day)|[0-9]{4}-[0-9]{2}|[0-9]{4}|[0-9]{3}X|[0-9]{2}XX"
  private static let single = regex("(\(unit))[~?%]?")
  private static let interval = regex("(?:(\(unit))[~?%]?|\\.\\.|)/(?:(\(unit))[~?%]?|\\.\\.|)")
  private static let set = regex("\\[(\(unit))?\\.\\.(\(unit))?\\]")

  private static let calendar: Calendar = {
    var calendar = Calendar(identifier: .iso8601)
    if let zone = TimeZone(secondsFromGMT: 0) { calendar.timeZone = zone }
    return calendar
  }()

  init?(_ text: String) {
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    if let parts = SlowDate.parts(SlowDate.single, text) {
      guard let unit = parts[0], let bounds = SlowDate.bounds(unit) else { return nil }
      (first, last) = bounds
      return
    }
    guard let parts = SlowDate.parts(SlowDate.interval, text) ?? SlowDate.parts(SlowDate.set, text),
      parts.contains(where: { $0 != nil })
    else { return nil }
    let (start, end) = (parts[0].map(SlowDate.bounds), parts[1].map(SlowDate.bounds))
    // Stated, but none of the calendar.
    if case .some(.none) = start { return nil }
    if case .some(.none) = end { return nil }
    (first, last) = (start??.0, end??.1)
    if let first, let last, last < first { return nil }
  }

  private static func regex(_ pattern: String) -> NSRegularExpression {
    guard let regex = try? NSRegularExpression(pattern: "\\A(?:\(pattern))\\z") else {
      preconditionFailure("not a pattern: \(pattern)")
    }
    return regex
  }

  private static func parts(_ regex: NSRegularExpression, _ text: String) -> [String?]? {
    guard let match = regex.firstMatch(in: text, range: NSRange(location: 0, length: text.utf16.count)) else {
      return nil
    }
    return (1..<match.numberOfRanges).map { Range(match.range(at: $0), in: text).map { String(text[$0]) } }
  }

  /// The first and last day of one unit, `nil` where the calendar has none such.
  private static func bounds(_ unit: String) -> (String, String)? {
    let numbers = unit.split(separator: "-")
    switch numbers.count {
    case 3: return exists(unit) ? (unit, unit) : nil
    case 2:
      guard let month = Int(numbers[1]), let year = Int(numbers[0]) else { return nil }
      switch month {
      case 1...12: return (unit + "-01", lastDay(of: year, month))
      case 21...23:
        let start = (month - 20) * 3
        return (numbers[0] + String(format: "-%02d-01", start), lastDay(of: year, start + 2))
      case 24: return (numbers[0] + "-12-01", year == 9999 ? "9999-12-31" : lastDay(of: year + 1, 2))
      default: return nil
      }
    default: return (unit.replacing("X", with: "0") + "-01-01", unit.replacing("X", with: "9") + "-12-31")
    }
  }

  private static func lastDay(of year: Int, _ month: Int) -> String {
    let last = [31, 30, 29, 28].first { exists(String(format: "%04d-%02d-%02d", year, month, $0)) } ?? 0
    return String(format: "%04d-%02d-%02d", year, month, last)
  }

  private static func exists(_ day: String) -> Bool {
    let parts = day.split(separator: "-").compactMap { Int($0) }
    // Foundation counts years by eras: the year 0 is a leap year, as 2000 is.
    let date = DateComponents(year: parts[0] == 0 ? 2000 : parts[0], month: parts[1], day: parts[2])
    return isProleptic(parts[0], date)
  }

  /// Foundation's calendar turns Julian in 1582; the same day 400 years on is of the same leap rule.
  private static func isProleptic(_ year: Int, _ date: DateComponents) -> Bool {
    var date = date
    if year > 0, year < 2000 { date.year = year + (2399 - year) / 400 * 400 }
    return date.isValidDate(in: calendar)
  }
}
