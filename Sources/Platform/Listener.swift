internal import Glibc

// One listener a loop, all on the same port: SO_REUSEPORT lets the kernel spread new connections over them without
// any hand-over between threads. The option has a catch: a second server of the same user would silently share the
// port. So a port is first taken without the option, which fails when anybody listens there, and only then opened
// once for each loop.

/// A listening TCP socket.
package final class Listener: Sendable {
  private let descriptor: FileDescriptor
  /// Where it listens, with the port that the kernel chose if none was asked for.
  package let address: SocketAddress
  /// Somebody else has it open, too, and connections that wait will be taken by whoever comes next.
  package let isInherited: Bool

  /// Opens `count` listeners on one port; port 0 takes any free one.
  ///
  /// Throws `EADDRINUSE` when somebody listens there already.
  package static func open(
    _ address: SocketAddress, count: Int, backlog: CInt = 4096
  ) throws(SystemError) -> (address: SocketAddress, listeners: [Listener]) {
    // Any free port is free of sharing listeners, too: the kernel looks for one that nobody has. A given one is probed.
    // Between the probe and the first listener it is free for a moment; who takes it then makes what follows fail.
    if address.port != 0 { _ = try Listener(address, isShared: false) }
    let first = try Listener(address, isShared: true)
    let chosen = first.address
    var listeners = [first]
    while listeners.count < count { listeners.append(try Listener(chosen, isShared: true)) }
    for listener in listeners {
      try systemCall("listen") { listen(listener.number, backlog) }
    }
    return (chosen, listeners)
  }

  private init(_ address: SocketAddress, isShared: Bool) throws(SystemError) {
    let type = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue)
    let number = try systemCall("socket") { socket(address.family, type, 0) }
    let descriptor = FileDescriptor(owning: number)
    // Connections of an earlier run that wait out TIME_WAIT do not hold the port.
    try descriptor.set(SOL_SOCKET, SO_REUSEADDR)
    if isShared { try descriptor.set(SOL_SOCKET, SO_REUSEPORT) }
    try Self.prepareConnections(of: descriptor)
    // The wildcard address :: takes IPv4 too.
    if address.family == AF_INET6 { try descriptor.set(CInt(IPPROTO_IPV6), IPV6_V6ONLY, 0) }
    try systemCall("bind") { address.withSockaddr { bind(number, $0, $1) } }

    self.address = try Self.address(of: number) ?? address
    self.descriptor = descriptor
    isInherited = false
  }

  /// Takes over a socket that listens already. All loops share it.
  ///
  /// Throws `EINVAL` where it is no listening TCP socket.
  package init(inherited number: CInt) throws(SystemError) {
    let descriptor = FileDescriptor(owning: number)
    descriptor.closeOnExec()
    guard try descriptor.get(SOL_SOCKET, SO_ACCEPTCONN) == 1,
      try descriptor.get(SOL_SOCKET, SO_TYPE) == CInt(SOCK_STREAM.rawValue), let address = try Self.address(of: number)
    else { throw SystemError(call: "accept", code: EINVAL) }
    let flags = try systemCall("fcntl") { fcntl(number, F_GETFL) }
    try systemCall("fcntl") { fcntl(number, F_SETFL, flags | O_NONBLOCK) }
    try Self.prepareConnections(of: descriptor)
    self.address = address
    self.descriptor = descriptor
    isInherited = true
  }

  /// Sets what accepted sockets inherit.
  private static func prepareConnections(of descriptor: borrowing FileDescriptor) throws(SystemError) {
    // An answer in two writes would else wait for an acknowledgement, up to 40 ms.
    try descriptor.set(CInt(IPPROTO_TCP), TCP_NODELAY)
    // What is under way has as much room as the path takes. What only waits to be sent would get megabytes in the kernel for a
    // reader that does not read.
    try descriptor.set(CInt(IPPROTO_TCP), TCP_NOTSENT_LOWAT, mostUnsent)
  }

  private static let mostUnsent: CInt = 128 << 10

  /// Where a socket is bound; `nil` for another family than IPv4 and IPv6.
  private static func address(of number: CInt) throws(SystemError) -> SocketAddress? {
    var storage = sockaddr_storage()
    try systemCall("getsockname") {
      var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
      return withUnsafeMutableBytes(of: &storage) { bytes in
        bytes.withMemoryRebound(to: sockaddr.self) { getsockname(number, $0.baseAddress, &length) }
      }
    }
    return SocketAddress(storage)
  }

  package var number: Int32 { descriptor.number }

  /// What asking for the next connection came to.
  package enum Arrival: ~Copyable {
    case connection(FileDescriptor, SocketAddress?)
    /// Nobody waits.
    case none
    /// Descriptors or memory ran out; asking again at once would only spin.
    case exhausted
  }

  /// Takes the next connection from the queue.
  package func accept() -> Arrival {
    var storage = sockaddr_storage()
    while true {
      var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
      let number = withUnsafeMutableBytes(of: &storage) { bytes in
        bytes.withMemoryRebound(to: sockaddr.self) { Glibc.accept(descriptor.number, $0.baseAddress, &length) }
      }
      if number >= 0 {
        let accepted = FileDescriptor(owning: number)
        accepted.closeOnExec()
        return .connection(accepted, SocketAddress(storage))
      }
      switch errno {
      case EAGAIN: return .none
      case EMFILE, ENFILE, ENOBUFS, ENOMEM: return .exhausted
      // accept(2): errors of a connection that was gone before it was taken. The next one may be well.
      case EINTR, ECONNABORTED, EPROTO, ENETDOWN, ENOPROTOOPT, EHOSTDOWN, ENONET, EHOSTUNREACH, EOPNOTSUPP,
        ENETUNREACH, EPERM:
        continue
      default: return .exhausted
      }
    }
  }
}
