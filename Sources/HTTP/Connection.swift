internal import Platform

/// A client's connection, as its loop knows it.
final class Connection {
  let descriptor: FileDescriptor
  /// Comes with each event of the descriptor; a number used again has another one.
  let tag: UInt64
  let machine: UInt64
  /// It came when there were enough; its request is told so.
  let isShed: Bool
  @exclusivity(unchecked) var state: ConnectionState
  /// Bytes that do not make a whole request yet, or whose turn comes when the output is sent.
  @exclusivity(unchecked) var saved: [UInt8] = []
  /// Output that the socket has not taken yet.
  @exclusivity(unchecked) var pending = Output()
  /// Of `holds`, what the loop has taken note of.
  @exclusivity(unchecked) var held = 0
  /// Since when its next request waits for its turn. While it does, nothing is read.
  @exclusivity(unchecked) var putOffAt: UInt64?
  /// What there is of the answer to that.
  @exclusivity(unchecked) var begun: BegunAnswer?
  /// A body that is sent piece by piece. While there is one, nothing is read either.
  @exclusivity(unchecked) var transmission: Transmission?
  /// What the log says of that, when it is over.
  var unlogged: AccessLog.Entry?
  @exclusivity(unchecked) var interest: Readiness = .reading
  @exclusivity(unchecked) var workload = Workload()
  private let remote: SocketAddress?
  private var remoteText: [UInt8]?

  init(
    _ descriptor: consuming FileDescriptor, generation: UInt32, remote: SocketAddress?, isShed: Bool,
    state: ConnectionState
  ) {
    tag = UInt64(generation) << 32 | UInt64(UInt32(bitPattern: descriptor.number))
    self.descriptor = descriptor
    self.remote = remote
    self.isShed = isShed
    self.state = state
    machine = remote?.machine ?? 0
  }

  /// Bytes of memory of its own, but for what is begun, which the loop bounds. A body that is sent from where it is belongs to
  /// others as well.
  var holds: Int { saved.count + pending.bytes.count + (transmission?.copied ?? 0) }

  /// The client's address, as text for the log.
  var remoteHost: [UInt8] {
    if let remoteText { return remoteText }
    let text = Array((remote?.host ?? "").utf8)
    remoteText = text
    return text
  }
}
