import API
import Foundation
import HTTP
import Testing

@Suite("What clients may rely on")
struct ContractTests {
  let site: Site
  init() throws { site = try Site.shared.get() }

  private static let kinds = ["events", "actors", "areas", "places", "documents", "claims"]

  // MARK: - Objects

  @Test("A list item is the same object as the detail", arguments: kinds)
  func sameObject(kind: String) throws {
    for item in try site.json("/v1/\(kind)?limit=1000").list("data").prefix(60) {
      let detail = try site.json(try #require(item["url"].string))["data"]
      #expect(NSDictionary(dictionary: item.dictionary) == NSDictionary(dictionary: detail.dictionary))
    }
  }

  @Test("Every object of a kind has the same keys, in every language", arguments: kinds)
  func sameKeys(kind: String) throws {
    var keys: Set<Set<String>> = []
    for language in ["fr", "en", "ja"] {
      for item in try site.json("/v1/\(kind)?limit=1000&lang=\(language)").list("data") {
        keys.insert(Set(item.object.keys).subtracting(["fallback"]))
      }
    }
    #expect(keys.count == 1)
  }

  @Test("A text that the language lacks falls back visibly")
  func fallback() throws {
    let events = try site.json("/v1/events?limit=1000&lang=ja").list("data")
    let fixtures = try Site.fixture("events")
    for event in events {
      let fixture = fixtures.first { $0["id"].string == event["id"].string }
      let japanese = fixture?["summary"]["ja"].string
      #expect(event["summary"].string == japanese ?? fixture?["summary"]["fr"].string)
      #expect(event["fallback"]["summary"].string == (japanese == nil ? "fr" : nil))
    }
  }

  // MARK: - Understanding

  @Test(
    "Values are understood by id, alias and name, folded",
    arguments: ["nato", "NATO", "OTAN", "otan", "北大西洋条約機構", "%EF%BC%AE%EF%BC%A1%EF%BC%B4%EF%BC%AF"])
  func names(_ value: String) throws {
    let total = try site.json("/v1/events?actor=nato&limit=0")["meta"]["total"].int
    let answer = try site.json("/v1/events?actor=\(value)&limit=0")
    #expect(answer["meta"]["total"].int == total)
    #expect(answer["links"]["self"].string == "/v1/events?actor=nato&limit=0")
    if value != "nato" { #expect(answer["meta"]["resolved"]["actor"].object.values.first?.string == "nato") }
  }

  @Test(
    "Equal questions have one canonical link",
    arguments: [
      ("/v1/events?type=visit,meeting", "/v1/events?type=meeting,visit"),
      ("/v1/events?type=Visit", "/v1/events?type=visit"),
      ("/v1/events?type=visit%2Cmeeting", "/v1/events?type=meeting,visit"),
      ("/v1/events?limit=50&offset=0", "/v1/events"),
      ("/v1/events?area=maritime,-counter-piracy&_=1", "/v1/events?area=maritime,-counter-piracy"),
      ("/v1/actors/nato/events?date=2014", "/v1/events?actor=nato&date=2014"),
      ("/v1/events/ipcp-signing-2014/claims", "/v1/claims?event=ipcp-signing-2014"),
      ("/v1/events?date=2007/", "/v1/events?date=2007/.."),
      ("/v1/events?q=abe+tokyo&pretty", "/v1/events?q=abe%20tokyo&pretty=1"),
    ])
  func canonical(_ target: String, _ link: String) throws {
    #expect(try site.json(target)["links"]["self"].string == link)
    #expect(site.get(link).status == 200)
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    let target: String
    let code: String
    var suggestion: String?
    var mended: String?
    var testDescription: String { target }
  }

  @Test(
    "What is not understood is refused, with what was meant",
    arguments: [
      Refusal(
        target: "/v1/events?aera=cyber-defence", code: "unknown-parameter", suggestion: "area",
        mended: "/v1/events?area=cyber-defence"),
      Refusal(
        target: "/v1/events?actor=natto", code: "unknown-value", suggestion: "nato", mended: "/v1/events?actor=nato"),
      Refusal(
        target: "/v1/events?type=visite", code: "unknown-value", suggestion: "visit", mended: "/v1/events?type=visit"),
      Refusal(
        target: "/v1/events?limit=5000", code: "out-of-range", suggestion: "1000", mended: "/v1/events?limit=1000"),
      Refusal(target: "/v1/events?limit=many", code: "invalid-value"),
      Refusal(
        target: "/v1/events?date=2014-5", code: "invalid-value", suggestion: "2014-05",
        mended: "/v1/events?date=2014-05"),
      Refusal(
        target: "/v1/events?date=2015/2014", code: "invalid-value", suggestion: "2014/2015",
        mended: "/v1/events?date=2014/2015"),
      Refusal(
        target: "/v1/events?date=6%20mai%202014", code: "invalid-value", suggestion: "2014-05-06",
        mended: "/v1/events?date=2014-05-06"),
      Refusal(
        target: "/v1/events?date=1990s", code: "invalid-value", suggestion: "199X", mended: "/v1/events?date=199X"),
      Refusal(target: "/v1/events?date=/", code: "invalid-value"),
      Refusal(
        target: "/v1/events?date=2014~", code: "invalid-value", suggestion: "2014", mended: "/v1/events?date=2014"),
      Refusal(target: "/v1/events?date=-2014", code: "invalid-value"),
      Refusal(target: "/v1/events?actor=", code: "invalid-value"),
      Refusal(target: "/v1/events?actor=%ff", code: "invalid-value"),
      Refusal(target: "/v1/events?sort=relevance", code: "conflict"),
      Refusal(target: "/v1/events?fields=name,-summary", code: "conflict"),
      Refusal(target: "/v1/events?lang=de", code: "unknown-value"),
      Refusal(target: "/v1/events?limit=1&limit=2", code: "conflict"),
      Refusal(
        target: "/v1/events?country=Japon", code: "invalid-value", suggestion: "JP", mended: "/v1/events?country=JP"),
      Refusal(
        target: "/v1/claims?field=date", code: "unknown-value", suggestion: "/date", mended: "/v1/claims?field=/date"),
      Refusal(target: "/v1/vocab?actor=nato", code: "unknown-parameter"),
    ])
  func refusals(_ refusal: Refusal) throws {
    let response = site.get(refusal.target)
    #expect(response.status == 400)
    #expect(response.contentType == "application/problem+json")
    let problem = try site.json(refusal.target)
    let error = problem["errors"][0]
    #expect(error["code"].string == refusal.code)
    let first = error["did_you_mean"][0]
    if let suggestion = refusal.suggestion { #expect(first.string ?? first["id"].string == suggestion) }
    #expect(problem["try"].string == refusal.mended)
    if let mended = refusal.mended { #expect(site.get(mended).status == 200) }
  }

  @Test("All problems are told at once")
  func allProblems() throws {
    let problem = try site.json("/v1/events?aera=cyber-defence&actor=natto&limit=x&date=2014-5")
    #expect(problem["errors"].list.map { $0["parameter"].string } == ["aera", "actor", "limit", "date"])
    #expect(
      try site.json("/v1/events?aera=cyber-defence&actor=natto")["try"].string
        == "/v1/events?area=cyber-defence&actor=nato")
  }

  @Test(
    "What is not there is a 404 that suggests",
    arguments: [
      ("/v1/actors/Otan", "nato"), ("/v1/actors/shinzo-ab", "shinzo-abe"), ("/v1/Events", "/v1/events"),
      ("/v1/events/", "/v1/events"),
      ("/v1/event", "/v1/events"), ("/v1/events.xml", "/v1/events"), ("/problems/not-fond", "/problems/not-found"),
    ])
  func notFound(_ target: String, _ suggestion: String) throws {
    #expect(site.get(target).status == 404)
    let first = try site.json(target)["did_you_mean"][0]
    #expect(first.string ?? first["id"].string == suggestion)
  }

  @Test("Ids that are missing are named, not refused")
  func missing() throws {
    let answer = try site.json("/v1/events?id=ipcp-signing-2014,nope")
    #expect(answer["meta"]["missing"].list.map(\.string) == ["nope"])
    #expect(answer["data"].list.map { $0["id"].string } == ["ipcp-signing-2014"])
    #expect(try site.json("/v1/events?id=nope")["meta"]["total"].int == 0)
  }

  @Test("Words that a query may have meant are found in the list that suggests them", arguments: kinds + ["search"])
  func correctedWords(list: String) throws {
    var suggested = 0
    for word in ["cybr", "pirateri", "tokio", "rasmusen", "afganistan", "declaracion", "misile", "bruxeles", "jappon"] {
      for suggestion in try site.json("/v1/\(list)?q=\(word)x").list("meta", "did_you_mean").compactMap(\.string) {
        let encoded = try #require(suggestion.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        #expect(try site.json("/v1/\(list)?q=\(encoded)")["meta"]["total"].int != 0, "\(word): \(suggestion)")
        suggested += 1
      }
    }
    #expect(suggested > 0)
  }

  // MARK: - Walking

  @Test(
    "A walk by next loses and repeats nothing, whatever the order",
    arguments: [
      "events?sort=-date", "events?sort=type,-name", "actors?sort=-events", "claims?limit=97", "places",
      "events?q=japon",
    ])
  func walk(_ list: String) throws {
    let separator = list.contains("?") ? "&" : "?"
    let limited = list.contains("limit") ? list : list + separator + "limit=7"
    var next: String? = "/v1/" + limited
    var ids: [String] = []
    var total = 0
    while let target = next {
      let page = try site.json(target)
      ids += page["data"].list.compactMap { $0["id"].string }
      total = page["meta"]["total"].int ?? 0
      next = page["links"]["next"].string
    }
    #expect(ids.count == total && Set(ids).count == total && total > 7)
  }

  @Test("What a facet counts is what its link finds")
  func facets() throws {
    let questions = [
      "", "&actor=japan", "&area=maritime", "&type=visit,meeting&date=2010/..", "&role=visitor&actor=japan,nato",
      "&q=otan",
    ]
    for question in questions {
      let answer = try site.json("/v1/events?facets=type,area,actor,role,place,country,status,year&limit=0" + question)
      for (name, facet) in answer["facets"].object {
        for value in facet["values"].list where value["selected"].bool == false {
          let word = try #require(value["value"].string)
          // The facet's own choice gives way to this value alone; all else stays.
          let own = "&\(name)="
          let rest = question.split(separator: "&").filter {
            !("&" + $0).hasPrefix(own) && !(name == "year" && $0.hasPrefix("date"))
          }
          let asked =
            (name == "year" ? ["date=\(word)", "date_match=certain"] : ["\(name)=\(word)"]) + rest.map(String.init)
          let total = try site.json("/v1/events?limit=0&" + asked.joined(separator: "&"))["meta"]["total"].int
          #expect(value["count"].int == total, "\(question) \(name)=\(word)")
          #expect(site.get(try #require(value["href"].string)).status == 200)
        }
      }
    }
  }

  @Test("A timeline adds up, and its links find what it counts", arguments: ["decade", "year", "month"])
  func timeline(by period: String) throws {
    let answer = try site.json("/v1/timeline?by=\(period)&split=type")
    var sum = answer["meta"]["undated"].int ?? 0
    for bucket in answer["data"].list {
      sum += bucket["count"].int ?? 0
      #expect(bucket["split"].object.values.reduce(0) { $0 + ($1.int ?? 0) } == bucket["count"].int)
      guard bucket["count"].int != 0 else { continue }
      #expect(try site.json(try #require(bucket["href"].string))["meta"]["total"].int == bucket["count"].int)
    }
    for coarser in answer["meta"]["coarser"].list {
      sum += coarser["count"].int ?? 0
      #expect(try site.json(try #require(coarser["href"].string))["meta"]["total"].int == coarser["count"].int)
    }
    #expect(sum == answer["meta"]["total"].int)
    #expect(sum == (try Site.fixture("events").count))
  }

  @Test("An edge of the graph counts the events that its link finds")
  func graph() throws {
    let data = try site.json("/v1/graph?date=2013/..")["data"]
    #expect(data["edges"].list.count > 10)
    for edge in data["edges"].list.prefix(40) where edge["kind"].string == "together" {
      #expect(try site.json(try #require(edge["href"].string))["meta"]["total"].int == edge["weight"].int)
    }
  }

  // MARK: - Shape

  @Test("fields keeps what it names and id, or drops what it names")
  func fields() throws {
    let kept = try site.json("/v1/events/ipcp-signing-2014?fields=date.label,participants.actor.name")["data"]
    #expect(Set(kept.object.keys) == ["id", "date", "participants"])
    #expect(Set(kept["date"].object.keys) == ["label"])
    #expect(
      kept["participants"].list.allSatisfy {
        Set($0.object.keys) == ["actor"] && Set($0["actor"].object.keys) == ["name"]
      })
    let dropped = try site.json("/v1/events/ipcp-signing-2014?fields=-summary,-date.time,-id")["data"]
    #expect(dropped["summary"].isNull && dropped.object["summary"] == nil)
    #expect(dropped["date"].object["time"] == nil && dropped["date"]["edtf"].string == "2014-05-06")
    #expect(dropped["id"].string == "ipcp-signing-2014")
  }

  @Test("include brings the objects that are named, each once")
  func include() throws {
    let answer = try site.json("/v1/events/ipcp-signing-2014?include=actors,claims")
    let named = answer["data"]["participants"].list.compactMap { $0["actor"]["id"].string }
    for id in named { #expect(answer["included"]["actors"][id]["id"].string == id) }
    #expect(answer["included"]["claims"].object.count == answer["data"]["claims_count"].int)
  }

  @Test("pretty changes white space alone")
  func pretty() throws {
    let plain = try site.json("/v1/actors?limit=20")["data"]
    let pretty = try site.json("/v1/actors?limit=20&pretty")["data"]
    #expect(NSArray(array: plain.value as? [Any] ?? []) == NSArray(array: pretty.value as? [Any] ?? [1]))
    #expect(site.get("/v1/actors?pretty").body.contains(UInt8(ascii: "\n")))
    for target in ["/v1/places.geojson", "/v1/events.geojson?limit=3"] {
      let (compact, indented) = (site.get(target), site.get(target + (target.contains("?") ? "&" : "?") + "pretty"))
      #expect(
        try JSONSerialization.jsonObject(with: Data(compact.body)) as? NSDictionary ?? [:]
          == JSONSerialization.jsonObject(with: Data(indented.body)) as? NSDictionary)
      #expect(
        String(decoding: indented.body, as: UTF8.self).hasPrefix("{\n  \"type\": \"FeatureCollection\",\n  \"features"))
      #expect(!compact.body.contains(UInt8(ascii: "\n")))
    }
  }

  @Test(
    "The language is the one asked for",
    arguments: [
      (nil, nil, "fr"), ("en", nil, "en"), (nil, "ja", "ja"), (nil, "de, en;q=0.5", "en"), ("ja", "en", "ja"),
      (nil, "en;q=0, fr;q=0.1", "fr"),
    ] as [(String?, String?, String)])
  func language(_ asked: String?, _ accepted: String?, _ tag: String) throws {
    let target = "/v1/events?limit=1" + (asked.map { "&lang=" + $0 } ?? "")
    #expect(try site.json(target, language: accepted)["meta"]["lang"].string == tag)
    let response = site.get(target, language: accepted)
    #expect(response.vary.contains(.acceptLanguage) == (asked == nil))
    #expect(response.fields.contains { $0.name == "Content-Language" && $0.value == tag })
  }

  @Test("Entity tags tell language, format and question apart, and know equal questions")
  func tags() {
    let different = [
      "/v1/events", "/v1/events?lang=en", "/v1/events?lang=ja", "/v1/events.csv", "/v1/events.ndjson",
      "/v1/events?limit=1", "/v1/actors",
      "/v1/events?type=call", "/v1/events?type=exercise",
    ].map { site.get($0).entityTag }
    #expect(Set(different).count == different.count && !different.contains(nil))
    #expect(
      site.get("/v1/events?type=visit,meeting").entityTag == site.get("/v1/events?type=meeting,visit&_=2").entityTag)
  }

