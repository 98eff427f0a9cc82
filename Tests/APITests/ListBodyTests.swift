import API
import Cooperation
import Foundation
import HTTP
import Testing

@Suite("Long lists are made while they are sent")
struct ListBodyTests {
  private static let count = 3000
  private static let service = Result { try makeService() }
  private let service: Service

  init() throws { service = try Self.service.get() }

  /// Events of three thousand days in a row, at one place, every tenth without a date.
  private static func makeService() throws -> Service {
    let info = DatasetInfo(
      version: "1.1.1", released: 0, licence: "CC0-1.0", title: LocalizedText(fr: "T", en: "T"),
      description: LocalizedText(fr: "D", en: "D"))
    let day = Day(ordinal: 18_000)
    var builder = CatalogBuilder(info)
    try builder.add(
      PlaceRecord(
        id: "tokyo", type: .city, name: LocalizedText(fr: "Tokyo", en: "Tokyo", ja: "東京"), aliases: [], country: "JP",
        within: nil, point: Point(latitude: 35.7, longitude: 139.7), added: day, updated: day))
    for number in 0..<count {
      let text = LocalizedText(fr: "événement, n° \(number)", en: "event \"no.\" \(number)")
      let date = try EDTF(Day(ordinal: Int32(number)).iso)
      try builder.add(
        EventRecord(
          id: String(format: "event-%04d", number), type: .meeting, name: text, summary: text, aliases: [],
          date: number % 10 == 9 ? nil : DateRecord(edtf: date, basis: .stated), status: .occurred, participants: [],
          areas: [], places: ["tokyo"], partOf: nil, related: [], figures: [], disputed: false, added: day,
          updated: day))
    }
    return Service(
      Service.Edition(
        catalog: try builder.build(), ndjson: Steps(0) { _, _ in false }, checksum: "c",
        sqlite: ByteSource(count: 0) { _, _ in true }, seal: "s", openAPIYAML: { [] }, openAPIJSON: { [] },
        page: { FrontPage(html: [], style: [], script: [], later: [], words: [], digest: { _ in "" }) }))
  }

  private func get(_ target: String) -> Response {
    let parts = target.split(separator: "?", maxSplits: 1)
    var response = service.respond(
      to: Request(
        path: Array(parts[0].utf8), query: parts.count > 1 ? Array(parts[1].utf8) : nil, accept: nil,
        acceptLanguage: nil, id: "t"))
    #expect(response.gather() == .finished)
    return response
  }

  /// The body of an answer that goes on when its beginning is sent.
  private func long(_ target: String) throws -> [UInt8] {
    let response = get(target)
    guard case .made(var producer) = response.rest else {
      Issue.record("\(target) is no long body")
      return response.body
    }
    #expect(!response.isKept && response.body.count < 320 << 10)
    var (body, size) = (response.body, 0)
    repeat {
      size = body.count
      let production = producer.produce(into: &body)
      #expect(body.count - size < 128 << 10)
      if production != .more { break }
    } while true
    return body
  }

  private var ids: [String] {
    let numbers = (0..<Self.count).filter { $0 % 10 != 9 } + (0..<Self.count).filter { $0 % 10 == 9 }
    return numbers.map { String(format: "event-%04d", $0) }
  }

  private func id(_ object: Any) -> String? { (object as? [String: Any])?["id"] as? String }

  @Test("NDJSON has the objects of the pages, a line each")
  func ndjson() throws {
    let lines = try long("/v1/events.ndjson").split(separator: UInt8(ascii: "\n"))
    #expect(try lines.map { id(try JSONSerialization.jsonObject(with: Data($0))) } == ids)
    var pages: [UInt8] = []
    for offset in stride(from: 0, to: Self.count, by: 1000) {
      let page = get("/v1/events?limit=1000&offset=\(offset)").body
      let data = try #require(Data(page).range(of: Data(#"],"meta""#.utf8)))
      pages += page[#"{"data":["#.utf8.count..<data.lowerBound] + (offset < 2000 ? [UInt8(ascii: ",")] : [])
    }
    #expect(Array(lines.joined(separator: [UInt8(ascii: ",")])) == pages)
  }

  @Test("So have CSV, GeoJSON and calendars, whole and in any order asked")
  func otherForms() throws {
    let rows = String(decoding: try long("/v1/events.csv"), as: UTF8.self).components(separatedBy: "\r\n")
    #expect(rows.first?.hasPrefix("id,kind,type,name,") == true && rows.last == "")
    #expect(rows.dropFirst().dropLast().map { String($0.prefix(10)) } == ids)
    let backwards = String(decoding: try long("/v1/events.csv?sort=-id"), as: UTF8.self)
    #expect(
      backwards.components(separatedBy: "\r\n").dropFirst().dropLast().map { String($0.prefix(10)) }
        == ids.sorted(by: >))
    let map = try JSONSerialization.jsonObject(with: Data(long("/v1/events.geojson?lang=en"))) as? [String: Any]
    #expect((map?["features"] as? [Any])?.map(id) == ids)
    let calendar = String(decoding: try long("/v1/events.ics"), as: UTF8.self)
    #expect(calendar.hasPrefix("BEGIN:VCALENDAR\r\n") && calendar.hasSuffix("END:VEVENT\r\nEND:VCALENDAR\r\n"))
    let uids = calendar.components(separatedBy: "\r\n").filter { $0.hasPrefix("UID:") }.map {
      String($0.dropFirst(4).prefix(10))
    }
    #expect(uids == ids.dropLast(Self.count / 10))
  }

