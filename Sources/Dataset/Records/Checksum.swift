import Cooperation

/// The SHA-256 of `dataset.ndjson`, taken line by line, so that no more than a line is held.
struct Checksum: RecordSink {
  private(set) var hash = SHA256()
  private var ndjson = NDJSON()

  mutating func take(_ info: DatasetInfo) { take { $0.take(info) } }
  mutating func take(_ record: AreaRecord) { take { $0.take(record) } }
  mutating func take(_ record: PlaceRecord) { take { $0.take(record) } }
  mutating func take(_ record: ActorRecord) { take { $0.take(record) } }
  mutating func take(_ record: DocumentRecord) { take { $0.take(record) } }
  mutating func take(_ record: EventRecord) { take { $0.take(record) } }
  mutating func take(_ record: ClaimRecord) { take { $0.take(record) } }

  private mutating func take(_ write: (inout NDJSON) -> Void) {
    write(&ndjson)
    var hash = hash
    ndjson.drain { hash.update($0) }
    self.hash = hash
  }
}
