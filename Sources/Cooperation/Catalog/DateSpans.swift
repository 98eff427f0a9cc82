/// The bounds of events' dates, 64 events at a time: so that a range of dates looks closer only where it must.
///
/// Events are numbered by date, and most dates are short; so nearly all words of 64 events lie wholly inside a range or
/// wholly outside, and only a long or open date among them needs a second look.
package struct DateSpans: Sendable {
  private struct Span {
    /// The least and the greatest first day, and the same of last days; undated events count in none.
    var earliest: (least: Int32, greatest: Int32) = (.max, .min)
    var latest: (least: Int32, greatest: Int32) = (.max, .min)
    var hasUndated = false
  }

  private let spans: [Span]

  init(_ earliest: [Int32], _ latest: [Int32]) {
    spans = stride(from: 0, to: earliest.count, by: 64).map { start in
      var span = Span()
      for number in start..<min(start + 64, earliest.count) {
        guard earliest[number] <= latest[number] else {
          span.hasUndated = true
          continue
        }
        span.earliest = (min(span.earliest.least, earliest[number]), max(span.earliest.greatest, earliest[number]))
        span.latest = (min(span.latest.least, latest[number]), max(span.latest.greatest, latest[number]))
      }
      return span
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
      let numbers = index * 64..<min(index * 64 + 64, earliest.count)
      if isIn, !span.hasUndated {
        set.words[index] |= numbers.count == 64 ? .max : 1 << UInt64(numbers.count) - 1
        continue
      }
      var word: UInt64 = 0
      for number in numbers where range.holds(earliest[number], latest[number], isCertain: isCertain) {
        word |= 1 << UInt64(number & 63)
      }
      set.words[index] |= word
    }
  }
}
