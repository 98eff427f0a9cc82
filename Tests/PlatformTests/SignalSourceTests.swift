import Dispatch
import Glibc
import Platform
import Testing

@Suite struct SignalSourceTests {
  @Test func `A signal arrives on the queue and does nothing else`() {
    let arrived = DispatchSemaphore(value: 0)
    let source = SignalSource(SIGUSR2, queue: DispatchQueue(label: "test")) { arrived.signal() }
    // Dispatch begins to listen a moment after it was told to, so the signal is sent until it is heard.
    var hasArrived = false
    for _ in 0..<1000 where !hasArrived {
      kill(getpid(), SIGUSR2)
      hasArrived = arrived.wait(timeout: .now() + .milliseconds(10)) == .success
    }
    #expect(hasArrived)
    withExtendedLifetime(source) {}
  }
}
