internal import Synchronization

/// A number that one loop counts up and anybody may read.
struct Counter: ~Copyable {
  private let value = Atomic<Int>(0)

  /// Only the loop that owns it writes, so that a load and a store do; nothing needs to lock the bus.
  func add(_ amount: Int = 1) { value.store(read() + amount, ordering: .relaxed) }

  func read() -> Int { value.load(ordering: .relaxed) }
}

/// What one loop has done so far.
final class Counters: Sendable {
  let informational = Counter()
  let successful = Counter()
  let redirected = Counter()
  let clientErrors = Counter()
  let serverErrors = Counter()
  let contentBytes = Counter()
  let accepted = Counter()
  let closed = Counter()
  let shed = Counter()
  let cacheHits = Counter()
  let cacheMisses = Counter()

  func answered(_ status: Int, bytes: Int) {
    contentBytes.add(bytes)
    switch status {
    case ..<200: informational.add()
    case ..<300: successful.add()
    case ..<400: redirected.add()
    case ..<500: clientErrors.add()
    default: serverErrors.add()
    }
  }
}

extension Server {
  /// What a server has done so far, over all its loops.
  package struct Statistics: Sendable, Equatable {
    /// Answers by the first digit of their status, 2 to 5.
    package var answers2xx = 0
    package var answers3xx = 0
    package var answers4xx = 0
    package var answers5xx = 0
    /// Bytes of content sent, heads not counted.
    package var contentBytes = 0
    package var connectionsAccepted = 0
    package var connectionsOpen = 0
    /// Connections turned away because there were too many.
    package var connectionsShed = 0
    package var cacheHits = 0
    package var cacheMisses = 0

    package init() {}

    mutating func add(_ counters: Counters) {
      answers2xx += counters.successful.read()
      answers3xx += counters.redirected.read()
      answers4xx += counters.clientErrors.read()
      answers5xx += counters.serverErrors.read()
      contentBytes += counters.contentBytes.read()
      connectionsAccepted += counters.accepted.read()
      connectionsOpen += counters.accepted.read() - counters.closed.read()
      connectionsShed += counters.shed.read()
      cacheHits += counters.cacheHits.read()
      cacheMisses += counters.cacheMisses.read()
    }
  }
}
