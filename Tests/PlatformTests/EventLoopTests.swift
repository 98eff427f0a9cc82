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
        }, onPause: { finished.signal() }, doWork: { false })
      #expect(throws: Never.self) { try loop.watch(reading, for: .reading, tag: 42) }
    }
    write(writing, "x", 1)
    #expect(finished.wait(timeout: .now() + 10) == .success)
    #expect(tags.withLock { $0 } == [42])
    close(reading)
    close(writing)
  }

  @Test func `Events pass between the pieces of long work`() throws {
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    let (reading, writing) = (ends[0], ends[1])
    let loop = try EventLoop(label: "test")
    let finished = DispatchSemaphore(value: 0)
    let log = Mutex("")
    loop.post {
      loop.start(
        onEvent: { _, _ in
          var byte: UInt8 = 0
          read(reading, &byte, 1)
          log.withLock { $0 += "e" }
        }, onPause: {},
        doWork: {
          log.withLock { $0 += "p" }
          switch log.withLock({ $0.filter { $0 == "p" }.count }) {
          // Something happens during the second piece.
          case 2: write(writing, "x", 1)
          case 5:
            finished.signal()
            return false
          default: break
          }
          return true
        })
      #expect(throws: Never.self) { try loop.watch(reading, for: .reading, tag: 1) }
      loop.work()
      loop.work()
    }
    #expect(finished.wait(timeout: .now() + 10) == .success)
    #expect(log.withLock { $0 } == "ppeppp")
    loop.post { loop.stop() }
    close(writing)
  }
}
