internal import Cooperation
internal import HTTP
internal import JSON

/// GeoJSON (RFC 7946): a feature for each place, and for each event one at its places.
///
/// What has no point has a null geometry. Positions are longitude first, in WGS 84.
struct GeoJSON: ListForm {
  let kind: Kind
  let edition: Service.Edition
  let ask: Ask

  private var catalog: Catalog { edition.catalog }

  func begin(into bytes: inout [UInt8]) {
    bytes.append(contentsOf: #"{"type":"FeatureCollection","features":["#.utf8)
  }

  func write(_ number: UInt32, isFirst: Bool, into bytes: inout [UInt8]) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    var writer = ObjectWriter(edition: edition, language: ask.language)
    writer.json.beginObject()
    writer.json.key("type")
    writer.json.string("Feature")
    writer.json.key("id")
    writer.json.string(utf8: catalog.texts.utf8(catalog.id(kind, number)))
    writer.json.key("geometry")
    writer.json.geometry(points(number))
    writer.json.key("properties")
    writer.projected(ask.projection) { $0.object(kind, number) }
    writer.json.endObject()
    bytes.append(contentsOf: writer.json.bytes)
  }

  func end(into bytes: inout [UInt8]) -> Production {
    bytes.append(contentsOf: "]}".utf8)
    return .finished
  }

  private func points(_ number: UInt32) -> [Point] {
    let places = kind == .event ? Array(catalog.placesOfEvent[number]) : [number]
    return places.compactMap { catalog.places[Int($0)].point }
  }
}

extension JSONWriter {
  /// No point, one, or several.
  fileprivate mutating func geometry(_ points: [Point]) {
    guard let first = points.first else { return null() }
    beginObject()
    key("type")
    string(points.count == 1 ? "Point" : "MultiPoint")
    key("coordinates")
    if points.count == 1 {
      position(first)
    } else {
      beginArray()
      points.forEach { position($0) }
      endArray()
    }
    endObject()
  }

  private mutating func position(_ point: Point) {
    beginArray()
    number(point.longitude)
    number(point.latitude)
    endArray()
  }
}
