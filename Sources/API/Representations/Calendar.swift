internal import Cooperation

/// iCalendar (RFC 5545): events as calendars show them, without false precision.
///
/// A day is an all-day event. An imprecise but bounded date is an all-day span from its first to its last possible day, and its
/// summary says what is really known. What is open or undated is left out. An end day is the one after (§3.6.1).
struct Calendar: ListForm {
  private let edition: Service.Edition
  private let ask: Ask
  private let stamp: String

  private var catalog: Catalog { edition.catalog }

  init(edition: Service.Edition, ask: Ask) {
    self.edition = edition
    self.ask = ask
    stamp = Instant.iso(edition.catalog.info.released).filter { $0 != "-" && $0 != ":" }
  }

  func begin(into bytes: inout [UInt8]) {
    var lines = Lines(bytes: bytes)
    bytes = []
    lines.add("BEGIN", "VCALENDAR")
    lines.add("VERSION", "2.0")
    lines.add("PRODID", "-//Passerelle//\(catalog.info.version)//\(ask.language.tag.uppercased())")
    lines.add("CALSCALE", "GREGORIAN")
    bytes = lines.bytes
  }

  func write(_ number: UInt32, isFirst: Bool, into bytes: inout [UInt8]) {
    let row = catalog.events[Int(number)]
    guard let date = catalog.date(row.date)?.edtf, let first = date.earliest, let last = date.latest else { return }
    var lines = Lines(bytes: bytes)
    bytes = []
    let id = catalog.texts.string(row.id)
    let name = row.name.best(for: ask.language).map { catalog.texts.string($0.text) } ?? id
    let isDay = if case .date(.day) = date.shape { !date.isApproximate && !date.isUncertain } else { false }
    lines.add("BEGIN", "VEVENT")
    lines.add("UID", "\(id)@passerelle")
    lines.add("DTSTAMP", stamp)
    lines.add("DTSTART;VALUE=DATE", first.iso.filter { $0 != "-" })
    lines.add("DTEND;VALUE=DATE", Day(ordinal: last.ordinal + 1).iso.filter { $0 != "-" })
    lines.add("SUMMARY", escape(isDay ? name : "\(name) (\(date.label(in: ask.language)))"))
    if let summary = row.summary.best(for: ask.language) {
      lines.add("DESCRIPTION", escape(catalog.texts.string(summary.text)))
    }
    let places = catalog.placesOfEvent[number].compactMap { catalog.places[Int($0)].name.best(for: ask.language) }
    if !places.isEmpty {
      lines.add("LOCATION", escape(places.map { catalog.texts.string($0.text) }.joined(separator: ", ")))
    }
    lines.add("CATEGORIES", escape(row.type.label[ask.language] ?? row.type.word))
    if row.status == .planned { lines.add("STATUS", "TENTATIVE") }
    if row.status == .cancelled { lines.add("STATUS", "CANCELLED") }
    lines.add("TRANSP", "TRANSPARENT")
    lines.add("END", "VEVENT")
    bytes = lines.bytes
  }

  func end(into bytes: inout [UInt8]) { bytes.append(contentsOf: "END:VCALENDAR\r\n".utf8) }

  /// Text as §3.3.11 wants it.
  private func escape(_ text: String) -> String {
    var escaped = ""
    for character in text.unicodeScalars {
      switch character {
      case "\\", ";", ",": escaped += "\\" + String(character)
      case "\n": escaped += "\\n"
      case "\r": break
      default: escaped.unicodeScalars.append(character)
      }
    }
    return escaped
  }

  /// Content lines, folded at 75 octets between characters (§3.1).
  private struct Lines {
    private(set) var bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func add(_ name: String, _ value: String) {
      var width = 0
      for scalar in "\(name):\(value)".unicodeScalars {
        let octets = UTF8.width(scalar)
        if width + octets > 75 {
          bytes.append(contentsOf: "\r\n ".utf8)
          width = 1
        }
        bytes.append(contentsOf: String(scalar).utf8)
        width += octets
      }
      bytes.append(contentsOf: "\r\n".utf8)
    }
  }
}