  @Test("Formats come by suffix or by Accept, and the suffix wins")
  func formats() {
    #expect(site.get("/v1/events", accept: "text/csv").contentType.hasPrefix("text/csv"))
    #expect(site.get("/v1/events.json", accept: "text/csv").contentType == "application/json")
    #expect(
      site.get("/v1/events", accept: "text/html,application/xml;q=0.9,*/*;q=0.8").contentType == "application/json")
    #expect(site.get("/v1/events", accept: "image/png").status == 406)
    #expect(site.get("/v1/areas.ics").status == 404)
    #expect(!site.get("/v1/events.csv").vary.contains(.accept))
  }

  @Test(
    "Unusual targets get a defined answer",
    arguments: ["/%00", "/%ff", "/..", "//", "/v1//events", "/v1/%2e%2e", "/v1/events/%2F", "/v1/events/a/b/c"])
  func targets(_ target: String) { #expect([400, 404].contains(site.get(target).status)) }

  @Test("Whatever is asked, nothing fails")
  func junk() {
    var random = SystemRandomNumberGenerator()
    let names = Parameter.allCases.map(\.name)
    let pieces = [
      "", "-", ",", "..", "/", "2014", "199X", "nato", "japan", "visit", "é", "日本", "%", "%41", "\"", "*", "~", "[",
      "😀", "date.label", "none", "0",
    ]
    for _ in 0..<3000 {
      let query = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        (names.randomElement() ?? "q") + "="
          + (0..<Int.random(in: 0...4, using: &random)).map { _ in pieces.randomElement() ?? "" }.joined()
      }.joined(separator: "&")
      let path =
        ["/v1/events", "/v1/claims", "/v1/search", "/v1/timeline", "/v1/graph", "/v1/events.ics", "/v1/places.geojson"]
        .randomElement() ?? "/"
      let status = site.get(path + "?" + query).status
      #expect(status == 200 || status == 400, "\(path)?\(query)")
    }
  }
}

extension JSON {
  func list(_ keys: String...) -> [JSON] { keys.reduce(self) { $0[$1] }.list }
  var dictionary: [String: Any] { value as? [String: Any] ?? [:] }
}
