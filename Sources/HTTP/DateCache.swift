internal import Platform

/// The present, written down once a second.
struct DateCache {
  private(set) var milliseconds = 0
  /// `Date: …` and its line end.
  private(set) var field: [UInt8] = []
  /// `2026-11-22T10:20:30.`, to be followed by the milliseconds.
  private(set) var logPrefix: [UInt8] = []
  private var second = -1

  var seconds: Int { milliseconds / 1000 }

  mutating func update(_ now: Int = Clock.milliseconds()) {
    milliseconds = now
    guard now / 1000 != second else { return }
    second = now / 1000
    field.removeAll(keepingCapacity: true)
    field.append("Date: ")
    field += HTTPDate.format(second)
    field.append("\r\n")
    let date = HTTPDate.civil(second / 86_400)
    let parts: [(Int, Int, StaticString)] = [
      (date.year, 4, "-"), (date.month, 2, "-"), (date.day, 2, "T"),
      (second / 3600 % 24, 2, ":"), (second / 60 % 60, 2, ":"), (second % 60, 2, "."),
    ]
    logPrefix.removeAll(keepingCapacity: true)
    for (value, digits, end) in parts {
      logPrefix.append(decimal: value, digits: digits)
      logPrefix.append(end)
    }
  }
}
