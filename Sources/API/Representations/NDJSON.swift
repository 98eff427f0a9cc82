internal import Cooperation
internal import JSON

/// Newline-delimited JSON: each object of a list on a line of its own, the same as in the list.
enum NDJSON {
  static func write(_ numbers: [UInt32], _ kind: Kind, in catalog: Catalog, ask: Ask) -> [UInt8] {
    var bytes: [UInt8] = []
    for number in numbers {
      var writer = ObjectWriter(catalog: catalog, language: ask.language)
      writer.projected(ask.projection) { $0.object(kind, number) }
      bytes.append(contentsOf: writer.json.bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }
}
