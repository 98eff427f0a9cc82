import API
import Foundation
import HTTP
import Testing

/// What somebody types who has read nothing and knows other APIs, and what the answer tells him.
@Suite("A newcomer's mistakes lead on")
struct NewcomerTests {
  let site: Site
  init() throws { site = try Site.shared.get() }

  struct Mistake: Sendable, CustomTestStringConvertible {
    /// What stands behind `curl localhost:8080`.
    let line: String
    /// Parameter, code and first suggestion of each error; of a 404 the suggestion alone.
    let errors: [[String?]]
    /// The link that works; `nil` where a guess would be no better than the mistake.
    let mended: String?
    /// What the detail must mention.
    var detail: String?
    var status = 400
    var testDescription: String { line }
  }

  @Test(
    "Each line is answered by what was meant",
    arguments: [
      Mistake(
        line: "/v1/events?search=tokyo&per_page=10",
        errors: [["search", "unknown-parameter", "q"], ["per_page", "unknown-parameter", "limit"]],
        mended: "/v1/events?q=tokyo&limit=10"),
      Mistake(
        line: "/v1/events?from=2013&to=2014-12",
        errors: [["from", "unknown-parameter", "date"], ["to", "unknown-parameter", "date"]],
        mended: "/v1/events?date=2013/..&date=../2014-12"),
      Mistake(
        line: "/v1/events?date=06/05/2014", errors: [["date", "invalid-value", "2014-05-06"]],
        mended: "/v1/events?date=2014-05-06"),
      Mistake(
        line: "/v1/events?sort=date:desc&lang=en-US",
        errors: [["sort", "unknown-value", "-date"], ["lang", "unknown-value", "en"]],
        mended: "/v1/events?sort=-date&lang=en"),
      Mistake(
        line: "/v1/events?type=rencontre&place=Tokyoo",
        errors: [["type", "unknown-value", "meeting"], ["place", "unknown-value", "tokyo"]],
        mended: "/v1/events?type=meeting&place=tokyo"),
      Mistake(
        line: "/v1/events?country=Japan&limit=all",
        errors: [["country", "invalid-value", "JP"], ["limit", "invalid-value", nil]], mended: nil),
      Mistake(
        line: "/v1/events?page=2", errors: [["page", "unknown-parameter", "offset"]], mended: nil,
        detail: "offset counts objects"),
      Mistake(
        line: "/v1/events?format=csv", errors: [["format", "unknown-parameter", nil]], mended: nil, detail: ".csv"),
      Mistake(line: "/v1/actors/Abe", errors: [[nil, nil, "shinzo-abe"]], mended: nil, status: 404),
      Mistake(line: "/v1/event.xml", errors: [[nil, nil, "/v1/events"]], mended: nil, status: 404),
      Mistake(
        line: "/v1/actors/nato/event", errors: [[nil, nil, "/v1/actors/nato/events"]], mended: nil, status: 404),
      Mistake(
        line: "/v1/actors/nato/events?limit=5000", errors: [["limit", "out-of-range", "1000"]],
        mended: "/v1/actors/nato/events?limit=1000"),
      Mistake(
        line: "/v1/events?actor=japan;nato", errors: [["actor", "unknown-value", nil]], mended: nil, detail: "comma"),
      Mistake(
        line: "/v1/events?id=ipcp-signing-2014,", errors: [["id", "invalid-value", nil]], mended: nil,
        detail: "empty value"),
    ])
  func mistakes(_ mistake: Mistake) throws {
    #expect(site.get(mistake.line).status == mistake.status)
    let problem = try site.json(mistake.line)
    #expect(problem["try"].string == mistake.mended)
    if let mended = mistake.mended { #expect(site.get(mended).status == 200) }
    guard mistake.status == 400 else {
      let first = problem["did_you_mean"][0]
      #expect(first.string ?? first["id"].string == mistake.errors[0][2])
      return
    }
    let told = problem["errors"].list.map { error -> [String?] in
      let first = error["did_you_mean"][0]
      return [error["parameter"].string, error["code"].string, first.string ?? first["id"].string]
    }
    #expect(told == mistake.errors)
    if let detail = mistake.detail { #expect(problem["errors"][0]["detail"].string?.contains(detail) == true) }
  }

  @Test(
    "A hundred values and 200 characters are the bound over all of a parameter's repetitions",
    arguments: [
      ("/v1/events?type=" + Array(repeating: "visit", count: 101).joined(separator: ","), 400),
      ("/v1/events?type=" + Array(repeating: "visit", count: 100).joined(separator: ","), 200),
      ("/v1/events?" + Array(repeating: "id=x", count: 101).joined(separator: "&"), 400),
      ("/v1/events?" + Array(repeating: "date=2013", count: 101).joined(separator: "&"), 400),
      ("/v1/events?q=" + String(repeating: "a", count: 200), 200),
      ("/v1/events?q=" + String(repeating: "a", count: 201), 400),
      ("/v1/events?q=" + String(repeating: "a", count: 120) + "&q=" + String(repeating: "b", count: 120), 400),
      ("/v1/events?fields=" + String(repeating: "id,", count: 99) + "name", 200),
      ("/v1/events?fields=" + String(repeating: "id,", count: 100) + "name", 400),
      ("/v1/events?sort=" + String(repeating: "id,", count: 100) + "name", 400),
      (
        "/v1/search?q=abe&kind=" + String(repeating: "actor,", count: 50) + "event&kind="
          + String(repeating: "actor,", count: 49) + "event", 400
      ),
      ("/v1/events?facets=type,area,actor,role,place,country,document,status", 200),
      ("/v1/events?facets=type,area,actor,role,place,country,document,status,year", 400),
    ])
  func bounds(_ target: String, _ status: Int) throws {
    let response = site.get(target)
    #expect(response.status == status)
    guard status == 400 else {
      // What is understood has a canonical link that is understood as well.
      #expect(site.get(try #require(try site.json(target)["links"]["self"].string)).status == 200)
      return
    }
    #expect(try site.json(target)["errors"][0]["code"].string == "too-many")
  }

  @Test(
    "Ids are folded like names, and accents, hyphens and apostrophes do not matter",
    arguments: [
      ("document", "NATO-Japan-Cooperation-2014", "nato-japan-cooperation-2014"),
      ("area", "Cyber%20Defence", "cyber-defence"), ("area", "cyberd%C3%A9fense", "cyber-defence"),
      ("area", "surete%20maritime", "maritime-security"), ("area", "S%C3%9BRET%C3%89-MARITIME", "maritime-security"),
      ("place", "golfe%20d%27aden", "gulf-of-aden"), ("place", "Golfe%20d%E2%80%99Aden", "gulf-of-aden"),
      ("actor", "Shinz%C5%8D%20Abe", "shinzo-abe"), ("actor", "%EF%BC%AF%EF%BC%B4%EF%BC%A1%EF%BC%AE", "nato"),
    ])
  func folded(_ parameter: String, _ value: String, _ id: String) throws {
    #expect(
      try site.json("/v1/events?\(parameter)=\(value)&limit=0")["links"]["self"].string
        == "/v1/events?\(parameter)=\(id)&limit=0")
  }
}
