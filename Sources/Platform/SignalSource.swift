package import Dispatch
internal import Glibc

/// Signals as events on a queue.
package final class SignalSource {
  private let source: any DispatchSourceSignal

  /// Calls `handler` on `queue` whenever the process gets `signal`, for as long as the source lives. Waits until it does,
  /// so not to be called on `queue` itself: before, Dispatch would miss a signal.
  package init(_ signal: Int32, queue: DispatchQueue, handler: @escaping @Sendable () -> Void) {
    // The source only listens; without this the signal would also do what it does by default.
    _ = Glibc.signal(signal, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: signal, queue: queue)
    source.setEventHandler(handler: handler)
    let isRegistered = DispatchSemaphore(value: 0)
    source.setRegistrationHandler { isRegistered.signal() }
    source.activate()
    isRegistered.wait()
  }

  deinit { source.cancel() }

  /// Lets a write to a pipe without a reader fail with an error instead of ending the process.
  package static func ignoreBrokenPipes() {
    _ = Glibc.signal(SIGPIPE, SIG_IGN)
  }
}
