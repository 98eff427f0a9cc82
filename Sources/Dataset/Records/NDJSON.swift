import Cooperation
import JSON

/// `dataset.ndjson`: one record a line in the form of the fixtures with its `kind` in front, all languages.
///
/// `dataset` first, then areas, places, actors, documents, events, claims; each kind by id, but events in order of time.
struct NDJSON: RecordSink {
  private(set) var bytes: [UInt8]

  /// - Parameter bytes: to be written behind.
  init(continuing bytes: [UInt8] = []) { self.bytes = bytes }

  /// Hands over the lines written since the last time.
  mutating func drain(_ take: (Span<UInt8>) -> Void) {
    take(bytes.span)
    bytes.removeAll(keepingCapacity: true)
  }

  mutating func take(_ info: DatasetInfo) { line("dataset") { info.write(to: &$0) } }
  mutating func take(_ record: AreaRecord) { line(record) }
  mutating func take(_ record: PlaceRecord) { line(record) }
  mutating func take(_ record: ActorRecord) { line(record) }
  mutating func take(_ record: DocumentRecord) { line(record) }
  mutating func take(_ record: EventRecord) { line(record) }
  mutating func take(_ record: ClaimRecord) { line(record) }

  private mutating func line<Record: FixtureRecord>(_ record: Record) {
    line(Record.kind.singular) { record.write(to: &$0) }
  }

  private mutating func line(_ kind: String, _ members: (inout JSONWriter) -> Void) {
    // A new writer expects no comma; the bytes move through it without being copied.
    var json = JSONWriter(reserving: 0)
    swap(&json.bytes, &bytes)
    json.beginObject()
    json.member("kind", kind)
    members(&json)
    json.endObject()
    json.bytes.append(UInt8(ascii: "\n"))
    swap(&json.bytes, &bytes)
  }
}
