internal import Dispatch
internal import Synchronization

// A log must not hold up what it is a log of. Loops gather lines and hand over whole batches; a queue of its own
// writes them and may wait for a slow reader as long as it likes. If the reader falls far behind, batches are dropped
// and counted; if it is gone, all that follows is.

/// Writes batches of lines to a descriptor, each batch in one piece, without making anybody wait.
package final class LineWriter: Sendable {
  private let queue = DispatchQueue(label: "passerelle.log", qos: .utility)
  private let number: CInt
  private let backlogLimit: Int
  private let backlog = Atomic<Int>(0)
  private let dropped = Atomic<Int>(0)
  private let isBroken = Atomic<Bool>(false)

  /// - Parameter number: stays the caller's: it is not closed. Standard output by default.
  package init(_ number: CInt = 1, backlogLimit: Int = 4 << 20) {
    self.number = number
    self.backlogLimit = backlogLimit
    SignalSource.ignoreBrokenPipes()
  }

  /// How many batches were lost to a reader that was slow or gone.
  package var droppedBatches: Int { dropped.load(ordering: .relaxed) }

  /// Hands over `lines`, which end with a line feed.
  package func write(_ lines: [UInt8]) {
    guard !lines.isEmpty else { return }
    let waiting = backlog.add(lines.count, ordering: .relaxed).newValue
    guard waiting <= backlogLimit, !isBroken.load(ordering: .relaxed) else {
      backlog.subtract(lines.count, ordering: .relaxed)
      dropped.add(1, ordering: .relaxed)
      return
    }
    queue.async { [self] in
      do throws(SystemError) {
        try FileDescriptor.write(lines.span, to: number)
      } catch {
        // The reader has closed its end, or the disk is full: there is nobody to tell.
        isBroken.store(error.isBrokenPipe, ordering: .relaxed)
        dropped.add(1, ordering: .relaxed)
      }
      backlog.subtract(lines.count, ordering: .relaxed)
    }
  }

  /// Waits until everything handed over so far is written.
  package func flush() { queue.sync {} }
}
