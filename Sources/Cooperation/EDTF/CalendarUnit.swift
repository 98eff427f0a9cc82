/// A day, month, season, year, decade or century of the calendar: what one EDTF date names.
package enum CalendarUnit: Sendable, Hashable {
  case day(year: Int, month: Int, day: Int)
  case month(year: Int, month: Int)
  /// 1 spring (March to May) to 4 winter (December to February of the next year), as in the northern hemisphere.
  case season(year: Int, season: Int)
  case year(Int)
  /// The decade's first year: 1990.
  case decade(Int)
  /// The century's first year: 1900.
  case century(Int)

  /// Reads `YYYY-MM-DD`, `YYYY-MM`, `YYYY-2S`, `YYYY`, `YYYX` or `YYXX`.
  init(_ bytes: ArraySlice<UInt8>) throws(EDTF.Malformed) {
    func malformed(_ reason: (String) -> String) -> EDTF.Malformed {
      EDTF.Malformed(reason: reason("“\(String(decoding: bytes, as: UTF8.self))”"))
    }
    var shapes: EDTF.Malformed {
      malformed { "\($0) is none of YYYY-MM-DD, YYYY-MM, YYYY-21 to -24, YYYY, YYYX, YYXX" }
    }
    let (head, rest) = (bytes.prefix(4), bytes.dropFirst(4))
    let isHyphenated = rest.indices.allSatisfy { ($0 - rest.startIndex) % 3 != 0 || rest[$0] == UInt8(ascii: "-") }
    guard head.count == 4, [0, 3, 6].contains(rest.count), isHyphenated else { throw shapes }

    guard let year = Day.number(head) else {
      let unknown = UInt8(ascii: "X")
      guard rest.isEmpty, head.last == unknown else { throw shapes }
      if let decade = Day.number(head.dropLast()) {
        self = .decade(decade * 10)
      } else if let century = Day.number(head.dropLast(2)), head.dropFirst(2).allSatisfy({ $0 == unknown }) {
        self = .century(century * 100)
      } else {
        throw shapes
      }
      return
    }
    guard !rest.isEmpty else {
      self = .year(year)
      return
    }
    guard let month = Day.number(rest.dropFirst().prefix(2)) else { throw shapes }
    guard rest.count > 3 else {
      switch month {
      case 1...12: self = .month(year: year, month: month)
      case 21...24: self = .season(year: year, season: month - 20)
      default: throw malformed { "\($0) has neither a month (01 to 12) nor a season (21 to 24)" }
      }
      return
    }
    guard let day = Day.number(rest.suffix(2)) else { throw shapes }
    guard Day(year: year, month: month, day: day) != nil else {
      throw malformed { "the calendar has no \($0)" }
    }
    self = .day(year: year, month: month, day: day)
  }

  package var first: Day { bounds.first }
  package var last: Day { bounds.last }

  package var precision: DatePrecision {
    switch self {
    case .day: .day
    case .month: .month
    case .season: .season
    case .year: .year
    case .decade: .decade
    case .century: .century
    }
  }

  private var bounds: (first: Day, last: Day) {
    switch self {
    case .day(let year, let month, let day):
      return CalendarUnit.days(from: (year, month, day), to: (year, month, day))
    case .month(let year, let month):
      return CalendarUnit.days(from: (year, month, 1), to: (year, month, Day.count(inMonth: month, of: year)))
    case .season(let year, let season):
      let end = season == 4 ? (year: year + 1, month: 2) : (year: year, month: season * 3 + 2)
      return CalendarUnit.days(
        from: (year, season * 3, 1), to: (end.year, end.month, Day.count(inMonth: end.month, of: end.year)))
    case .year(let year): return CalendarUnit.days(from: (year, 1, 1), to: (year, 12, 31))
    case .decade(let year): return CalendarUnit.days(from: (year, 1, 1), to: (year + 9, 12, 31))
    case .century(let year): return CalendarUnit.days(from: (year, 1, 1), to: (year + 99, 12, 31))
    }
  }

  private static func days(
    from start: (year: Int, month: Int, day: Int), to end: (year: Int, month: Int, day: Int)
  ) -> (first: Day, last: Day) {
    // Only a winter that begins in 9999 ends outside the calendar; it is cut at the calendar's end.
    let last = Day(year: end.year, month: end.month, day: end.day) ?? Day(ordinal: 2_932_896)
    guard let first = Day(year: start.year, month: start.month, day: start.day) else {
      preconditionFailure("a unit is made only of days that exist")
    }
    return (first, last)
  }
}
