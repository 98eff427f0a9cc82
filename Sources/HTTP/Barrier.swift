internal import Synchronization

/// Goes on when everybody has finished.
final class Barrier: Sendable {
  private let left: Atomic<Int>
  private let completion: @Sendable () -> Void

  private init(count: Int, completion: @escaping @Sendable () -> Void) {
    left = Atomic(count)
    self.completion = completion
  }

  /// Has each loop begin its part, and calls `completion` when the last has finished.
  static func all(
    _ loops: [ServerLoop], _ part: (ServerLoop, @escaping @Sendable () -> Void) -> Void,
    completion: @escaping @Sendable () -> Void
  ) {
    let barrier = Barrier(count: loops.count, completion: completion)
    for loop in loops { part(loop) { barrier.arrive() } }
  }

  private func arrive() {
    if left.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 { completion() }
  }
}
