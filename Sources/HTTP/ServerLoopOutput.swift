internal import Platform

// How what was composed gets to its reader, or waits for it.

extension ServerLoop {
  func flushAndSettle(_ connection: Connection) {
    if flush(connection) { _ = settle(connection) }
  }

  /// Sends what was composed; says whether all of it went. Nothing is composed while output is pending.
  func flush(_ connection: Connection) -> Bool {
    guard !output.isEmpty else { return true }
    switch connection.descriptor.send(output.bytes.span, output.tail.span) {
    case .moved(let count) where count == output.count:
      output.removeAll()
      return true
    case .moved(let count):
      output.removeFirst(count)
      stall(connection, sent: count)
    case .wouldBlock: stall(connection, sent: 0)
    case .failed:
      output.removeAll()
      close(connection)
    }
    return false
  }

  /// Sends what the socket did not take before; says whether all of it went.
  func flushPending(_ connection: Connection) -> Bool {
    switch connection.descriptor.send(connection.pending.bytes.span, connection.pending.tail.span) {
    case .moved(let count):
      connection.pending.removeFirst(count)
      if connection.pending.isEmpty {
        connection.pending = Output()
        return true
      }
      connection.state.stalled(sent: count, now: now)
      watch(connection, for: .writing)
    case .wouldBlock: watch(connection, for: .writing)
    case .failed: close(connection)
    }
    return false
  }

  private func stall(_ connection: Connection, sent: Int) {
    connection.pending = Output(bytes: Array(output.bytes), tail: output.tail)
    output.removeAll()
    connection.state.stalled(sent: sent, now: now)
    watch(connection, for: .writing)
  }

  /// Does what follows when all output is sent; says whether the connection goes on.
  func settle(_ connection: Connection) -> Bool {
    switch connection.state.flushed(now: now) {
    case .goOn:
      watch(connection, for: .reading)
      return true
    case .linger:
      connection.saved = []
      connection.descriptor.finishSending()
      watch(connection, for: .reading)
    case .close:
      close(connection)
    }
    return false
  }

  func watch(_ connection: Connection, for interest: Readiness) {
    guard connection.interest != interest else { return }
    connection.interest = interest
    do throws(SystemError) {
      try loop.rewatch(connection.descriptor.number, for: interest, tag: connection.tag)
    } catch {
      close(connection)
    }
  }
}
