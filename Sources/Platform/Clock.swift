internal import Glibc

/// The two clocks: one to measure by, one to date by.
package enum Clock {
  /// Nanoseconds on a clock that only ever goes forward.
  package static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// Milliseconds since 1970, as of the kernel's last tick: cheaper than the exact time and good to some milliseconds.
  package static func milliseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME_COARSE, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  /// The present in UTC, to the millisecond: `2026-11-22T10:20:30.123Z`.
  package static func timestamp() -> String {
    let milliseconds = milliseconds()
    var seconds = milliseconds / 1000
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func padded(_ number: some BinaryInteger, _ digits: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
    let date = [padded(parts.tm_year + 1900, 4), padded(parts.tm_mon + 1, 2), padded(parts.tm_mday, 2)]
    let time = [padded(parts.tm_hour, 2), padded(parts.tm_min, 2), padded(parts.tm_sec, 2)]
    return "\(date.joined(separator: "-"))T\(time.joined(separator: ":")).\(padded(milliseconds % 1000, 3))Z"
  }
}
