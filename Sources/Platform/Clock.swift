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
}
