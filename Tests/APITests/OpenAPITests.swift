import HTTP
import API
import Cooperation
import Foundation
import Testing
import Yams

@Suite("openapi.yaml says what the server does")
struct OpenAPITests {
  let document: JSON
  let text: String

  init() throws {
    text = try String(contentsOf: Site.root.appending(path: "openapi.yaml"), encoding: .utf8)
    document = JSON(try #require(try Yams.load(yaml: text)))
  }

  /// What the routes serve: each path, and a path of its own for each form but JSON. Forms of nested lists are described in words.
  private var served: Set<String> {
    Set(
      Route.all.flatMap { route -> [String] in
        // `/` has no suffixes: there is no name to put them to.
        let isNested = route.path.contains("{id}/") || route.path == "/"
        return [route.path] + (isNested ? [] : route.formats.dropFirst().map { route.path + "." + $0.rawValue })
      })
  }

  @Test("Every route is described, and everything described is served")
  func paths() {
    let described = Set(document["paths"].object.keys)
    #expect(served.subtracting(described) == [])
    #expect(described.subtracting(served) == [])
  }

  @Test("Every route's parameters are described, and no others")
  func parameters() throws {
    for route in Route.all {
      let described = document["paths"][route.path]["get"]["parameters"].list.map(resolve)
        .filter { $0["in"].string == "query" }.compactMap { $0["name"].string }
      #expect(Set(described) == Set(route.parameters.map(\.name)), "\(route.path)")
    }
  }

  @Test("Every enumeration is described word for word")
  func enumerations() {
    let schemas = document["components"]["schemas"]
    let enums = schemas.object.values.map { Set($0["enum"].list.compactMap(\.string)) }.filter { !$0.isEmpty }
    let words: [[String]] = [
      EventType.words, ActorType.words, PlaceType.words, DocumentType.words, Role.words, EventStatus.words,
      Relation.words,
    ]
    for list in words { #expect(enums.contains(Set(list)), "\(list)") }
  }

  @Test(
    "Every kind's schema requires the keys that its objects have",
    arguments: ["Event", "Actor", "Area", "Place", "Document", "Claim"])
  func keys(schema: String) throws {
    let site = try Site.shared.get()
    let object = try site.json("/v1/\(schema.lowercased())s?limit=1")["data"][0]
    let required = required(document["components"]["schemas"][schema])
    #expect(required == Set(object.object.keys).subtracting(["fallback"]))
  }

  private func required(_ schema: JSON) -> Set<String> {
    let schema = resolve(schema)
    return schema["allOf"].list.reduce(Set(schema["required"].list.compactMap(\.string))) { $0.union(required($1)) }
  }

  @Test("Every example that is a request gets an answer")
  func examples() throws {
    let site = try Site.shared.get()
    var count = 0
    for match in text.matches(of: /Example: `GET ([^`]+)`/) {
      let target = String(match.1)
      #expect(site.get(target).status == 200, "\(target)")
      count += 1
    }
    #expect(count >= document["paths"].object.count - 5)
  }

  @Test("The JSON twin says the same")
  func twin() throws {
    let data = try Data(contentsOf: Site.root.appending(path: "Sources/CResources/openapi.json"))
    let twin = try JSONSerialization.jsonObject(with: data)
    let yaml = try JSONSerialization.jsonObject(with: JSONSerialization.data(withJSONObject: document.value))
    #expect(
      NSDictionary(dictionary: twin as? [String: Any] ?? [:])
        == NSDictionary(dictionary: yaml as? [String: Any] ?? ["": 0]))
  }

  /// What a `$ref` points to, or the value itself.
  private func resolve(_ value: JSON) -> JSON {
    guard let path = value["$ref"].string else { return value }
    return path.split(separator: "/").dropFirst().reduce(document) { $0[String($1)] }
  }
}

@Suite("fields knows the keys that objects have")
struct SchemaTests {
  @Test(
    "Every key that is written can be named", arguments: ["events", "actors", "areas", "places", "documents", "claims"])
  func paths(kind: String) throws {
    let site = try Site.shared.get()
    var paths: Set<String> = []
    func walk(_ value: JSON, _ prefix: String) {
      for item in value.list { walk(item, prefix) }
      for (key, child) in value.object where key != "fallback" && !(kind == "claims" && prefix == "value") {
        let path = prefix.isEmpty ? key : prefix + "." + key
        paths.insert(path)
        walk(child, path)
      }
    }
    for item in try site.json("/v1/\(kind)?limit=1000")["data"].list { walk(item, "") }
    #expect(paths.count > 5)
    for path in paths { #expect(site.get("/v1/\(kind)?limit=1&fields=\(path)").status == 200, "\(path)") }
  }
}
