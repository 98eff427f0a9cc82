internal import Glibc

/// Time and memory of this process.
enum Stopwatch {
  /// Seconds that `work` takes, and what it returns.
  static func measure<T>(_ work: () throws -> T) rethrows -> (seconds: Double, result: T) {
    let clock = ContinuousClock()
    let start = clock.now
    let result = try work()
    return ((clock.now - start) / .seconds(1), result)
  }

  /// The middle of what `rounds` runs take, in milliseconds; what takes long is run less often.
  static func median(rounds: Int, _ work: () throws -> Void) rethrows -> Double {
    var times: [Double] = []
    var sum = 0.0
    while times.count < rounds, times.count < 3 || sum < 2 {
      let seconds = try measure(work).seconds
      times.append(seconds)
      sum += seconds
    }
    return times.sorted()[times.count / 2] * 1000
  }

  /// What the process holds in memory now and held at most, in bytes (proc_pid_status(5)).
  static var memory: (resident: Int, peak: Int) {
    var (resident, peak) = (0, 0)
    guard let file = fopen("/proc/self/status", "r") else { return (0, 0) }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), file) != nil {
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let words = text.split(whereSeparator: \.isWhitespace)
      guard words.count > 1, let kilobytes = Int(words[1]) else { continue }
      if words[0] == "VmRSS:" { resident = kilobytes * 1024 }
      if words[0] == "VmHWM:" { peak = kilobytes * 1024 }
    }
    return (resident, peak)
  }
}
