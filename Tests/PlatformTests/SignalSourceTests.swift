import Dispatch
import Glibc
import Platform
import Testing

@Suite struct SignalSourceTests {
  @Test func `A signal arrives on the queue and does nothing else`() {
    let arrived = DispatchSemaphore(value: 0)
    let source = SignalSource(SIGUSR2, queue: DispatchQueue(label: "test")) { arrived.signal() }
    // Once, and at once: nothing is missed from the first moment on.
    kill(getpid(), SIGUSR2)
    #expect(arrived.wait(timeout: .now() + 10) == .success)
    withExtendedLifetime(source) {}
  }
}
