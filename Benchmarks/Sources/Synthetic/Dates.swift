package import Cooperation

/// Dates in every form that the contract's EDTF has, most of them days, from 1950 to 2030.
package enum Dates {
  package static func draw(_ random: inout Random) -> DateRecord? {
    guard !random.chance(0.5), let edtf = try? EDTF(text(&random)) else { return nil }
    let basis: DateBasis = random.chance(85) ? .stated : .inferred
    let time = edtf.precision == .day && !edtf.isSpan && random.chance(5) ? "\(10 + random.below(10)):30" : nil
    return DateRecord(edtf: edtf, basis: basis, time: time)
  }

  private static func text(_ random: inout Random) -> String {
    // Later years hold more.
    let year = 1950 + max(random.below(81), random.below(81))
    let (month, day) = (1 + random.below(12), 1 + random.below(28))
    switch random.below(1000) {
    case ..<620: return "\(year)-\(two(month))-\(two(day))"
    case ..<760: return "\(year)-\(two(month))"
    case ..<790: return "\(year)-2\(1 + random.below(4))"
    case ..<865: return "\(year)"
    case ..<880: return "\(year / 10)X"
    case ..<883: return "\(year / 100)XX"
    case ..<920: return "\(year)/\(year + random.below(6))"
    case ..<935: return "\(year)-\(two(month))-01/\(year)-\(two(month))-\(two(day))"
    case ..<945: return "\(year)/.."
    case ..<948: return "../\(year)-\(two(month))"
    case ..<962: return "[\(year)..\(year + 1 + random.below(3))]"
    case ..<966: return "[..\(year)-\(two(month))-\(two(day))]"
    case ..<970: return "[\(year)..]"
    case ..<985: return "\(year)-\(two(month))~"
    case ..<994: return "\(year)?"
    default: return "\(year)%"
    }
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
