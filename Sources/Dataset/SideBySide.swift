import Dispatch
import Glibc
import Synchronization

/// Makes several values at the same time, as far as there are cores, and gives way between them to threads that answer somebody.
enum SideBySide {
  /// What `make` makes of each number below `count`, in their order.
  ///
  /// - Parameter size: how long a value takes, in whatever unit: the longest are begun first, so that none is still being made
  ///   when all others are done.
  static func make<Value: Sendable>(
    _ count: Int, size: (Int) -> Int, _ make: @Sendable (Int) -> Value
  ) -> [Value] {
    let order = (0..<count).sorted { size($0) > size($1) }
    let slots = (0..<count).map { _ in Slot<Value>() }
    DispatchQueue.concurrentPerform(iterations: count) { turn in
      let value = make(order[turn])
      slots[order[turn]].value.withLock { $0 = value }
      sched_yield()
    }
    return slots.compactMap { slot in slot.value.withLock { $0 } }
  }

  /// Where a task leaves what it made.
  private final class Slot<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
  }
}
