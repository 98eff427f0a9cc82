/// The bounds of events' dates, 64 events at a time: so that a range of dates looks closer only where it must.
///
/// Events are numbered by date, and most dates are short; so nearly all words of 64 events lie wholly inside a range or
/// wholly outside. Dates of more than a year, and those that are open, would lie across most ranges and blur the words that
/// they are in: they are left out there and looked at one by one.
package struct DateSpans: Sendable {
  private struct Span {
    /// The least and the greatest first day, and the same of last days.
    var earliest: (least: Int32, greatest: Int32) = (.max, .min)
    var latest: (least: Int32, greatest: Int32) = (.max, .min)
    /// The events that these are of: those whose dates are neither long nor missing.
    var events: UInt64 = 0
  }

  private struct Long {
    let number: UInt32
    let earliest: Int32
    let latest: Int32
  }

  private var spans: [Span] = []
  private var long: [Long] = []
  private static let longest: Int32 = 366

  init(_ earliest: [Int32], _ latest: [Int32]) {
    for start in stride(from: 0, to: earliest.count, by: 64) {
      var span = Span()
      for number in start..<min(start + 64, earliest.count) {
        let (first, last) = (earliest[number], latest[number])
        guard first <= last else { continue }
        guard first != .min, last != .max, last - first <= DateSpans.longest else {
          long.append(Long(number: UInt32(number), earliest: first, latest: last))
          continue
        }
        span.earliest = (min(span.earliest.least, first), max(span.earliest.greatest, first))
        span.latest = (min(span.latest.least, last), max(span.latest.greatest, last))
        span.events |= 1 << UInt64(number & 63)
      }
      spans.append(span)
    }
  }

  /// Adds the events whose dates surely lie in a range, or may.
  func formUnion(
    _ set: inout Bitmap, _ range: DayRange, isCertain: Bool, _ earliest: [Int32], _ latest: [Int32]
  ) {
    for index in spans.indices {
      let span = spans[index]
      // What rules out all of them: none begins before the range ends, or none ends after it begins; surely inside, none
      // begins after it begins, or none ends before it ends.
      let isOut =
        isCertain
        ? span.earliest.greatest < range.first || span.latest.least > range.last
        : span.earliest.least > range.last || span.latest.greatest < range.first
      if isOut { continue }
      let isIn =
        isCertain
        ? range.first <= span.earliest.least && span.latest.greatest <= range.last
        : span.earliest.greatest <= range.last && range.first <= span.latest.least
      if isIn {
        set.words[index] |= span.events
        continue
      }
      var (word, rest): (UInt64, UInt64) = (0, span.events)
      while rest != 0 {
        let number = index << 6 + rest.trailingZeroBitCount
        if range.holds(earliest[number], latest[number], isCertain: isCertain) { word |= rest & ~(rest - 1) }
        rest &= rest - 1
      }
      set.words[index] |= word
    }
    for date in long where range.holds(date.earliest, date.latest, isCertain: isCertain) { set.insert(date.number) }
  }
}
