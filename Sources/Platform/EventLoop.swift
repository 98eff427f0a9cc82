package import Dispatch

// A loop is a serial queue that owns an epoll set. An epoll descriptor is itself pollable, so a single Dispatch
// source watches the whole set: thousands of connections cost Dispatch one source, and signals, timers and other
// posts reach the loop through its queue like any other work.
//
//     source fires ─► drain the set in batches ─► linger a little ─► back to sleep in Dispatch
//
// Waking up through Dispatch costs some microseconds, about as much as answering a request. Under load the next
// event is never far, so after its work the loop waits a few milliseconds in epoll_wait itself. It never stays
// longer than `turn`, for what was posted to its queue waits meanwhile.
//
// Long work is done in small pieces between the events: after each batch of them some, for a short while. So an event waits
// for that while at the most, however much long work there is.

/// Readiness events on one serial queue.
///
/// All but `post` and `queue` belongs to the queue; that is what makes it safe to share.
package final class EventLoop: @unchecked Sendable {
  package let queue: DispatchQueue
  @exclusivity(unchecked) private var set: ReadinessSet
  private var source: (any DispatchSourceRead)?
  private var onEvent: ((UInt64, Readiness) -> Void)?
  private var onPause: (() -> Void)?
  private var doWork: (() -> Bool)?
  private var hasWork = false
  private var isRunning = false

  private static let linger: CInt = 2
  private static let turn: UInt64 = 20_000_000

  package init(label: String) throws(SystemError) {
    queue = DispatchQueue(label: label, qos: .userInitiated)
    set = try ReadinessSet()
  }

  /// Begins to deliver events.
  ///
  /// - Parameters:
  ///   - onEvent: called for each ready descriptor, with the tag it was added under.
  ///   - onPause: called some milliseconds after an event at the latest, for what need not be done at once.
  ///   - doWork: called after each batch of events, and for as long as it returns true: does some of the long work that there
  ///     is, and says whether there is more.
  package func start(
    onEvent: @escaping (UInt64, Readiness) -> Void, onPause: @escaping () -> Void, doWork: @escaping () -> Bool
  ) {
    self.onEvent = onEvent
    self.onPause = onPause
    self.doWork = doWork
    let source = DispatchSource.makeReadSource(fileDescriptor: set.descriptor.number, queue: queue)
    source.setEventHandler { [self] in run() }
    self.source = source
    source.activate()
  }

  /// Ends the delivery of events and lets go of the handlers. Call on the queue.
  package func stop() {
    // The source keeps the loop, and so the epoll descriptor, until Dispatch has let go of it.
    source?.setCancelHandler { [self] in
      onEvent = nil
      onPause = nil
      doWork = nil
    }
    source?.cancel()
    source = nil
  }

  /// Does `work` on the loop's queue.
  package func post(_ work: @escaping @Sendable () -> Void) { queue.async(execute: work) }

  package func watch(_ number: CInt, for readiness: Readiness, tag: UInt64) throws(SystemError) {
    try set.add(number, readiness, tag: tag)
  }

  package func rewatch(_ number: CInt, for readiness: Readiness, tag: UInt64) throws(SystemError) {
    try set.change(number, readiness, tag: tag)
  }

  package func unwatch(_ number: CInt) throws(SystemError) { try set.remove(number) }

  /// There is long work to do. Call on the queue.
  package func work() {
    guard !hasWork else { return }
    hasWork = true
    if !isRunning { queue.async { [self] in run() } }
  }

  private func run() {
    guard let onEvent, let onPause, let doWork, source != nil else { return }
    isRunning = true
    let end = Clock.now() + Self.turn
    var patience: CInt = 0
    repeat {
      let count = set.wait(milliseconds: hasWork ? 0 : patience)
      if count == 0 && !hasWork { break }
      for index in 0..<count {
        let event = set.event(index)
        onEvent(event.tag, event.readiness)
      }
      hasWork = doWork()
      patience = Self.linger
    } while source != nil && Clock.now() < end
    onPause()
    isRunning = false
    if hasWork { queue.async { [self] in run() } }
  }
}
