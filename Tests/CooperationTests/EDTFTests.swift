import Cooperation
import Foundation
import Testing

@Suite("Dates are what ISO 8601-2 says they are")
struct EDTFTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let earliest: String?
    let latest: String?
    let precision: DatePrecision
    var isSpan = false
    var testDescription: String { text }
  }

  static let cases = [
    Case(text: "2014-05-06", earliest: "2014-05-06", latest: "2014-05-06", precision: .day),
    Case(text: "2012-02", earliest: "2012-02-01", latest: "2012-02-29", precision: .month),
    Case(text: "1900-02", earliest: "1900-02-01", latest: "1900-02-28", precision: .month),
    Case(text: "2017-21", earliest: "2017-03-01", latest: "2017-05-31", precision: .season),
    Case(text: "2017-24", earliest: "2017-12-01", latest: "2018-02-28", precision: .season),
    Case(text: "2013", earliest: "2013-01-01", latest: "2013-12-31", precision: .year),
    Case(text: "199X", earliest: "1990-01-01", latest: "1999-12-31", precision: .decade),
    Case(text: "19XX", earliest: "1900-01-01", latest: "1999-12-31", precision: .century),
    Case(text: "2009/2013", earliest: "2009-01-01", latest: "2013-12-31", precision: .year, isSpan: true),
    Case(text: "2007/..", earliest: "2007-01-01", latest: nil, precision: .year, isSpan: true),
    Case(text: "../2014-05-15", earliest: nil, latest: "2014-05-15", precision: .day, isSpan: true),
    Case(text: "199X/..", earliest: "1990-01-01", latest: nil, precision: .decade, isSpan: true),
    Case(text: "[..2014-05-15]", earliest: nil, latest: "2014-05-15", precision: .day),
    Case(text: "[2010..2012]", earliest: "2010-01-01", latest: "2012-12-31", precision: .year),
    Case(text: "2014~", earliest: "2014-01-01", latest: "2014-12-31", precision: .year),
  ]

  @Test("Bounds, precision and span", arguments: cases)
  func bounds(_ expected: Case) throws {
    let date = try EDTF(expected.text)
    #expect(date.earliest?.iso == expected.earliest)
    #expect(date.latest?.iso == expected.latest)
    #expect(date.precision == expected.precision)
    #expect(date.isSpan == expected.isSpan)
    #expect(date.text == expected.text)
  }

  @Test(
    "Qualifiers",
    arguments: [("2014~", true, false), ("2014?", false, true), ("2014%", true, true), ("2014", false, false)])
  func qualifiers(_ text: String, _ isApproximate: Bool, _ isUncertain: Bool) throws {
    let date = try EDTF(text)
    #expect(date.isApproximate == isApproximate)
    #expect(date.isUncertain == isUncertain)
  }

  @Test(
    "What is no date is refused",
    arguments: [
      "", "2014-13", "2014-00", "2014-02-30", "2014-5", "14", "2014-05-06T10:00", "20X4", "XXXX", "2014/2013", "/",
      "../..", "[..]",
      "[2014", "2014]", "2014-25", "-2014", "2014-05-06/2014-05-05", "a/b", "2014//2015", "[2013,2014]", "２０１４",
    ])
  func malformed(_ text: String) {
    #expect(throws: EDTF.Malformed.self) { try EDTF(text) }
  }

  @Test("No prefix and no changed byte of a date crashes the reader, or gives a date that ends before it begins")
  func damage() {
    for text in EDTFTests.cases.map(\.text) {
      let bytes = Array(text.utf8)
      var variants = (0...bytes.count).map { Array(bytes[..<$0]) }
      for index in bytes.indices {
        for byte in UInt8(0)...127 {
          var changed = bytes
          changed[index] = byte
          variants.append(changed)
        }
      }
      for variant in variants {
        guard let date = try? EDTF(String(decoding: variant, as: UTF8.self)) else { continue }
        if let earliest = date.earliest, let latest = date.latest { #expect(earliest <= latest) }
        for language in Language.allCases { #expect(!date.label(in: language).isEmpty) }
      }
    }
  }

  @Test(
    "Labels read as natives write them",
    arguments: [
      ("2014-05-06", "6 mai 2014", "6 May 2014", "2014年5月6日"),
      ("2014-05-01", "1er mai 2014", "1 May 2014", "2014年5月1日"),
      ("2013-04", "avril 2013", "April 2013", "2013年4月"), ("2017-22", "été 2017", "summer 2017", "2017年夏"),
      ("199X", "années 1990", "1990s", "1990年代"), ("19XX", "XXe siècle", "20th century", "20世紀"),
      ("2009/2013", "de 2009 à 2013", "from 2009 to 2013", "2009年から2013年まで"),
      ("2013-04/2013-10", "d’avril 2013 à octobre 2013", "from April 2013 to October 2013", "2013年4月から2013年10月まで"),
      (
        "2014-05-06/2014-05-07", "du 6 mai 2014 au 7 mai 2014", "from 6 May 2014 to 7 May 2014",
        "2014年5月6日から2014年5月7日まで"
      ),
      ("2007/..", "depuis 2007", "since 2007", "2007年から"),
      ("199X/..", "depuis les années 1990", "since the 1990s", "1990年代から"),
      ("[..2014-05-15]", "15 mai 2014 ou plus tôt", "15 May 2014 or earlier", "2014年5月15日以前"),
      ("2014~", "vers 2014", "about 2014", "2014年頃"),
    ])
  func labels(_ text: String, _ fr: String, _ en: String, _ ja: String) throws {
    let date = try EDTF(text)
    #expect(date.label(in: .fr) == fr)
    #expect(date.label(in: .en) == en)
    #expect(date.label(in: .ja) == ja)
  }

  @Test("Days count as Foundation's calendar counts them")
  func days() throws {
    var calendar = Foundation.Calendar(identifier: .iso8601)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    for ordinal in stride(from: Int32(-25_000), through: 60_000, by: 7) {
      let day = Day(ordinal: ordinal)
      let parts = calendar.dateComponents(
        [.year, .month, .day], from: Date(timeIntervalSince1970: Double(ordinal) * 86_400))
      #expect(day.civil == (parts.year ?? 0, parts.month ?? 0, parts.day ?? 0))
      #expect(Day(day.iso) == day)
    }
  }
}
