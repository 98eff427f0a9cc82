internal import Platform

// What takes long is done in turns: to make an answer that is not kept, or a piece of a long body. Whoever needs that stands in
// a queue; after each batch of events those in front are served, for a short while:
//
//     events: answers that are kept, at once ─► turns, for a fifth of a millisecond ─► events …
//
// So a page that is kept waits for that while and one piece of work at the most, whatever floods of new questions and exports
// there are, and these share the rest evenly. Where nobody waits, the first answer in a batch is made on the spot.

extension ServerLoop {
  /// Who waits for a turn, in order.
  struct Turns {
    /// Those in front, the first of them last, and those who came after them.
    private var front: [Connection] = []
    private var back: [Connection] = []
    /// An answer has been made since the last events came.
    var isTaken = false

    var isEmpty: Bool { front.isEmpty && back.isEmpty }
    /// Whether something may take long now, out of turn.
    var areFree: Bool { !isTaken && isEmpty }

    mutating func append(_ connection: Connection) { back.append(connection) }

    mutating func next() -> Connection? {
      if front.isEmpty {
        swap(&front, &back)
        front.reverse()
      }
      return front.popLast()
    }
  }

  /// For how long turns follow each other before it is looked who else has come.
  private static let turnsTime: UInt64 = 200_000

  /// The connection's next request waits for its turn.
  func putOff(_ connection: Connection) {
    if connection.putOffAt == nil { connection.putOffAt = now }
    connection.state.putOff()
    enqueue(connection)
  }

  func enqueue(_ connection: Connection) {
    _ = connection.state.flushed(now: now)
    // Its end is still noticed.
    watch(connection, for: [])
    turns.append(connection)
  }

  /// Gives turns for a while; says whether others wait.
  func takeTurns() -> Bool {
    if !turns.isEmpty {
      tick()
      let end = now + Self.turnsTime
      while now < end, let connection = turns.next() { take(connection) }
    }
    turns.isTaken = false
    guard !turns.isEmpty else { return false }
    EventLoop.makeWay()
    return true
  }

  private func take(_ connection: Connection) {
    if let transmission = connection.transmission {
      advance(transmission, of: connection)
    } else if connection.putOffAt != nil {
      processSaved(connection, isTurn: true)
    }
    // One that was closed meanwhile needs neither.
    account(for: connection)
  }
}
