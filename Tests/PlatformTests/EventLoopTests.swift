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
        EventLoop.Handlers(
          onEvent: { tag, readiness in
            guard readiness.contains(.reading) else { return }
            tags.withLock { $0.append(tag) }
            loop.stop()
            finished.signal()
          }, onTime: {}, doWork: { false }))
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
        EventLoop.Handlers(
          onEvent: { _, _ in
            var byte: UInt8 = 0
            read(reading, &byte, 1)
            log.withLock { $0 += "e" }
          }, onTime: {},
          doWork: {
            log.withLock { $0 += "p" }
            switch log.withLock({ $0.filter { $0 == "p" }.count }) {
            // Something happens during the second piece.
            case 2: write(writing, "x", 1)
            case 5:
              finished.signal()
              loop.stop()
              return false
            default: break
            }
            return true
          }))
      #expect(throws: Never.self) { try loop.watch(reading, for: .reading, tag: 1) }
    }
    #expect(finished.wait(timeout: .now() + 10) == .success)
    #expect(log.withLock { $0 } == "ppeppp")
    close(reading)
    close(writing)
  }

  @Test func `What is posted is done in order while the loop waits for events, and after it has ended`() throws {
    let loop = try EventLoop(label: "test")
    let finished = DispatchSemaphore(value: 0)
    let log = Mutex<[Int]>([])
    loop.post { loop.start(EventLoop.Handlers(onEvent: { _, _ in }, onTime: {}, doWork: { false })) }
    for number in 0..<100 {
      loop.post {
        log.withLock { $0.append(number) }
        if number == 50 { loop.stop() }
        if number % 50 == 49 { finished.signal() }
      }
      // Half of them meet a loop that has gone to sleep, or just does.
      if number == 49 { #expect(finished.wait(timeout: .now() + 10) == .success) }
    }
    #expect(finished.wait(timeout: .now() + 10) == .success)
    #expect(log.withLock { $0 } == Array(0..<100))
  }

  @Test func `What is due is done when its time has come, once`() throws {
    let loop = try EventLoop(label: "test")
    let finished = DispatchSemaphore(value: 0)
    let start = Clock.now()
    let times = Mutex<[UInt64]>([])
    loop.post {
      loop.due = start + 20_000_000
      loop.start(
        EventLoop.Handlers(
          onEvent: { _, _ in },
          onTime: {
            let count = times.withLock {
              $0.append(Clock.now())
              return $0.count
            }
            loop.due = count == 1 ? start + 40_000_000 : .max
            if count == 2 { loop.post { finished.signal() } }
          }, doWork: { false }))
    }
    #expect(finished.wait(timeout: .now() + 10) == .success)
    loop.post { loop.stop() }
    let delays = times.withLock { $0.map { $0 - start } }
    #expect(delays.count == 2)
    #expect(delays[0] >= 20_000_000 && delays[1] >= 40_000_000)
  }
}
