internal import Synchronization

/// Goes on when everybody has finished.
final class Barrier: Sendable {
  private let left: Atomic<Int>
  private let completion: @Sendable () -> Void

  private init(count: Int, completion: @escaping @Sendable () -> Void) {
    left = Atomic(count)
    self.completion = completion
  }

  /// Has each member begin its part, and calls `completion` when the last has finished.
  static func all<Member>(
    _ members: [Member], _ part: (Member, @escaping @Sendable () -> Void) -> Void,
    completion: @escaping @Sendable () -> Void
  ) {
    let barrier = Barrier(count: members.count, completion: completion)
    for member in members { part(member) { barrier.arrive() } }
  }

  private func arrive() {
    if left.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 { completion() }
  }
}
