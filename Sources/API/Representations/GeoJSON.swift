internal import Cooperation
internal import JSON

/// GeoJSON (RFC 7946): a feature for each place, and for each event one at its places.
///
/// What has no point has a null geometry. Positions are longitude first, in WGS 84.
enum GeoJSON {
  static func write(_ numbers: [UInt32], _ kind: Kind, in catalog: Catalog, ask: Ask) -> [UInt8] {
    var writer = ObjectWriter(catalog: catalog, language: ask.language)
    writer.json.beginObject()
    writer.json.key("type")
    writer.json.string("FeatureCollection")
    writer.json.key("features")
    writer.json.beginArray()
    for number in numbers {
      writer.json.beginObject()
      writer.json.key("type")
      writer.json.string("Feature")
      writer.json.key("id")
      writer.json.string(utf8: catalog.texts.utf8(catalog.id(kind, number)))
      writer.json.key("geometry")
      writer.json.geometry(points(kind, number, in: catalog))
      writer.json.key("properties")
      writer.projected(ask.projection) { $0.object(kind, number) }
      writer.json.endObject()
    }
    writer.json.endArray()
    writer.json.endObject()
    return writer.json.bytes
  }

  private static func points(_ kind: Kind, _ number: UInt32, in catalog: Catalog) -> [Point] {
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
