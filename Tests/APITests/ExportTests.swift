import API
import HTTP
import Foundation
import Testing

@Suite("Exports say what lists say, in the grammar of their formats")
struct ExportTests {
  let site: Site
  init() throws { site = try Site.shared.get() }

  private func text(_ target: String) -> String { String(decoding: site.body(target), as: UTF8.self) }

  @Test("NDJSON is the list, an object a line", arguments: ["events", "actors", "claims"])
  func ndjson(kind: String) throws {
    let lines = text("/v1/\(kind).ndjson").split(separator: "\n")
    let objects = try lines.map { JSON(try JSONSerialization.jsonObject(with: Data($0.utf8))) }
    #expect(objects.count == (try Site.fixture(kind).count))
    let page = try site.json("/v1/\(kind)?limit=5")["data"].list
    for (mine, other) in zip(objects, page) {
      #expect(NSDictionary(dictionary: mine.dictionary) == NSDictionary(dictionary: other.dictionary))
    }
  }

  @Test(
    "CSV has a header and a record for each object, each as long as the header",
    arguments: ["events", "actors", "areas", "places", "documents", "claims"])
  func csv(kind: String) throws {
    let records = CSVReader.read(text("/v1/\(kind).csv?lang=en"))
    #expect(records.count == (try Site.fixture(kind).count) + 1)
    #expect(Set(records.map(\.count)).count == 1)
    #expect(records.first?.first == "id")
    let ids = try site.json("/v1/\(kind)?limit=1000")["data"].list.compactMap { $0["id"].string }
    #expect(Set(records.dropFirst().map { $0[0] }) == Set(ids))
    #expect(!records.joined().contains { $0.hasPrefix("=") || $0.hasPrefix("@") })
  }

  @Test(
    "CSV shows every value of the objects, each in a column of its own",
    arguments: ["events", "actors", "areas", "places", "documents", "claims"])
  func cells(kind: String) throws {
    let records = CSVReader.read(text("/v1/\(kind).csv?lang=en"))
    let header = try #require(records.first)
    let objects = try site.json("/v1/\(kind)?limit=1000&lang=en")["data"].list
    #expect(objects.count == records.count - 1)
    /// A scalar as a cell; `nil` for what is none.
    func cell(_ value: JSON) -> String? {
      switch value.value {
      case is NSNull: ""
      case let text as String: text
      case let number as NSNumber:
        String(cString: number.objCType) == "c" ? String(number.boolValue) : number.stringValue
      default: nil
      }
    }
    for (object, record) in zip(objects, records.dropFirst()) {
      let row = Dictionary(uniqueKeysWithValues: zip(header, record))
      for (key, value) in object.object where !["fallback", "value", "figures"].contains(key) {
        let expected: [String: String?]
        if value["edtf"].string != nil {
          expected = Dictionary(
            uniqueKeysWithValues: value.object.map { ($0 == "edtf" ? key : key + "_" + $0, cell($1)) })
        } else if value["kind"].string != nil {
          expected = [key: value["name"].string]
        } else if key == "stats" {
          expected = Dictionary(uniqueKeysWithValues: value.object.map { (key + "_" + $0, cell($1)) })
        } else if !value.list.isEmpty, value.list.allSatisfy({ $0["kind"].string != nil && $0["id"].string != nil }) {
          expected = [
            key: value.list.compactMap { $0["name"].string }.joined(separator: "; "),
            key + "_ids": value.list.compactMap { $0["id"].string }.joined(separator: "; "),
          ]
        } else {
          expected = cell(value).map { [key: $0] } ?? [:]
        }
        for (column, text) in expected where !(value.isNull && row[column] == nil) {
          let shown = try #require(row[column], "\(column) of \(kind)")
          #expect(shown == text || shown == "'" + (text ?? ""), "\(column) of \(object["id"].string ?? "")")
        }
      }
    }
  }

