internal import CEpoll
internal import Glibc

/// A descriptor that is readable once somebody has rung, until it is silenced: an eventfd(2).
struct Bell: ~Copyable, Sendable {
  private let descriptor: FileDescriptor

  init() throws(SystemError) {
    descriptor = FileDescriptor(owning: try systemCall("eventfd") { eventfd(0, CInt(EFD_CLOEXEC | EFD_NONBLOCK)) })
  }

  var number: CInt { descriptor.number }

  /// May be called by anybody. Rung already, it stays so.
  func ring() {
    var one: UInt64 = 1
    _ = write(number, &one, MemoryLayout.size(ofValue: one))
  }

  func silence() {
    var count: UInt64 = 0
    _ = read(number, &count, MemoryLayout.size(ofValue: count))
  }
}
