internal import Cooperation
internal import HTTP
internal import JSON

/// Newline-delimited JSON: each object of a list on a line of its own, the same as in the list.
struct NDJSON: ListForm {
  private let kind: Kind
  private let ask: Ask
  private var writer: ObjectWriter

  init(kind: Kind, edition: Service.Edition, ask: Ask) {
    self.kind = kind
    self.ask = ask
    writer = ObjectWriter(
      edition: edition, language: ask.language, purpose: edition.fragments.holdAll ? .quoting : .plain, reserving: 0)
  }

  func begin(into bytes: inout [UInt8]) {}

  mutating func write(_ number: UInt32, isFirst: Bool, into bytes: inout [UInt8]) {
    writer.json = JSONWriter(reserving: 0)
    swap(&writer.json.bytes, &bytes)
    writer.projected(ask.projection) { $0.object(kind, number) }
    swap(&writer.json.bytes, &bytes)
    bytes.append(UInt8(ascii: "\n"))
  }

  func end(into bytes: inout [UInt8]) -> Production { .finished }
}
