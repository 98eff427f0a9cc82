internal import CEpoll
internal import Glibc

/// What a descriptor is ready for, or is watched for.
package struct Readiness: OptionSet, Sendable {
  package let rawValue: UInt32
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  package static let reading = Readiness(rawValue: EPOLLIN.rawValue)
  package static let writing = Readiness(rawValue: EPOLLOUT.rawValue)
  /// The connection is broken or both its halves have ended; reported whether watched for or not.
  package static let ended = Readiness(rawValue: EPOLLERR.rawValue | EPOLLHUP.rawValue)
}

/// Descriptors and what they are watched for: an epoll(7) set, level-triggered.
package struct ReadinessSet: ~Copyable {
  let descriptor: FileDescriptor
  private var events: [epoll_event]

  package init(batch: Int = 256) throws(SystemError) {
    descriptor = FileDescriptor(owning: try systemCall("epoll_create1") { epoll_create1(CInt(EPOLL_CLOEXEC)) })
    events = Array(repeating: epoll_event(), count: batch)
  }

  /// Watches `number`; `tag` comes back with each of its events.
  package func add(_ number: CInt, _ readiness: Readiness, tag: UInt64) throws(SystemError) {
    try control(EPOLL_CTL_ADD, number, readiness, tag)
  }

  package func change(_ number: CInt, _ readiness: Readiness, tag: UInt64) throws(SystemError) {
    try control(EPOLL_CTL_MOD, number, readiness, tag)
  }

  /// Forgets `number`. A descriptor that is closed is forgotten by itself.
  package func remove(_ number: CInt) throws(SystemError) {
    try control(EPOLL_CTL_DEL, number, [], 0)
  }

  /// Waits up to `milliseconds` for events and says how many there are; `event(_:)` gives each.
  package mutating func wait(milliseconds: CInt) -> Int {
    let set = descriptor.number
    let count = events.withUnsafeMutableBufferPointer { epoll_wait(set, $0.baseAddress, CInt($0.count), milliseconds) }
    // The only failure that can happen to a valid set is EINTR, and then there is nothing yet.
    return max(0, Int(count))
  }

  package func event(_ index: Int) -> (tag: UInt64, readiness: Readiness) {
    let event = events[index]
    return (event.data.u64, Readiness(rawValue: event.events))
  }

  private func control(
    _ operation: CInt, _ number: CInt, _ readiness: Readiness, _ tag: UInt64
  ) throws(SystemError) {
    let set = descriptor.number
    var event = epoll_event()
    event.events = readiness.rawValue
    event.data.u64 = tag
    try systemCall("epoll_ctl") { [event] in
      withUnsafePointer(to: event) { epoll_ctl(set, operation, number, UnsafeMutablePointer(mutating: $0)) }
    }
  }
}