  @Test("A long page of JSON is whole before it is sent, and the same when it is indented")
  func indentation() throws {
    for query in ["limit=1000", "limit=1000&include=places&fields=name,places", "limit=1000&date=1800&facets=type"] {
      let (compact, indented) = (get("/v1/events?\(query)"), get("/v1/events?\(query)&pretty=1").body)
      #expect(compact.rest == nil && compact.isKept)
      var (depth, isInString, rest) = (0, false, [UInt8]())
      for line in String(decoding: indented, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
        let text = line.drop { $0 == " " }
        if let first = text.first, "]}".contains(first) { depth -= 1 }
        #expect(text.isEmpty || line.count - text.count == 2 * depth)
        if let last = text.last, "[{".contains(last) { depth += 1 }
        rest += text.utf8
      }
      // Outside of strings a colon has a space behind it.
      var packed: [UInt8] = []
      for (place, byte) in rest.enumerated() {
        if byte == UInt8(ascii: "\""), rest[place - 1] != UInt8(ascii: "\\") { isInString.toggle() }
        if isInString || byte != UInt8(ascii: " ") { packed.append(byte) }
      }
      let unlinked = String(decoding: packed, as: UTF8.self).replacingOccurrences(of: "&pretty=1", with: "")
      #expect(unlinked == String(decoding: compact.body, as: UTF8.self).replacingOccurrences(of: "&pretty=1", with: ""))
    }
  }

  @Test("Tags tell long bodies apart, and are the same each time")
  func tags() {
    let targets = [
      "/v1/events.csv", "/v1/events.csv?lang=en", "/v1/events.ndjson", "/v1/events.csv?limit=999",
      "/v1/events.csv?offset=1", "/v1/events.csv?sort=-id",
    ]
    let tags = targets.map { get($0).entityTag }
    #expect(Set(tags).count == targets.count && !tags.contains(nil))
    #expect(targets.map { get($0).entityTag } == tags)
  }

  @Test("What is short is finished at once and kept")
  func short() {
    let response = get("/v1/events.csv?date=1970-01")
    #expect(response.rest == nil && response.isKept)
  }

  @Test("Pieces are bounded by the objects that are looked at, not by what is left of them")
  func workOfPieces() throws {
    let response = get("/v1/events.ndjson?fields=id")
    guard case .made(var producer) = response.rest else {
      Issue.record("it is no long body")
      return
    }
    #expect(response.body.count { $0 == UInt8(ascii: "\n") } <= 64)
    var (lines, body) = (response.body, [UInt8]())
    while producer.produce(into: &body) == .more {
      #expect(body.count { $0 == UInt8(ascii: "\n") } <= 64)
      lines += body
      body = []
    }
    lines += body
    #expect(lines == Array(ids.map { "{\"id\":\"\($0)\"}\n" }.joined().utf8))
  }

  @Test("A timeline of many events is counted and written in pieces, and is the same as in JSON")
  func timeline() throws {
    let rows = String(decoding: try long("/v1/timeline.csv?by=month&split=type"), as: UTF8.self).components(
      separatedBy: "\r\n")
    let json =
      try JSONSerialization.jsonObject(with: Data(get("/v1/timeline?by=month&split=type").body)) as? [String: Any]
    let data = try #require(json?["data"] as? [[String: Any]])
    #expect(
      rows.dropFirst().dropLast()
        == data.map { period in
          ["period", "start", "end"].map { "\(period[$0] ?? "")," }.joined() + "meeting,\(period["count"] ?? "")"
        })
    #expect(data.allSatisfy { ($0["split"] as? [String: Int])?["meeting"] == $0["count"] as? Int })
    // Eight years and some days from 1970 on, nine of ten with a date.
    #expect(data.reduce(0) { $0 + ($1["count"] as? Int ?? 0) } == Self.count / 10 * 9)
    #expect((json?["meta"] as? [String: Any])?["undated"] as? Int == Self.count / 10)
  }
}
