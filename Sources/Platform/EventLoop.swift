internal import Dispatch
internal import Glibc

// A loop is a serial queue that owns an epoll set. It waits in epoll_wait on that queue, as one long block: to be woken by
// way of a Dispatch source would cost as much as answering a request. What is posted to the queue waits behind this block,
// so whoever posts rings a bell, which lies in the set like any other descriptor:
//
//     wait ─► events ─► what is due ─► some of the long work ─► wait …        rung for: leaves the queue to what was posted,
//                                                                             and comes back behind it
//
// Long work is done in small pieces between the events: after each batch of them some, for a short while. So an event waits
// for that while at the most, however much long work there is.

/// Readiness events on one serial queue.
///
/// All but `post` belongs to the queue; that is what makes it safe to share.
package final class EventLoop: @unchecked Sendable {
  /// What happens on a loop.
  package struct Handlers {
    let onEvent: (UInt64, Readiness) -> Void
    let onTime: () -> Void
    let doWork: () -> Bool

    /// - Parameters:
    ///   - onEvent: called for each ready descriptor, with the tag it was added under.
    ///   - onTime: called when `due` has come; sets it anew, or is called again.
    ///   - doWork: called after each batch of events, and for as long as it returns true: does some of the long work that
    ///     there is, and says whether there is more.
    package init(
      onEvent: @escaping (UInt64, Readiness) -> Void, onTime: @escaping () -> Void, doWork: @escaping () -> Bool
    ) {
      self.onEvent = onEvent
      self.onTime = onTime
      self.doWork = doWork
    }
  }

  /// When `onTime` is called next, by `Clock`.
  @exclusivity(unchecked) package var due = UInt64.max
  private let queue: DispatchQueue
  private let bell: Bell
  @exclusivity(unchecked) private var set: ReadinessSet
  /// While it is open.
  private var handlers: Handlers?

  /// No descriptor may be added under this.
  private static let bellTag = UInt64.max

  package init(label: String) throws(SystemError) {
    queue = DispatchQueue(label: label, qos: .userInitiated)
    set = try ReadinessSet()
    bell = try Bell()
    try set.add(bell.number, .reading, tag: Self.bellTag)
  }

  /// Begins to deliver events.
  package func start(_ handlers: Handlers) {
    self.handlers = handlers
    queue.async { [self] in run() }
  }

  /// Ends the delivery of events, and lets go of the handlers. What is posted is still done.
  package func stop() { handlers = nil }

  /// Does `work` on the loop's queue.
  package func post(_ work: @escaping @Sendable () -> Void) {
    queue.async(execute: work)
    bell.ring()
  }

  package func watch(_ number: CInt, for readiness: Readiness, tag: UInt64) throws(SystemError) {
    try set.add(number, readiness, tag: tag)
  }

  package func rewatch(_ number: CInt, for readiness: Readiness, tag: UInt64) throws(SystemError) {
    try set.change(number, readiness, tag: tag)
  }

  package func unwatch(_ number: CInt) throws(SystemError) { try set.remove(number) }

  /// Lets other threads that are ready have this core first: long work would keep it from them for milliseconds.
  package static func makeWay() { sched_yield() }

  private func run() {
    // Whoever posted may have left work.
    var patience: CInt = 0
    while let handlers {
      var isRung = false
      for index in 0..<set.wait(milliseconds: patience) {
        let event = set.event(index)
        if event.tag == Self.bellTag { isRung = true } else { handlers.onEvent(event.tag, event.readiness) }
      }
      let now = Clock.now()
      if now >= due { handlers.onTime() }
      patience = handlers.doWork() ? 0 : Self.milliseconds(from: now, until: due)
      if isRung {
        bell.silence()
        return queue.async { [self] in run() }
      }
    }
  }

  /// Rounded up: woken too early, a loop would turn without anything to do.
  private static func milliseconds(from now: UInt64, until due: UInt64) -> CInt {
    guard due != .max else { return -1 }
    return due <= now ? 0 : CInt(clamping: (due - now + 999_999) / 1_000_000)
  }
}
