import Dispatch
import Glibc
import Platform
import Synchronization
import Testing

@Suite struct EventLoopTests {
  @Test func `A readable descriptor is told with its tag`() throws {
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    let (reading, writing) = (ends[0], ends[1])
    let loop = try EventLoop(label: "test")
    let finished = DispatchSemaphore(value: 0)
    let tags = Mutex<[UInt64]>([])
    loop.post {
      loop.start(
        onEvent: { tag, readiness in
          guard readiness.contains(.reading) else { return }
          tags.withLock { $0.append(tag) }
          loop.stop()
        }, onPause: { finished.signal() })
      #expect(throws: Never.self) { try loop.watch(reading, for: .reading, tag: 42) }
    }
    write(writing, "x", 1)
    #expect(finished.wait(timeout: .now() + 10) == .success)
    #expect(tags.withLock { $0 } == [42])
    close(reading)
    close(writing)
  }
}
