import Dispatch
import Synchronization

/// Finds out on another thread whether a file is as it was sealed.
final class SealCheck: Sendable {
  private let group = DispatchGroup()
  private let isIntact = Mutex(false)

  init(of file: OpenFile, seal: String) {
    DispatchQueue.global().async(group: group) { [self] in
      let isIntact = Seal.isIntact(file, seal: seal)
      self.isIntact.withLock { $0 = isIntact }
    }
  }

  /// Waits for the outcome.
  func isPassed() -> Bool {
    group.wait()
    return isIntact.withLock { $0 }
  }
}
