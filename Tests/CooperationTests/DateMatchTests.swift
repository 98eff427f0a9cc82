import Cooperation
import Foundation
import Testing

/// Dates and questions of every form, answered by the catalog and by looking at each day of fifty years.
@Suite("What may and what must lie in a date is so day by day")
struct DateMatchTests {
  /// The days that an EDTF text leaves possible, by comparing texts alone; a day is its place in `calendar`.
  private struct Days {
    /// All days from 1990 to 2039 as ISO texts: a decade more at both ends than dates and questions name, so that an open
    /// end reaches beyond what is named.
    let calendar: [String]

    init() throws {
      var gregorian = Foundation.Calendar(identifier: .gregorian)
      let utc = try #require(TimeZone(secondsFromGMT: 0))
      gregorian.timeZone = utc
      let first = try #require(gregorian.date(from: DateComponents(year: 1990, month: 1, day: 1)))
      calendar = try (0..<18_262).map { offset in
        let date = try #require(gregorian.date(byAdding: .day, value: offset, to: first))
        let parts = gregorian.dateComponents([.year, .month, .day], from: date)
        return String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
      }
    }

    /// How the days of a unit begin: `2013-04-05`, `2013-04`, `2013-21`, `2013`, `201X`.
    private func prefixes(of unit: String) -> [String] {
      let parts = unit.split(separator: "-")
      guard parts.count == 2, let season = Int(parts[1]), season > 20, let year = Int(parts[0]) else {
        return [String(unit.prefix { $0 != "X" })]
      }
      let months = [["03", "04", "05"], ["06", "07", "08"], ["09", "10", "11"], ["12"]][season - 21]
      return months.map { "\(year)-\($0)" } + (season == 24 ? ["\(year + 1)-01", "\(year + 1)-02"] : [])
    }

    private func days(of unit: String) -> ClosedRange<Int>? {
      let prefixes = prefixes(of: unit)
      guard let first = calendar.firstIndex(where: { day in prefixes.contains { day.hasPrefix($0) } }),
        let last = calendar.lastIndex(where: { day in prefixes.contains { day.hasPrefix($0) } })
      else { return nil }
      return first...last
    }

    func possible(_ edtf: String) throws -> ClosedRange<Int> {
      let text = edtf.filter { !"[]~?%".contains($0) }
      let ends: [String]
      if text.contains("/") {
        ends = text.split(separator: "/", omittingEmptySubsequences: false).map { $0 == ".." ? "" : String($0) }
      } else if let dots = text.firstRange(of: "..") {
        ends = [String(text[..<dots.lowerBound]), String(text[dots.upperBound...])]
      } else {
        return try #require(days(of: text), "\(edtf)")
      }
      let first = ends[0].isEmpty ? 0 : try #require(days(of: ends[0])).lowerBound
      let last = ends[1].isEmpty ? calendar.count - 1 : try #require(days(of: ends[1])).upperBound
      return first...last
    }
  }

  private static func unit(_ random: inout some RandomNumberGenerator) -> String {
    let year = Int.random(in: 2005...2024, using: &random)
    let month = String(format: "%02d", Int.random(in: 1...12, using: &random))
    switch Int.random(in: 0..<7, using: &random) {
    case 0, 1: return "\(year)-\(month)-" + String(format: "%02d", Int.random(in: 1...28, using: &random))
    case 2: return "\(year)-\(month)"
    case 3: return "\(year)-2\(Int.random(in: 1...4, using: &random))"
    case 4, 5: return "\(year)"
    default: return "\(year / 10)X"
    }
  }

  private static func date(_ random: inout some RandomNumberGenerator) -> String {
    let (a, b) = (unit(&random), unit(&random))
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return "\(a)/\(b)"
    case 1: return "\(a)/.."
    case 2: return "../\(a)"
    case 3: return "[\(a)..\(b)]"
    case 4: return "[..\(a)]"
    case 5: return "[\(a)..]"
    case 6: return a + ["~", "?", "%"][Int.random(in: 0..<3, using: &random)]
    default: return a
    }
  }

  /// The catalog of events with these dates: event `e-0001` has the second.
  private static func catalog(_ dates: [String]) throws -> Catalog {
    let text = LocalizedText(fr: "x", en: "x")
    let day = Day(ordinal: 20_000)
    var builder = CatalogBuilder(DatasetInfo(version: "1", released: 0, licence: "x", title: text, description: text))
    for (number, edtf) in dates.enumerated() {
      try builder.add(
        EventRecord(
          id: String(format: "e-%04d", number), type: .visit, name: text, summary: text, aliases: [],
          date: DateRecord(edtf: try EDTF(edtf), basis: .stated), status: .occurred, participants: [], areas: [],
          places: [], partOf: nil, related: [], figures: [], disputed: false, added: day, updated: day))
    }
    return try builder.build()
  }

  @Test("Twelve thousand pairs of date and question, and what must lie in it also may", arguments: [1, 2] as [UInt64])
  func pairs(seed: UInt64) throws {
    let days = try Days()
    var random = Seeded(state: seed)
    var dates: [String] = []
    while dates.count < 100 {
      let text = DateMatchTests.date(&random)
      // An interval that ends before it begins is no date, and no business of this test.
      if (try? EDTF(text)) != nil { dates.append(text) }
    }
    let catalog = try DateMatchTests.catalog(dates)
    let data = try dates.map(days.possible)
    var (hits, surely) = (0, 0)
    for _ in 0..<60 {
      let (a, b) = (DateMatchTests.unit(&random), DateMatchTests.unit(&random))
      let asked = ["\(a)/\(b)", "\(a)/..", "../\(a)", a, a][Int.random(in: 0..<5, using: &random)]
      guard let edtf = try? EDTF(asked) else { continue }
      let wanted = try days.possible(asked)
      var found: [Set<Int>] = []
      for isCertain in [false, true] {
        var question = Question(kind: .event)
        question.dates = [[DayRange(edtf)]]
        question.isCertain = isCertain
        let ids = catalog.select(question).members.compactMap {
          Int(catalog.texts.string(catalog.id(.event, $0)).dropFirst(2))
        }
        found.append(Set(ids))
        let expected = data.indices.filter { index in
          isCertain
            ? data[index].allSatisfy { wanted.contains($0) } : data[index].contains { wanted.contains($0) }
        }
        #expect(Set(ids) == Set(expected), "\(asked) \(isCertain ? "certain" : "possible")")
      }
      #expect(found[1].isSubset(of: found[0]), "\(asked)")
      hits += found[0].count
      surely += found[1].count
    }
    #expect(hits > 200 && surely > 50 && surely < hits)
  }

  /// SplitMix64: the same dates every time.
  private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }
}
