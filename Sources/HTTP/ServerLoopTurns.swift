internal import Platform

// What takes long is done in turns: to make an answer that is not kept, or a part of a long one, or a piece of a body that is
// made while it is sent; to go on with a long row of requests, or with output that a socket did not take at once. Whoever needs
// that waits in line; after each batch of events those in front are served, for a short while:
//
//     events: answers that are kept, at once ─► turns, for a fifth of a millisecond ─► events …
//
// So a page that is kept waits for that while and one piece of work at the most, whatever floods of new questions and exports
// there are, and a small new question for little more (see WaitingLines). Where nobody waits, the first answer in a batch is made
// on the spot.

extension ServerLoop {
  /// What there is to do in turns.
  struct Turns {
    var lines = WaitingLines<Connection>()
    /// How many answers are begun.
    var begunCount = 0
    /// An answer has been made since the last events came.
    var isTaken = false

    /// Whether something may take long now, out of turn.
    var areFree: Bool { !isTaken && lines.isEmpty }
  }

  /// For how long turns follow each other before it is looked who else has come.
  private static let turnsTime: UInt64 = 200_000

  /// For how long one answer is made in a turn.
  private static let turnTime: UInt64 = 150_000
  /// So many answers are begun at a time: each is held in memory. A further one is made in one turn.
  private static let mostBegun = 16

  /// Answers from what is at hand, or makes the answer, if it is the connection's turn; `nil` where that takes another one.
  func make(
    _ head: RequestHead, _ bytes: [UInt8], _ connection: Connection, isTurn: Bool, persists: Bool, since: UInt64
  ) -> Answerer.Summary? {
    var deadline: UInt64?
    if isTurn || turns.areFree {
      deadline = connection.begun != nil || turns.begunCount < Self.mostBegun ? now + Self.turnTime : .max
    }
    let wasBegun = connection.begun != nil
    let summary = answerer.answer(
      head, bytes, until: deadline, &connection.begun, persists: persists, now: since, into: &output)
    let isBegun = connection.begun != nil
    turns.begunCount += (isBegun ? 1 : 0) - (wasBegun ? 1 : 0)
    if isBegun {
      let stopped = Clock.now()
      connection.workload.add(stopped - now, now: stopped)
      now = stopped
    }
    turns.isTaken = turns.isTaken || isBegun || summary?.isMade == true
    return summary
  }

  /// Nobody will ever want what is begun.
  func dropBegun(of connection: Connection) {
    guard connection.begun != nil else { return }
    connection.begun = nil
    turns.begunCount -= 1
  }

  /// The connection's next request waits for its turn.
  func putOff(_ connection: Connection) {
    if connection.putOffAt == nil { connection.putOffAt = now }
    connection.state.putOff()
    enqueue(connection)
  }

  /// The row of requests that the connection has saved waits for its turn. It is much, whoever sent it.
  func lineUp(_ connection: Connection) {
    connection.state.putOff()
    _ = connection.state.flushed(now: now)
    wait(connection, isGreedy: true)
  }

  /// All of its output is sent, and more is to be made in its turn.
  func enqueue(_ connection: Connection) {
    _ = connection.state.flushed(now: now)
    wait(connection, isGreedy: connection.workload.isGreedy(now: now))
  }

  func wait(_ connection: Connection, isGreedy: Bool) {
    // Its end is still noticed.
    watch(connection, for: [])
    turns.lines.append(connection, isGreedy: isGreedy)
  }

  /// Gives turns for a while; says whether others wait.
  func takeTurns() -> Bool {
    if !turns.lines.isEmpty {
      tick()
      let end = now + Self.turnsTime
      while now < end, let connection = turns.lines.next() { take(connection) }
    }
    turns.isTaken = false
    guard !turns.lines.isEmpty else { return false }
    EventLoop.makeWay()
    return true
  }

  private func take(_ connection: Connection) {
    tick()
    if !connection.pending.isEmpty {
      resume(connection)
    } else if let transmission = connection.transmission {
      advance(transmission, of: connection)
    } else {
      processSaved(connection, isTurn: true)
    }
    // One that was closed meanwhile has neither.
    account(for: connection)
  }
}
