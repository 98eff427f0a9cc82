import Dispatch
import Glibc
import Platform
import Synchronization

/// The signals of a server, from before there is one: as the first process of a container it gets none by default, and
/// while a dataset loads it can be told to end, too.
final class Signals: Sendable {
  let queue = DispatchQueue(label: "passerelle.life")
  private let life = Mutex<Life?>(nil)

  /// Listens for signals for as long as the result lives.
  func listen() -> [SignalSource] {
    let stop: @Sendable () -> Void = { [self] in
      guard let life = life.withLock({ $0 }) else { exit(0) }
      life.stop()
    }
    // A reload that is asked for while the dataset is being read the first time comes to nothing.
    let reload: @Sendable () -> Void = { [self] in life.withLock { $0 }?.reload() }
    return [(SIGTERM, stop), (SIGINT, stop), (SIGHUP, reload)].map { signal, handler in
      SignalSource(signal, queue: queue, handler: handler)
    }
  }

  /// Tells `life` from now on.
  func tell(_ life: Life) { self.life.withLock { $0 = life } }
}
