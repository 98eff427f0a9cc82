// Whoever was worked for much lately stands in a line of their own, and the two lines are served alternately: so somebody who asks
// for little waits for a piece or two of others' work, however many there are who ask for much. And these are never stopped, for
// every second turn is theirs.

/// Who waits for a turn, in order.
package struct WaitingLines<Waiter> {
  private var modest = Line()
  private var greedy = Line()
  private var isModestNext = true

  package init() {}

  package var isEmpty: Bool { modest.isEmpty && greedy.isEmpty }

  /// - Parameter isGreedy: see `Workload`.
  package mutating func append(_ waiter: Waiter, isGreedy: Bool) {
    if isGreedy { greedy.append(waiter) } else { modest.append(waiter) }
  }

  package mutating func next() -> Waiter? {
    defer { isModestNext.toggle() }
    return isModestNext ? modest.next() ?? greedy.next() : greedy.next() ?? modest.next()
  }

  private struct Line {
    /// Those in front, the first of them last, and those who came after them.
    private var front: [Waiter] = []
    private var back: [Waiter] = []

    var isEmpty: Bool { front.isEmpty && back.isEmpty }

    mutating func append(_ waiter: Waiter) { back.append(waiter) }

    mutating func next() -> Waiter? {
      if front.isEmpty {
        swap(&front, &back)
        front.reverse()
      }
      return front.popLast()
    }
  }
}

/// How long a client was worked for lately, in a leaking bucket.
package struct Workload {
  /// In nanoseconds, as of `time`.
  private var level: UInt64 = 0
  private var time: UInt64 = 0

  private static let modest: UInt64 = 500_000
  /// More is forgotten at once, and this in two seconds.
  private static let most: UInt64 = 8_000_000

  package init() {}

  package mutating func add(_ nanoseconds: UInt64, now: UInt64) {
    level = min(level(now: now) + nanoseconds, Self.most)
    time = max(now, time)
  }

  /// Whether that was so much that others come first: half a millisecond, beyond four in each second.
  package func isGreedy(now: UInt64) -> Bool { level(now: now) > Self.modest }

  private func level(now: UInt64) -> UInt64 {
    let leaked = now > time ? (now - time) >> 8 : 0
    return level > leaked ? level - leaked : 0
  }
}
