package import Cooperation

/// `dataset.ndjson`, written from a catalog a piece at a time.
package struct DatasetLines: Sendable {
  private let catalog: Catalog
  /// The kinds whose records are not all written, in their order; `nil` while even the first line is not.
  private var kinds: ArraySlice<Kind>?
  /// The next record of the first of them.
  private var number: UInt32 = 0

  private static let piece = 32 << 10

  package init(_ catalog: Catalog) { self.catalog = catalog }

  /// Appends some tens of kilobytes of lines; returns false when these were the last.
  package mutating func append(to bytes: inout [UInt8]) -> Bool {
    var lines = NDJSON(continuing: bytes)
    bytes = []
    let end = lines.bytes.count + Self.piece
    while kinds?.isEmpty != true, lines.bytes.count < end { write(to: &lines) }
    bytes = lines.bytes
    return kinds?.isEmpty != true
  }

  private mutating func write(to lines: inout NDJSON) {
    guard let kind = kinds?.first else {
      lines.take(catalog.info)
      kinds = [.area, .place, .actor, .document, .event, .claim]
      return
    }
    guard number < UInt32(catalog.count(kind)) else {
      kinds?.removeFirst()
      number = 0
      return
    }
    switch kind {
    case .area: lines.take(catalog.areaRecord(number))
    case .place: lines.take(catalog.placeRecord(number))
    case .actor: lines.take(catalog.actorRecord(number))
    case .document: lines.take(catalog.documentRecord(number))
    case .event: lines.take(catalog.eventRecord(number))
    case .claim: lines.take(catalog.claimRecord(number))
    }
    number += 1
  }
}