  @Test("fields chooses columns as it chooses keys")
  func columns() {
    func header(_ target: String) -> String? { CSVReader.read(text(target)).first?.joined(separator: " ") }
    #expect(header("/v1/events.csv?limit=1&fields=date.label") == "id date_label")
    #expect(header("/v1/places.csv?limit=1&fields=name,point") == "id name lat lon")
    #expect(header("/v1/events.csv?limit=1&fields=participants.role") == "id roles")
    #expect(header("/v1/events.csv?limit=1&fields=related,parts.id") == "id parts_ids related related_ids relations")
    #expect(
      header("/v1/areas.csv?limit=1&fields=-stats,-definition,-narrower,-broader,-aliases,-url")
        == "id kind type name added updated")
  }

  @Test("Any cell is read as it was written, behind an apostrophe where a spreadsheet would run it", arguments: 1...20)
  func anyCell(seed: UInt64) {
    var random = Seeded(state: seed)
    let letters = Array("\",\r\n=+-@\t'a é日".unicodeScalars)
    let rows = (0..<40).map { _ in
      (0..<3).map { _ in
        let length = Int.random(in: 0...6, using: &random)
        return String(String.UnicodeScalarView((0..<length).compactMap { _ in letters.randomElement(using: &random) }))
      }
    }
    var table = CSV()
    for row in rows { table.row(row) }
    let expected = rows.map {
      $0.map { $0.unicodeScalars.first.map("=+-@\t\r".unicodeScalars.contains) ?? false ? "'" + $0 : $0 }
    }
    #expect(CSVReader.read(String(decoding: table.bytes, as: UTF8.self)) == expected)
  }

  @Test("Only what cannot be a number gets an apostrophe")
  func negativeNumbers() {
    var table = CSV()
    table.row(["-12.5", "+3", "-12 %", "=1"])
    #expect(String(decoding: table.bytes, as: UTF8.self) == "-12.5,+3,'-12 %,'=1\r\n")
  }

  @Test("GeoJSON puts longitude first, and null where no point is known")
  func geojson() throws {
    let features = try site.json("/v1/places.geojson")["features"].list
    let fixtures = try Site.fixture("places")
    #expect(features.count == fixtures.count)
    for place in fixtures {
      let feature = try #require(features.first { $0["id"].string == place["id"].string })
      let coordinates = feature["geometry"]["coordinates"].list.compactMap { $0.value as? Double }
      #expect(
        coordinates
          == (place["point"].isNull
            ? [] : [place["point"]["lon"].value as? Double, place["point"]["lat"].value as? Double].compactMap { $0 }))
      #expect(feature["geometry"].isNull == place["point"].isNull)
    }
  }

  @Test("A calendar has folded lines, no false days, and nothing that is open or undated")
  func calendar() throws {
    let body = site.body("/v1/events.ics?lang=en")
    let lines = String(decoding: body, as: UTF8.self).components(separatedBy: "\r\n")
    #expect(lines.allSatisfy { $0.utf8.count <= 75 } && lines.last == "")
    #expect(!String(decoding: body, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "").contains("\n"))
    let unfolded = String(decoding: body, as: UTF8.self).replacingOccurrences(of: "\r\n ", with: "")
    let bounded = try site.json("/v1/events?limit=1000")["data"].list.filter {
      $0["date"]["earliest"].string != nil && $0["date"]["latest"].string != nil
    }
    #expect(unfolded.components(separatedBy: "BEGIN:VEVENT").count - 1 == bounded.count)
    let signing = try #require(
      unfolded.components(separatedBy: "BEGIN:VEVENT").first { $0.contains("UID:ipcp-signing-2014@") })
    #expect(signing.contains("DTSTART;VALUE=DATE:20140506\r\nDTEND;VALUE=DATE:20140507"))
    for event in bounded where event["date"]["precision"].string != "day" {
      let id = try #require(event["id"].string)
      let entry = try #require(unfolded.components(separatedBy: "BEGIN:VEVENT").first { $0.contains("UID:\(id)@") })
      let label = try #require(try site.json("/v1/events/\(id)?lang=en")["data"]["date"]["label"].string)
      #expect(entry.contains("(\(label))"))
    }
  }

  @Test("The dataset's checksum is the SHA-256 of its NDJSON")
  func checksum() throws {
    let checksum = try site.json("/v1/dataset")["data"]["checksum"].string
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/sha256sum")
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let body = site.body("/v1/dataset.ndjson")
    DispatchQueue.global().async {
      input.fileHandleForWriting.write(Data(body))
      try? input.fileHandleForWriting.close()
    }
    let printed = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(checksum.map { printed.hasPrefix($0) } == true)
  }
}

/// Reads RFC 4180 as the RFC has it, character by character.
private enum CSVReader {
  static func read(_ text: String) -> [[String]] {
    var (records, record, cell, isQuoted): ([[String]], [String], String, Bool) = ([], [], "", false)
    var characters = text.unicodeScalars.makeIterator()
    var next = characters.next()
    while let character = next {
      next = characters.next()
      if isQuoted {
        if character != "\"" {
          cell.unicodeScalars.append(character)
        } else if next == "\"" {
          cell += "\""
          next = characters.next()
        } else {
          isQuoted = false
        }
      } else if character == "\"" {
        isQuoted = true
      } else if character == "," {
        record.append(cell)
        cell = ""
      } else if character == "\r" {
        next = characters.next()
        records.append(record + [cell])
        (record, cell) = ([], "")
      } else {
        cell.unicodeScalars.append(character)
      }
    }
    return records
  }
}
