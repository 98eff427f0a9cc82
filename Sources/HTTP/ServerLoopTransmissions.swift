internal import Platform

// Long bodies are sent piece by piece, each in a turn of its connection (see ServerLoopTurns). One whose reader does not keep
// up has none until its socket is writable again:
//
//     request ─► queue ─► piece ─► sent ─► queue …           taken in part ─► writable ─► queue
//                           └─ the last ─► settle            the rest cannot be had ─► close
//
// So an export that nobody reads costs one piece of memory and what its producer remembers.

extension ServerLoop {
  /// How many long bodies are being sent, and the buffers that pieces are made in.
  struct Transmissions {
    var count = 0
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

  /// Sends the next piece.
  func advance(_ transmission: Transmission, of connection: Connection) {
    let began = now
    let production = transmission.produce(into: &output, &transmissions.buffers, counters)
    tick()
    connection.workload.add(now - began, now: now)
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
    note(entry.summary, entry.head, entry.bytes, id: entry.id, connection)
  }
}
