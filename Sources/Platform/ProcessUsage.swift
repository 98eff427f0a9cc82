internal import Glibc

/// What this process takes of the machine, as of now.
package struct ProcessUsage: Sendable {
  /// Nanoseconds of processor time, of all threads together.
  package let processorTime: UInt64
  package let residentBytes: Int
  package let virtualBytes: Int
  package let openDescriptors: Int
  package let mostDescriptors: Int

  package init() {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    processorTime = UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    // proc_pid_statm(5): the first two numbers are the whole and the resident size, in pages.
    let pages = (SmallFile.text("/proc/self/statm") ?? "").split(separator: " ").prefix(2).map { Int($0) ?? 0 }
    let pageSize = sysconf(Int32(_SC_PAGESIZE))
    virtualBytes = (pages.first ?? 0) * pageSize
    residentBytes = (pages.last ?? 0) * pageSize
    openDescriptors = Self.countDescriptors()
    var limit = rlimit()
    let isKnown = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
    mostDescriptors = isKnown ? Int(clamping: limit.rlim_cur) : 0
  }

  private static func countDescriptors() -> Int {
    // Since Linux 6.2 the folder's size is their number; with ten thousand of them, to go through it takes milliseconds.
    var status = stat()
    if stat("/proc/self/fd", &status) == 0, status.st_size > 0 { return Int(status.st_size) }
    guard let folder = opendir("/proc/self/fd") else { return 0 }
    defer { closedir(folder) }
    var count = 0
    while readdir(folder) != nil { count += 1 }
    // Two are the folder and the one above it, one is what they are being read by.
    return max(0, count - 3)
  }
}
