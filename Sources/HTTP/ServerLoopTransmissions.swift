internal import Platform

// Long bodies are sent piece by piece. Those whose socket takes more stand in a queue; after each batch of events the one
// in front gets its turn: one piece is made and sent, and it goes to the back. One whose reader does not keep up leaves
// the queue until its socket is writable again:
//
//     request ─► queue ─► piece ─► sent ─► queue …           taken in part ─► writable ─► queue
//                           └─ the last ─► settle            the rest cannot be had ─► close
//
// So a page waits for one piece at the most, however many exports there are, and an export that nobody reads costs one
// piece of memory and what its producer remembers.

extension ServerLoop {
  /// How many long bodies are being sent, the connections whose turn comes, and the buffers that pieces are made in.
  struct Transmissions {
    var count = 0
    var queue: [Connection] = []
    var buffers = Transmission.Buffers()
  }

  /// The head is composed; the body follows when it is sent.
  func begin(
    _ transmission: Transmission, of connection: Connection, _ summary: Answerer.Summary, _ head: RequestHead,
    _ bytes: [UInt8]
  ) {
    transmissions.count += 1
    connection.transmission = transmission
    connection.state.beganSending()
    guard log != nil else { return }
    connection.unlogged = AccessLog.Entry(
      summary: summary, head: head, bytes: Array(bytes[..<head.end]), id: answerer.lastID)
  }

  func enqueue(_ connection: Connection) {
    _ = connection.state.flushed(now: now)
    // Its end is still noticed.
    watch(connection, for: [])
    transmissions.queue.append(connection)
    loop.work()
  }

  /// Sends one piece of the body whose turn it is; says whether others wait.
  func transmitPiece() -> Bool {
    guard !transmissions.queue.isEmpty else { return false }
    let connection = transmissions.queue.removeFirst()
    // A connection that was closed has none.
    if let transmission = connection.transmission { advance(transmission, of: connection) }
    return !transmissions.queue.isEmpty
  }

  private func advance(_ transmission: Transmission, of connection: Connection) {
    tick()
    let production = transmission.produce(into: &output.bytes, &transmissions.buffers, counters)
    tick()
    switch production {
    case .more:
      if flush(connection) { enqueue(connection) }
    case .finished:
      finishTransmission(of: connection)
      // What the client sent meanwhile has not been looked at.
      connection.state.answered(persists: transmission.persists, hasLeftover: true, now: now)
      if flush(connection), settle(connection) { processSaved(connection) }
    case .failed:
      output.removeAll()
      close(connection)
    }
  }

  /// The body is sent, or will never be.
  func finishTransmission(of connection: Connection) {
    guard let transmission = connection.transmission else { return }
    connection.transmission = nil
    transmissions.count -= 1
    // What long bodies took is not held for good.
    if transmissions.count == 0 { transmissions = Transmissions() }
    guard var entry = connection.unlogged else { return }
    connection.unlogged = nil
    entry.summary.length = transmission.length
    entry.summary.nanoseconds += now - entry.summary.finished
    log?.note(
      entry.summary, entry.head, entry.bytes, id: entry.id, remote: connection.remoteHost, date: answerer.date)
  }
}
