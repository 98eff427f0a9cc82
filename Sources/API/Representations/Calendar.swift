internal import Cooperation
internal import HTTP

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
    let id = catalog.id(.event, number)
    let name = text(row.name.best(for: ask.language)?.text ?? id)
    let isDay = if case .date(.day) = date.shape { !date.isApproximate && !date.isUncertain } else { false }
    lines.add("BEGIN", "VEVENT")
    lines.add("UID", "\(catalog.texts.string(id))@passerelle")
    lines.add("DTSTAMP", stamp)
    lines.add("DTSTART;VALUE=DATE", first.iso.filter { $0 != "-" })
    lines.add("DTEND;VALUE=DATE", Day(ordinal: last.ordinal + 1).iso.filter { $0 != "-" })
    lines.add("SUMMARY", texts: isDay ? [name] : [name, Array(" (\(date.label(in: ask.language)))".utf8)[...]])
    if let summary = row.summary.best(for: ask.language) {
      lines.add("DESCRIPTION", texts: [text(summary.text)])
    }
    let places = catalog.placesOfEvent[number].compactMap { catalog.places[Int($0)].name.best(for: ask.language) }
    if !places.isEmpty {
      lines.add("LOCATION", texts: [places.map { text($0.text) }.joined(separator: ", ".utf8)])
    }
    lines.add("CATEGORIES", texts: [(row.type.label[ask.language] ?? row.type.word).utf8])
    if row.status == .planned { lines.add("STATUS", "TENTATIVE") }
    if row.status == .cancelled { lines.add("STATUS", "CANCELLED") }
    lines.add("TRANSP", "TRANSPARENT")
    lines.add("END", "VEVENT")
    bytes = lines.bytes
  }

  func end(into bytes: inout [UInt8]) -> Production {
    bytes.append(contentsOf: "END:VCALENDAR\r\n".utf8)
    return .finished
  }

  private func text(_ reference: TextReference) -> ArraySlice<UInt8> { catalog.texts.utf8(reference) }

  /// Content lines, folded at 75 octets between characters (§3.1).
  private struct Lines {
    private(set) var bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func add(_ name: String, _ value: String) {
      fold(Array("\(name):\(value)".utf8))
    }

    /// A line whose value is made of texts, written as §3.3.11 wants it.
    mutating func add(_ name: String, texts: some Sequence<some Sequence<UInt8>>) {
      var line = Array(name.utf8)
      line.append(UInt8(ascii: ":"))
      for text in texts {
        for byte in text {
          switch byte {
          case UInt8(ascii: "\\"), UInt8(ascii: ";"), UInt8(ascii: ","):
            line.append(UInt8(ascii: "\\"))
            line.append(byte)
          case UInt8(ascii: "\n"): line.append(contentsOf: "\\n".utf8)
          case UInt8(ascii: "\r"): break
          default: line.append(byte)
          }
        }
      }
      fold(line)
    }

    private mutating func fold(_ line: [UInt8]) {
      var rest = line[...]
      var room = 75
      while rest.count > room {
        var end = rest.startIndex + room
        // Bytes of the same character stay together.
        while UTF8.isContinuation(rest[end]) { end -= 1 }
        bytes.append(contentsOf: rest[..<end])
        bytes.append(contentsOf: "\r\n ".utf8)
        rest = rest[end...]
        room = 74
      }
      bytes.append(contentsOf: rest)
      bytes.append(contentsOf: "\r\n".utf8)
    }
  }
}
