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
}
