import API
import Foundation
import HTTP
import Testing

/// What was meant may take a look at every name: it is looked up for the first ten problems of a query, whatever they are.
@Suite("A thousand wrong words cost no more than ten")
struct SuggestionBoundTests {
  let site: Site
  init() throws { site = try Site.shared.get() }

  private func errors(_ target: String) throws -> [JSON] {
    #expect(site.get(target).status == 400)
    return try site.json(target).list("errors")
  }

  /// A text again and again, with others between.
  private static func repeated(_ text: String, _ count: Int, _ between: String = ",") -> String {
    Array(repeating: text, count: count).joined(separator: between)
  }

  private static let twelve: [String] = [
    "actor=" + repeated("natto", 12),
    "actor=" + repeated("natto", 7) + "&type=" + repeated("visite", 5),
    repeated("place=tokyoo", 12, "&"),
    repeated("aera=cyber-defence", 12, "&"),
    repeated("organisation=nato", 12, "&"),
    "date=" + repeated("1990s", 12),
    "country=" + repeated("Japon", 12),
    "fields=" + repeated("sumary", 12),
    "sort=" + repeated("date:desc", 12),
  ]

  @Test("The eleventh is told without suggestions", arguments: twelve)
  func eleventh(_ query: String) throws {
    let errors = try errors("/v1/events?" + query)
    #expect(errors.count == 12)
    #expect(errors.map { $0["did_you_mean"].list.isEmpty } == Array(repeating: false, count: 10) + [true, true])
    // The list of what is allowed stands with the first ones, too.
    for error in errors.suffix(2) { #expect(error["allowed"].isNull) }
    #expect(Set(errors.map { $0["code"].string }).count == 1 || query.contains("type="))
    #expect(try site.json("/v1/events?" + query)["try"].isNull)
  }

  @Test("Ten are still mended")
  func ten() throws {
    let link = try site.json(
      "/v1/events?aera=cyber-defence&actor=" + Self.repeated("natto", 9))["try"].string
    #expect(site.get(try #require(link)).status == 200)
  }

  private static let many: [String] = [
    "fields=" + repeated("x", 60) + "&sort=" + repeated("x", 60), repeated("x", 900, "&"), repeated("%", 900, "&"),
    "type=" + repeated("x", 60) + "&actor=" + repeated("x", 60) + "&role=" + repeated("x", 60),
  ]

  @Test("A hundred are told", arguments: many)
  func hundred(_ query: String) throws {
    #expect(try errors("/v1/events?" + query).count == 100)
    #expect(site.get("/v1/events?" + query).body.count < 40_000)
  }

  @Test("What is told again is cut to 100 code points, however long a character is")
  func echo() throws {
    let marks = String(repeating: "\u{301}", count: 500).addingPercentEncoding(withAllowedCharacters: []) ?? ""
    for error in try errors("/v1/events?actor=a" + marks + ",,") {
      #expect(error["value"].string?.unicodeScalars.count == 100)
    }
    let plain = try errors("/v1/events?actor=" + String(repeating: "a", count: 100))
    #expect(plain[0]["value"].string == String(repeating: "a", count: 100))
  }

  @Test("A path of many segments is near to none", arguments: ["/a/b", "/" + repeated("v1", 2000, "/")])
  func deep(_ path: String) throws {
    #expect(site.get(path).status == 404)
    #expect(try site.json(path)["did_you_mean"].list.isEmpty)
  }

  @Test("Slashes too many do not matter", arguments: ["//v1///events", "/v1/actors//nato/event", "/v1/events/"])
  func slashes(_ path: String) throws {
    let meant = try #require(try site.json(path)["did_you_mean"][0].string)
    #expect(site.get(meant).status == 200)
  }
}
