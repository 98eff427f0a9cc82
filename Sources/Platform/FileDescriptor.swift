internal import Glibc

/// An open descriptor with one owner; it is closed when the owner lets go of it.
package struct FileDescriptor: ~Copyable {
  package let number: CInt

  /// Takes over `number`, which is open and belongs to nobody else.
  package init(owning number: CInt) { self.number = number }

  // close(2) is not repeated after EINTR: on Linux the descriptor is gone by then.
  deinit { _ = Glibc.close(number) }
}

extension FileDescriptor {
  /// Reads what is there, up to the size of `buffer`, from a socket.
  package borrowing func receive(into buffer: inout [UInt8]) -> Transfer {
    let number = number
    return buffer.withUnsafeMutableBytes { buffer in
      transfer("recv") { recv(number, buffer.baseAddress, buffer.count, CInt(MSG_DONTWAIT)) }
    }
  }

  /// Writes `first`, then `second`, to a socket in one call, as far as it takes them.
  package borrowing func send(_ first: Span<UInt8>, _ second: Span<UInt8> = Span()) -> Transfer {
    let number = number
    let flags = CInt(MSG_DONTWAIT) | CInt(MSG_NOSIGNAL)
    return first.withUnsafeBytes { first in
      guard !second.isEmpty else {
        return transfer("send") { Glibc.send(number, first.baseAddress, first.count, flags) }
      }
      return second.withUnsafeBytes { second in
        // sendmsg(2) only reads what an iovec points to, though its type does not say so.
        withUnsafeTemporaryAllocation(of: iovec.self, capacity: 2) { parts in
          parts[0] = iovec(iov_base: UnsafeMutableRawPointer(mutating: first.baseAddress), iov_len: first.count)
          parts[1] = iovec(iov_base: UnsafeMutableRawPointer(mutating: second.baseAddress), iov_len: second.count)
          var message = msghdr()
          message.msg_iov = parts.baseAddress
          message.msg_iovlen = 2
          return transfer("sendmsg") { sendmsg(number, &message, flags) }
        }
      }
    }
  }

  /// Ends the outgoing half of a connection: the peer reads the end after what was sent (shutdown(2)).
  package borrowing func finishSending() {
    _ = shutdown(number, CInt(SHUT_WR))
  }

  /// Writes to somebody's file, pipe or terminal, waiting where that is needed, until all is written.
  package static func write(_ bytes: Span<UInt8>, to number: CInt) throws(SystemError) {
    var start = 0
    while start < bytes.count {
      let rest = bytes.extracting(start..<bytes.count)
      switch rest.withUnsafeBytes({ rest in transfer("write") { Glibc.write(number, rest.baseAddress, rest.count) } }) {
      case .moved(let count): start += count
      case .failed(let error): throw error
      case .wouldBlock:
        // Somebody who shares the open file made it non-blocking.
        var waiting = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        try systemCall("poll") { poll(&waiting, 1, -1) }
      }
    }
  }

  borrowing func set(_ level: CInt, _ option: CInt, _ value: CInt = 1) throws(SystemError) {
    let number = number
    try systemCall("setsockopt") { [value] in
      withUnsafePointer(to: value) { setsockopt(number, level, option, $0, socklen_t(MemoryLayout<CInt>.size)) }
    }
  }

  borrowing func get(_ level: CInt, _ option: CInt) throws(SystemError) -> CInt {
    let number = number
    var value: CInt = 0
    try systemCall("getsockopt") {
      var length = socklen_t(MemoryLayout<CInt>.size)
      return getsockopt(number, level, option, &value, &length)
    }
    return value
  }

  /// A child process does not inherit it.
  borrowing func closeOnExec() {
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
  }
}
