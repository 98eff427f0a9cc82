internal import Synchronization

// Every loop counts for itself, in plain words that only it writes, and whoever asks adds up the loops. So counting
// locks nothing and a reader never sees half a number; what it reads may be some requests old.

/// A number that one loop counts up and anybody may read.
struct Counter: ~Copyable {
  private let value = Atomic<Int>(0)

  /// Only the loop that owns it writes, so that a load and a store do; nothing needs to lock the bus.
  func add(_ amount: Int = 1) { value.store(read() + amount, ordering: .relaxed) }

  func set(_ amount: Int) { value.store(amount, ordering: .relaxed) }

  func read() -> Int { value.load(ordering: .relaxed) }
}

/// What one loop has done so far.
final class Counters: Sendable {
  let accepted = Counter()
  let closed = Counter()
  let shed = Counter()
  /// Connections closed to make room, and what all hold.
  let letGo = Counter()
  let heldBytes = Counter()
  let cacheHits = Counter()
  let cacheMisses = Counter()
  let cacheEvictions = Counter()
  /// Ways of asking whose answer is kept, and what they and the answers take.
  let cacheEntries = Counter()
  let cacheBytes = Counter()
  let gzipBodies = Counter()
  let gzipNanoseconds = Counter()
  /// Connections by `ConnectionState.Phase`, as of the last time that the loop looked at all of them.
  let phases = InlineArray<4, Counter> { _ in Counter() }
  /// By the label of `Response`.
  let answers: [AnswerCounters]

  init(labels: Int) { answers = (0..<max(1, labels)).map { _ in AnswerCounters() } }

  /// - Parameter label: what is beyond those that were announced counts as none.
  func answered(_ status: Int, label: Int, bytes: Int, nanoseconds: UInt64) {
    let counters = answers[known(label)]
    counters.statuses[AnswerCounters.column(status)].add()
    counters.contentBytes.add(bytes)
    counters.durations[AnswerCounters.bucket(nanoseconds)].add()
    counters.nanoseconds.add(Int(nanoseconds))
  }

  /// Bytes of an answer that was counted when its head was sent.
  func sent(bytes: Int, label: Int) { answers[known(label)].contentBytes.add(bytes) }

  private func known(_ label: Int) -> Int { label < answers.count ? label : 0 }
}

/// The answers of one label.
final class AnswerCounters: Sendable {
  let statuses = InlineArray<25, Counter> { _ in Counter() }
  /// How many took no longer than each bound, and longer than the one before; the last took longer than all.
  let durations = InlineArray<12, Counter> { _ in Counter() }
  let nanoseconds = Counter()
  let contentBytes = Counter()

  /// In nanoseconds: from 10 and 30 µs to a second.
  static let bounds: [UInt64] = [
    10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000, 30_000_000, 100_000_000, 300_000_000,
    1_000_000_000,
  ]

  /// What this server says, the usual first; the last column is for any other.
  static let knownStatuses = [
    200, 304, 404, 400, 206, 204, 301, 302, 303, 307, 308, 405, 406, 408, 412, 413, 414, 416, 417, 431, 500, 501, 503,
    505,
  ]

  static func column(_ status: Int) -> Int { knownStatuses.firstIndex(of: status) ?? knownStatuses.count }

  static func bucket(_ nanoseconds: UInt64) -> Int { bounds.firstIndex { nanoseconds <= $0 } ?? bounds.count }
}
