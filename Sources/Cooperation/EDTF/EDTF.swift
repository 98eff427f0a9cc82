/// A date in the Extended Date/Time Format, the part of ISO 8601-2:2019 that the contract names.
///
/// A source rarely says "6 May 2014"; it says "in April 2013", "in the 1990s", "from 2009 to 2013", "since 2007". EDTF
/// writes each of these as precisely as it was said, and no more so:
///
///     2014-05-06   2013-04   2017-21 (spring)   2013   199X   19XX      one date, the finest unit that is stated
///     2009/2013    2007/..   ../2014-05-15                              an interval: it lasted the whole range
///     [2010..2012] [..2014-05-15]  [2010..]                             one of a set: some day in it
///     2014~        2014?     2014%                                      approximate, uncertain, both
///
/// A value keeps its text and knows its bounds; whether two of them may or must meet is arithmetic on bounds.
package struct EDTF: Sendable, Hashable {
  /// Why a text is no date of this format.
  package struct Malformed: Error, Hashable {
    package let reason: String
  }

  package enum Shape: Sendable, Hashable {
    case date(CalendarUnit)
    /// `nil` ends are open.
    case interval(CalendarUnit?, CalendarUnit?)
    case oneOf(CalendarUnit?, CalendarUnit?)
  }

  /// As it was written.
  package let text: String
  package let shape: Shape
  package let isApproximate: Bool
  package let isUncertain: Bool

  // All else follows from the text.
  package static func == (left: EDTF, right: EDTF) -> Bool { left.text == right.text }
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }

  /// The first day that it may be or that it covers; `nil` where open.
  package var earliest: Day? {
    switch shape {
    case .date(let unit): unit.first
    case .interval(let start, _), .oneOf(let start, _): start?.first
    }
  }

  /// The last day that it may be or that it covers; `nil` where open.
  package var latest: Day? {
    switch shape {
    case .date(let unit): unit.last
    case .interval(_, let end), .oneOf(_, let end): end?.last
    }
  }

  /// Whether it lasted the whole range, rather than happening on some day in it.
  package var isSpan: Bool {
    if case .interval = shape { true } else { false }
  }

  /// The precision of what is stated; of two ends, the coarser.
  package var precision: DatePrecision {
    switch shape {
    case .date(let unit): unit.precision
    case .interval(let start, let end), .oneOf(let start, let end):
      [start, end].compactMap { $0?.precision }.max { $0.rawValue < $1.rawValue } ?? .century
    }
  }

  /// Reads one date, interval or set.
  package init(_ text: String) throws(Malformed) {
    self.text = text
    var rest = Array(text.utf8)[...]
    guard !rest.isEmpty else { throw Malformed(reason: "an empty text is no date") }
    if rest.first == UInt8(ascii: "[") {
      guard rest.last == UInt8(ascii: "]") else { throw Malformed(reason: "a set ends with ]") }
      rest = rest.dropFirst().dropLast()
      let (start, end) = try EDTF.ends(of: rest, around: "..")
      shape = .oneOf(start, end)
      (isApproximate, isUncertain) = (false, false)
      try checkOrder()
      return
    }
    if let slash = rest.firstIndex(of: UInt8(ascii: "/")) {
      let start = try EDTF.end(rest[..<slash])
      let end = try EDTF.end(rest[(slash + 1)...])
      guard start.unit != nil || end.unit != nil else {
        throw Malformed(reason: "an interval open at both ends says nothing")
      }
      shape = .interval(start.unit, end.unit)
      isApproximate = start.isApproximate || end.isApproximate
      isUncertain = start.isUncertain || end.isUncertain
      try checkOrder()
      return
    }
    let date = try EDTF.date(rest)
    shape = .date(date.unit)
    isApproximate = date.isApproximate
    isUncertain = date.isUncertain
  }

  private func checkOrder() throws(Malformed) {
    guard let earliest, let latest, latest < earliest else { return }
    throw Malformed(reason: "it ends before it begins")
  }

  // MARK: - Parts

  private typealias Qualified = (unit: CalendarUnit, isApproximate: Bool, isUncertain: Bool)

  private static func date(_ bytes: ArraySlice<UInt8>) throws(Malformed) -> Qualified {
    var bytes = bytes
    var (isApproximate, isUncertain) = (false, false)
    switch bytes.last {
    case UInt8(ascii: "~"): isApproximate = true
    case UInt8(ascii: "?"): isUncertain = true
    case UInt8(ascii: "%"): (isApproximate, isUncertain) = (true, true)
    default: break
    }
    if isApproximate || isUncertain { bytes = bytes.dropLast() }
    return (try CalendarUnit(bytes), isApproximate, isUncertain)
  }

  /// An end of an interval: a date, or open where it is empty or `..`.
  private static func end(
    _ bytes: ArraySlice<UInt8>
  ) throws(Malformed) -> (unit: CalendarUnit?, isApproximate: Bool, isUncertain: Bool) {
    if bytes.isEmpty || bytes.elementsEqual("..".utf8) { return (nil, false, false) }
    let (unit, isApproximate, isUncertain) = try date(bytes)
    return (unit, isApproximate, isUncertain)
  }

  private static func ends(
    of bytes: ArraySlice<UInt8>, around dots: String
  ) throws(Malformed) -> (CalendarUnit?, CalendarUnit?) {
    let places = bytes.indices.dropLast().filter { bytes[$0...].starts(with: dots.utf8) }
    guard places.count == 1, let place = places.first else {
      throw Malformed(reason: "a set is written [a..b], [a..] or [..b]")
    }
    let (left, right) = (bytes[..<place], bytes[(place + 2)...])
    guard !left.isEmpty || !right.isEmpty else { throw Malformed(reason: "a set open at both ends says nothing") }
    return (left.isEmpty ? nil : try CalendarUnit(left), right.isEmpty ? nil : try CalendarUnit(right))
  }
}
