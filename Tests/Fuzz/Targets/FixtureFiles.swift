import API
import Dataset
import Foundation
import HTTP

/// The fixtures reader: an input is the name of a file, then its content; the other files are the small fixtures.
///
/// Whatever the content, it is accepted or every violation names file and reason; what the JSON reader accepts,
/// Foundation reads as the same value; what the validator accepts can be loaded and asked.
enum FixtureFiles {
  static let small = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/small").path
  private static let names = ["actors", "areas", "claims", "dataset", "documents", "events", "places"]

  /// A copy of the small fixtures, of this process alone; `script/fuzz` removes it with its temporary folder.
  private static let folder: URL = {
    let folder = URL.temporaryDirectory.appending(path: "fixtures-\(UUID().uuidString)")
    do {
      try FileManager.default.copyItem(at: URL(filePath: small), to: folder)
    } catch {
      preconditionFailure("no copy of the fixtures: \(error)")
    }
    return folder
  }()

  static func judge(_ bytes: [UInt8]) {
    let end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    let name = String(decoding: bytes[..<end], as: UTF8.self)
    let content = Array(bytes[min(end + 1, bytes.count)...])
    compareWithFoundation(names.contains(name) ? content : bytes)
    guard names.contains(name) else { return }
    let file = folder.appending(path: name + ".json")
    do {
      let former = try Data(contentsOf: file)
      try Data(content).write(to: file)
      judgeFolder()
      try former.write(to: file)
    } catch {
      demand(false, "\(error)")
    }
  }

  private static func judgeFolder() {
    do throws(DatasetError) {
      let service = Service(try Loader.load(fixtures: folder.path))
      for path in ["/v1/events", "/v1/claims", "/v1/timeline", "/v1/graph", "/v1/search", "/v1/events.ics"] {
        let query = path == "/v1/search" ? Array("q=a".utf8) : nil
        let request = Request(path: Array(path.utf8), query: query, accept: nil, acceptLanguage: nil, id: "fuzz")
        demand(service.respond(to: request).status == 200, "\(path) of a dataset that was accepted")
      }
    } catch {
      guard case .invalid(let violations) = error else { return demand(false, "not by the rules: \(error)") }
      demand(!violations.isEmpty, "refused without a reason")
      for violation in violations {
        demand(names.contains { $0 + ".json" == violation.file }, "no file: \(violation)")
        demand(!violation.reason.isEmpty, "no reason: \(violation)")
        let isPlaced = violation.record != nil || violation.field != nil || violation.reason.hasPrefix("line ")
        demand(isPlaced || violation.reason.hasPrefix("it is "), "no place: \(violation)")
      }
    }
  }

  // MARK: - JSON

  private static func compareWithFoundation(_ bytes: [UInt8]) {
    guard let value = try? JSONReader.value(of: bytes) else { return }
    guard let other = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed) else {
      return demand(false, "Foundation reads no JSON where our reader does")
    }
    demand(equal(value, other), "Foundation reads \(other), our reader \(value)")
  }

  private static func equal(_ value: JSONValue, _ other: Any) -> Bool {
    switch value {
    case .null: return other is NSNull
    case .bool(let bool): return other as? Bool == bool
    case .number(let number):
      // Foundation keeps some numbers as decimals, which round once more.
      guard let double = (other as? NSNumber)?.doubleValue else { return false }
      return double == number || abs(double - number) <= abs(number) * 1e-14
    case .string(let text): return (other as? String).map { $0.utf8.elementsEqual(text.utf8) } ?? false
    case .array(let items):
      guard let list = other as? [Any], list.count == items.count else { return false }
      return zip(items, list).allSatisfy(equal)
    case .object(let members):
      guard let object = other as? [String: Any], object.count == members.count else { return false }
      return members.allSatisfy { member in object[member.key].map { equal(member.value, $0) } ?? false }
    }
  }
}
