internal import Platform
internal import Synchronization

/// Counts the connections of all loops, and says when there are enough.
final class Admission: Sendable {
  private let most: Int
  private let mostPerMachine: Int?
  private let open = Atomic<Int>(0)
  private let machines = Mutex<[UInt64: Int]>([:])

  init(most: Int, mostPerMachine: Int?) {
    self.most = most
    self.mostPerMachine = mostPerMachine
  }

  /// Counts a connection in, unless there are too many; `leave` counts it out again.
  func enter(_ machine: UInt64) -> Bool {
    guard open.add(1, ordering: .relaxed).newValue <= most else {
      open.subtract(1, ordering: .relaxed)
      return false
    }
    guard let mostPerMachine else { return true }
    let isAdmitted = machines.withLock { machines in
      guard machines[machine, default: 0] < mostPerMachine else { return false }
      machines[machine, default: 0] += 1
      return true
    }
    if !isAdmitted { open.subtract(1, ordering: .relaxed) }
    return isAdmitted
  }

  func leave(_ machine: UInt64) {
    open.subtract(1, ordering: .relaxed)
    guard mostPerMachine != nil else { return }
    machines.withLock { machines in
      let left = machines[machine, default: 1] - 1
      machines[machine] = left > 0 ? left : nil
    }
  }
}
