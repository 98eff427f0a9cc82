import API
import Foundation
import HTTP
import Testing

@Suite("The front door")
struct FrontDoorTests {
  let site: Site
  init() throws { site = try Site.shared.get() }

  /// What Chromium sends, of which curl sends nothing.
  static let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"

  @Test(
    "At / browsers get a page, all others JSON",
    arguments: [
      (browser, "text/html; charset=utf-8"), ("text/html", "text/html; charset=utf-8"),
      ("text/*", "text/html; charset=utf-8"), ("application/json;q=0.5, text/html;q=0.6", "text/html; charset=utf-8"),
      (nil, "application/json"), ("*/*", "application/json"), ("application/json", "application/json"),
      ("text/html;q=0.5, application/json", "application/json"), ("text/html;q=0, */*", "application/json"),
    ])
  func negotiation(_ accept: String?, _ type: String) {
    let answer = site.get("/", accept: accept)
    #expect(answer.status == 200)
    #expect(answer.contentType == type)
    #expect(answer.vary == [.accept, .acceptLanguage])
  }

  @Test("Who accepts neither is told what there is")
  func notAcceptable() { #expect(site.get("/", accept: "image/png").status == 406) }

  @Test("An unknown parameter is refused at / in either form", arguments: [nil, browser])
  func strict(_ accept: String?) { #expect(site.get("/?event=x", accept: accept).status == 400) }

  @Test("Page and index have entity tags of their own, in each language")
  func tags() {
    let tags = [nil, FrontDoorTests.browser].flatMap { accept in
      ["fr", "en", "ja"].map { site.get("/?lang=\($0)", accept: accept).entityTag }
    }
    #expect(!tags.contains(nil))
    #expect(Set(tags).count == 6)
  }

  @Test(
    "The page is in the language asked for",
    arguments: [
      ("/?lang=ja", "fr", "ja", "hello|"), ("/", "en-GB, fr;q=0.5", "en", "hello|hello"),
      ("/", "de", "fr", "hello|bonjour &amp; salut"),
    ])
  func language(_ target: String, _ accepted: String, _ tag: String, _ word: String) throws {
    let answer = site.get(target, accept: FrontDoorTests.browser, language: accepted)
    let text = String(decoding: answer.body, as: UTF8.self)
    #expect(text.contains("<html lang=\(tag)>"))
    #expect(text.contains("<p>\(word)</p><b>\(word.dropFirst("hello|".count))</b><style>s</style><script>t</script>"))
    #expect(text.hasSuffix("<script type=text/plain id=later>u</script>"))
    #expect(answer.fields.contains { $0 == ("Content-Language", tag) })
    let title = try JSONSerialization.jsonObject(
      with: Data(contentsOf: Site.root.appending(path: "Fixtures/dataset.json")))
    #expect(text.contains("<title>\(JSON(title)["title"][tag].string ?? "?")</title>"))
  }

  @Test("/docs leads to the page's reference and keeps the language", arguments: [("", ""), ("?lang=ja", "?lang=ja")])
  func docs(_ query: String, _ kept: String) {
    let answer = site.get("/docs" + query)
    #expect(answer.status == 303)
    #expect(answer.fields.first { $0.name == "Location" }?.value == "/\(kept)#/docs")
  }

  @Test("Each example of /llms.txt works, and its counts are those of the fixtures")
  func languageModels() throws {
    let answer = site.get("/llms.txt", accept: "text/html")
    #expect(answer.status == 200)
    #expect(answer.contentType == "text/plain; charset=utf-8")
    let text = String(decoding: answer.body, as: UTF8.self)
    let targets = text.matches(of: /`GET ([^`]+)`/).map { String($0.1) }
    #expect(targets.count >= 10)
    for target in targets where target != "/v1/dataset.ndjson" {
      let body = site.get(target)
      #expect(body.status == 200, "\(target)")
      if body.contentType == "application/json", let data = try? site.json(target)["data"] {
        #expect(!data.list.isEmpty || !data.object.isEmpty || target.contains("limit=0"), "\(target) gives nothing")
      }
    }
    for kind in ["events", "actors", "areas", "places", "documents", "claims"] {
      #expect(text.contains("- `/v1/\(kind)`: \(try Site.fixture(kind).count). "), "\(kind)")
    }
    for match in text.matches(of: /\]\((\/[^)]+)\)/) { #expect(site.get(String(match.1)).status == 200, "\(match.1)") }
  }

  @Test("/llms.txt names each path and each parameter of the contract")
  func languageModelsAreToldAll() throws {
    let text = String(decoding: site.get("/llms.txt").body, as: UTF8.self)
    let file = Site.root.appending(path: "Sources/CResources/openapi.json")
    let contract = JSON(try JSONSerialization.jsonObject(with: Data(contentsOf: file)))
    let kinds = ["events", "actors", "areas", "places", "documents", "claims"]
    for (path, item) in contract["paths"].object {
      let plain = path.hasPrefix("/v1/dataset") ? path : path.replacing(/\.(csv|ndjson|geojson|ics)$/, with: "")
      let general = kinds.reduce(plain) { $0.replacing("/v1/\($1)/{id}", with: "/v1/<kind>/{id}") }
      #expect(["/", "/llms.txt"].contains(path) || text.contains(plain) || text.contains(general), "\(path)")
      for parameter in item["get"]["parameters"].list {
        let name = parameter["$ref"].string?.split(separator: "/").last.map(String.init)
        let own = name.map { contract["components"]["parameters"][$0] } ?? parameter
        guard own["in"].string == "query", let word = own["name"].string else { continue }
        #expect(try text.contains(Regex("\\b\(word)\\b")), "\(word)")
      }
    }
  }
}
