/// The forms in which answers come, by suffix or by `Accept`.
package enum Format: String, CaseIterable, Sendable {
  case json, csv, ndjson, geojson, ics, yaml, sqlite, text, html

  /// The media type, as in `Content-Type`.
  package var contentType: String {
    switch self {
    case .csv: "text/csv; charset=utf-8; header=present"
    case .ics: "text/calendar; charset=utf-8"
    case .text: "text/plain; charset=utf-8"
    case .html: "text/html; charset=utf-8"
    default: mediaType
    }
  }

  /// The media type, as `Accept` names it.
  package var mediaType: String {
    switch self {
    case .json: "application/json"
    case .csv: "text/csv"
    case .ndjson: "application/x-ndjson"
    case .geojson: "application/geo+json"
    case .ics: "text/calendar"
    case .yaml: "application/yaml"
    case .sqlite: "application/vnd.sqlite3"
    case .text: "text/plain"
    case .html: "text/html"
    }
  }
}
