import API
import Dataset
import Foundation
import HTTP

/// The query grammar, on a small catalog: an input is a target, then `Accept` and `Accept-Language`, a line each.
///
/// Every answer is one of a few statuses and well-formed in its format, its fields are fit for the wire, and the links
/// in it work: `try` is a 200, `links.self` leads to itself and to the same data, paging and facets lead on.
enum Queries {
  static let service: Service = {
    do {
      return Service(try Loader.load(fixtures: FixtureFiles.small))
    } catch {
      preconditionFailure("the small fixtures do not load: \(error)")
    }
  }()

  static func judge(_ bytes: [UInt8]) {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
    var target = Array(lines[0])
    if target.first != UInt8(ascii: "/") { target = Array("/v1/events?".utf8) + target }
    let language = lines.count > 2 ? String(decoding: lines[2], as: UTF8.self) : nil
    let visitor = Visitor(accept: lines.count > 1 ? String(decoding: lines[1], as: UTF8.self) : nil, language: language)
    let response = visitor.ask(target)
    demand(same(response, visitor.ask(target)), "the same question has two answers")
    judgeFields(response)
    switch response.status {
    case 200: judgeBody(response, visitor)
    case 303: demand(response.fields.contains { $0.name == "Location" }, "a redirection to nowhere")
    case 400, 404, 406: judgeProblem(response, visitor)
    default: demand(false, "status \(response.status)")
    }
  }

  private static func same(_ one: Response, _ other: Response) -> Bool {
    one.status == other.status && one.body == other.body && one.entityTag == other.entityTag
      && one.fields == other.fields
  }

  /// A line that a client smuggled in would be a field of another name, or one that comes twice.
  private static let known: Set = [
    "Cache-Control", "Content-Language", "Content-Security-Policy", "Link", "Location", "Referrer-Policy",
    "Retry-After",
  ]

  /// Nothing that a client sent reaches a field unchecked (RFC 9110 §5.5).
  private static func judgeFields(_ response: Response) {
    let names = response.fields.map(\.name)
    demand(Set(names).count == names.count && known.isSuperset(of: names), "there are the fields \(names)")
    for field in Array(response.fields) + [("Content-Type", response.contentType), ("ETag", response.entityTag ?? "")] {
      demand(field.value.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }, "\(field.name) holds “\(field.value)”")
    }
  }

  private static func judgeProblem(_ response: Response, _ visitor: Visitor) {
    demand(response.contentType == "application/problem+json", "a problem as \(response.contentType)")
    let problem = json(response.body)
    demand(problem["status"] as? Int == response.status, "the problem says another status")
    demand((problem["type"] as? String)?.hasPrefix("/problems/") == true, "the problem has no type")
    guard let mended = problem["try"] as? String else { return }
    demand(visitor.ask(Array(mended.utf8)).status == 200, "try is not a 200: \(mended)")
  }

  private static func judgeBody(_ response: Response, _ visitor: Visitor) {
    let lines = response.body.split(separator: UInt8(ascii: "\n"))
    switch response.contentType.split(separator: ";")[0] {
    case "application/json", "application/geo+json":
      let answer = json(response.body)
      guard let links = answer["links"] as? [String: Any], let link = links["self"] as? String else { return }
      // Links name no suffix where there is none to name: JSON is what those get who do not ask for a form.
      let visitor = Visitor(language: visitor.language)
      judgeSelf(link, answer, visitor)
      judgeLinks(links, answer, visitor)
    case "application/x-ndjson":
      for line in lines { _ = json(Array(line)) }
    case "text/csv":
      let rows = rows(String(decoding: response.body, as: UTF8.self))
      demand(rows.allSatisfy { $0 == rows[0] }, "rows of \(Set(rows)) columns")
    case "text/calendar":
      demand(lines.allSatisfy { $0.count <= 76 && $0.last == UInt8(ascii: "\r") }, "a line too long, or without CR LF")
      demand(String(validating: response.body, as: UTF8.self) != nil, "a calendar that is no UTF-8")
      let begins = lines.count { $0.starts(with: "BEGIN:".utf8) }
      demand(begins == lines.count { $0.starts(with: "END:".utf8) }, "what begins does not end")
    default: break
    }
  }

  private static func judgeSelf(_ link: String, _ answer: [String: Any], _ visitor: Visitor) {
    let again = visitor.ask(Array(link.utf8))
    demand(again.status == 200, "links.self is a \(again.status): \(link)")
    let twin = json(again.body)
    demand((twin["links"] as? [String: Any])?["self"] as? String == link, "links.self leads elsewhere: \(link)")
    for key in ["data", "facets", "included"] {
      demand(equal(answer[key], twin[key]), "\(key) differs at \(link)")
    }
  }

  private static func judgeLinks(_ links: [String: Any], _ answer: [String: Any], _ visitor: Visitor) {
    var targets = links.values.compactMap { $0 as? String }
    for facet in (answer["facets"] as? [String: [String: Any]] ?? [:]).values {
      targets += (facet["values"] as? [[String: Any]] ?? []).prefix(3).compactMap { $0["href"] as? String }
    }
    for target in targets {
      let status = visitor.ask(Array(target.utf8)).status
      demand(status == 200 || status == 303, "a link is a \(status): \(target)")
    }
  }

  private static func equal(_ one: Any?, _ other: Any?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    return NSArray(object: one).isEqual(NSArray(object: other))
  }

  /// As Foundation reads it; what is no object is empty.
  private static func json(_ body: [UInt8]) -> [String: Any] {
    do {
      let value = try JSONSerialization.jsonObject(with: Data(body), options: .fragmentsAllowed)
      return value as? [String: Any] ?? [:]
    } catch {
      demand(false, "no JSON: \(error): \(String(decoding: body, as: UTF8.self))")
      return [:]
    }
  }

  /// How many columns each row of a CSV text has (RFC 4180).
  private static func rows(_ text: String) -> [Int] {
    var (rows, columns, isQuoted) = ([Int](), 1, false)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: columns += 1
      case "\n" where !isQuoted:
        rows.append(columns)
        columns = 1
      default: break
      }
    }
    demand(!isQuoted && columns == 1 && !rows.isEmpty, "the table does not end with a line")
    return rows
  }
}

/// Somebody who always sends the same fields.
struct Visitor {
  var accept: String?
  var language: String?

  func ask(_ target: [UInt8]) -> Response {
    let mark = target.firstIndex(of: UInt8(ascii: "?"))
    var response = Queries.service.respond(
      to: Request(
        path: Array(target[..<(mark ?? target.count)]), query: mark.map { Array(target[($0 + 1)...]) }, accept: accept,
        acceptLanguage: language, id: "fuzz"))
    // The whole body, however it is made.
    demand(response.gather() == .finished, "the answer is not finished")
    switch response.rest {
    case nil, .gathered: break
    case .made(var producer): while case .more = producer.produce(into: &response.body) {}
    case .source(let source): demand(source.append(0..<source.count, to: &response.body), "the file is not there")
    }
    return response
  }
}
