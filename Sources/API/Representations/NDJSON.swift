internal import Cooperation
internal import HTTP
internal import JSON

/// Newline-delimited JSON: each object of a list on a line of its own, the same as in the list.
struct NDJSON: ListForm {
  let kind: Kind
  let edition: Service.Edition
  let ask: Ask

  func begin(into bytes: inout [UInt8]) {}

  func write(_ number: UInt32, isFirst: Bool, into bytes: inout [UInt8]) {
    var writer = ObjectWriter(edition: edition, language: ask.language)
    writer.projected(ask.projection) { $0.object(kind, number) }
    bytes.append(contentsOf: writer.json.bytes)
    bytes.append(UInt8(ascii: "\n"))
  }

  func end(into bytes: inout [UInt8]) -> Production { .finished }
}
