import API
import Cooperation
import Dataset
import Foundation
import HTTP
import Testing

/// The application on the real dataset, asked without sockets.
struct Site {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let shared: Result<Site, any Error> = Result { try Site() }

  let service: Service
  let dataset: LoadedDataset

  private init() throws {
    dataset = try Loader.load(fixtures: Site.root.appending(path: "Fixtures").path)
    service = Service(
      Service.Edition(
        catalog: dataset.catalog, ndjson: Steps(dataset.lines) { $0.append(to: &$1) }, checksum: dataset.checksum,
        sqlite: ByteSource(count: dataset.image.count, append: dataset.image.append), seal: dataset.image.seal,
        openAPIYAML: { [] }, openAPIJSON: { [] },
        page: {
          FrontPage(
            html: Array(
              "<html lang={{lang}}><title>{{title}}</title><p>{{words}}</p><b>{{hello}}</b>{{style}}{{script}}{{later}}"
                .utf8),
            style: Array("s".utf8), script: Array("t".utf8), later: Array("u".utf8),
            words: Array("hello|bonjour & salut|hello|\n".utf8),
            digest: { "\($0.count)" })
        }))
  }

  func get(_ target: String, accept: String? = nil, language: String? = nil) -> Response {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var response = service.respond(
      to: Request(
        path: Array(parts[0].utf8), query: parts.count > 1 ? Array(parts[1].utf8) : nil, accept: accept,
        acceptLanguage: language, id: "test"))
    #expect(response.gather() == .finished)
    return response
  }

  /// The whole body of an answer, however it is made.
  func body(_ target: String) -> [UInt8] {
    let response = get(target)
    var body = response.body
    switch response.rest {
    case nil, .gathered: break
    case .made(var producer): while case .more = producer.produce(into: &body) {}
    case .source(let source): #expect(source.append(0..<source.count, to: &body))
    }
    return body
  }

  /// The answer as Foundation reads it.
  func json(_ target: String, language: String? = nil) throws -> JSON {
    JSON(try JSONSerialization.jsonObject(with: Data(get(target, language: language).body), options: .fragmentsAllowed))
  }

  /// One fixture file, read by Foundation: what the API is held against.
  static func fixture(_ name: String) throws -> [JSON] {
    let data = try Data(contentsOf: root.appending(path: "Fixtures/\(name).json"))
    return JSON(try JSONSerialization.jsonObject(with: data)).list
  }
}

/// A JSON value to walk through; what is not there is null.
struct JSON {
  let value: Any

  init(_ value: Any) { self.value = value }

  subscript(key: String) -> JSON { JSON((value as? [String: Any])?[key] ?? NSNull()) }
  subscript(index: Int) -> JSON { list.indices.contains(index) ? list[index] : JSON(NSNull()) }
  var list: [JSON] { (value as? [Any])?.map { JSON($0) } ?? [] }
  var object: [String: JSON] { (value as? [String: Any])?.mapValues { JSON($0) } ?? [:] }
  var string: String? { value as? String }
  var int: Int? { (value as? NSNumber)?.intValue }
  var bool: Bool? { value as? Bool }
  var isNull: Bool { value is NSNull }
}
