internal import Glibc

/// How many cores this process may keep busy.
///
/// The machine may have more: a CPU set (taskset, a container's `--cpuset-cpus`) names the cores allowed, and a
/// control group's quota (`--cpus`) the time on them.
package enum UsableCores {
  package static func count() -> Int {
    let allowed =
      SmallFile.text("/proc/self/status").flatMap(allowed(status:)) ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    return max(1, min(allowed, quota() ?? allowed))
  }

  /// The cores in the line `Cpus_allowed_list: 0-3,8` of proc_pid_status(5).
  package static func allowed(status: String) -> Int? {
    let label = "Cpus_allowed_list:"
    guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(label) }) else { return nil }
    var total = 0
    for range in line.dropFirst(label.count).split(separator: ",") {
      let ends = range.split(separator: "-").compactMap { Int($0.filter(\.isNumber)) }
      guard let first = ends.first, let last = ends.last, last >= first else { return nil }
      total += last - first + 1
    }
    return total > 0 ? total : nil
  }

  /// The quota in whole cores, rounded up: a core and a half can use two threads.
  private static func quota() -> Int? {
    if let text = SmallFile.text("/sys/fs/cgroup/cpu.max"), let quota = quota(version2: text) { return quota }
    guard let time = SmallFile.text("/sys/fs/cgroup/cpu/cpu.cfs_quota_us"),
      let period = SmallFile.text("/sys/fs/cgroup/cpu/cpu.cfs_period_us")
    else { return nil }
    return quota(time: time, period: period)
  }

  /// Reads `cpu.max` of control groups version 2: `150000 100000`, or `max 100000` without a limit.
  package static func quota(version2 text: String) -> Int? {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count == 2 else { return nil }
    return quota(time: String(words[0]), period: String(words[1]))
  }

  /// Version 1 has the two in files of their own, and -1 where there is no limit.
  package static func quota(time: String, period: String) -> Int? {
    guard let time = Int(time.filter { !$0.isWhitespace }), let period = Int(period.filter { !$0.isWhitespace }),
      time > 0, period > 0
    else { return nil }
    return max(1, (time + period - 1) / period)
  }
}
