import Cooperation
import Testing

/// Thousands of dates, of which the index passes over most 64 at a time, against a look at each.
@Suite struct DateScaleTests {
  private let dates: [String: EDTF]
  private let catalog: Catalog

  init() throws {
    var generator = Random(seed: 21)
    let info = DatasetInfo(
      version: "1", released: 0, licence: "", title: LocalizedText(fr: "", en: ""),
      description: LocalizedText(fr: "", en: ""))
    let day = try #require(Day("2026-01-01"))
    var builder = CatalogBuilder(info)
    var dates: [String: EDTF] = [:]
    for number in 10_000..<14_000 {
      let year = 1950 + Int.random(in: 0..<80, using: &generator)
      let month = 10 + Int.random(in: 0...2, using: &generator)
      let text: String? =
        switch Int.random(in: 0..<200, using: &generator) {
        case 0: nil
        case 1: "\(year)/.."
        case 2: "[..\(year)-\(month)-05]"
        case 3: "\(year / 10)X"
        case 4: "\(year)/\(year + 3)"
        case 5..<20: "\(year)"
        case 20..<60: "\(year)-\(month)"
        default: "\(year)-\(month)-\(10 + Int.random(in: 0..<20, using: &generator))"
        }
      let date = try text.map { DateRecord(edtf: try EDTF($0), basis: .stated) }
      dates["e\(number)"] = date?.edtf
      try builder.add(
        EventRecord(
          id: "e\(number)", type: .visit, name: LocalizedText(fr: "a", en: "a"),
          summary: LocalizedText(fr: "b", en: "b"), aliases: [], date: date, status: .occurred, participants: [],
          areas: [], places: [], partOf: nil, related: [], figures: [], disputed: false, added: day, updated: day))
    }
    self.dates = dates
    catalog = try builder.build()
  }

  private func ids(_ selection: Selection) -> Set<String> {
    Set(selection.members.map { catalog.texts.string(catalog.id(.event, $0)) })
  }

  @Test(
    "A range finds the dates that may or must lie in it",
    arguments: [
      "1975", "1990/2009", "2001-11-14", "2001-12", "../1960", "2020/..", "1700", "196X", "2029/2040",
    ])
  func ranges(text: String) throws {
    let range = try EDTF(text)
    let (first, last) = (range.earliest?.ordinal ?? .min, range.latest?.ordinal ?? .max)
    for isCertain in [false, true] {
      var question = Question(kind: .event)
      question.dates = [[DayRange(range)]]
      question.isCertain = isCertain
      let expected = dates.filter { _, date in
        let (earliest, latest) = (date.earliest?.ordinal ?? .min, date.latest?.ordinal ?? .max)
        return isCertain ? first <= earliest && latest <= last : earliest <= last && latest >= first
      }
      #expect(ids(catalog.select(question)) == Set(expected.keys))
    }
  }

  @Test("Years and decades count what surely lies in them", arguments: [(Dimension.year, 1), (.decade, 10)])
  func periods(dimension: Dimension, length: Int) {
    var expected: [UInt32: Int] = [:]
    for date in dates.values {
      guard let first = date.earliest?.civil.year, let last = date.latest?.civil.year, first / length == last / length
      else { continue }
      expected[UInt32(first / length * length), default: 0] += 1
    }
    let question = Question(kind: .event)
    let counts = catalog.counts(dimension, of: question, in: catalog.select(question))
    #expect(Dictionary(uniqueKeysWithValues: counts.map { ($0.value, $0.count) }) == expected)
    #expect(expected.count > 5)
  }
}
