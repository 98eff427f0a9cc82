internal import Cooperation

/// The periods of a timeline.
enum Period: String, CaseIterable, Sendable {
  case decade, year, month

  /// The number of the period in which a day lies, counted so that neighbours differ by one.
  func number(of day: Int32) -> Int {
    let (year, month, _) = Day(ordinal: day).civil
    return switch self {
    case .decade: year / 10
    case .year: year
    case .month: year * 12 + month - 1
    }
  }

  /// `199X`, `2013` or `2013-04`.
  func edtf(_ number: Int) -> String {
    switch self {
    case .decade: Day.padded(number, to: 3) + "X"
    case .year: Day.padded(number, to: 4)
    case .month: Day.padded(number / 12, to: 4) + "-" + Day.padded(number % 12 + 1, to: 2)
    }
  }

  /// Its first and last day; `nil` beyond the years that there are.
  func days(_ number: Int) -> (first: Day, last: Day)? {
    let years = self == .decade ? 10 : 1
    switch self {
    case .decade, .year:
      guard let first = Day(year: number * years, month: 1, day: 1),
        let last = Day(year: (number + 1) * years - 1, month: 12, day: 31)
      else { return nil }
      return (first, last)
    case .month:
      let (year, month) = (number / 12, number % 12 + 1)
      guard let first = Day(year: year, month: month, day: 1),
        let last = (28...31).compactMap({ Day(year: year, month: month, day: $0) }).last
      else { return nil }
      return (first, last)
    }
  }
}
