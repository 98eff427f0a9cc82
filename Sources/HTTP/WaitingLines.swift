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

/// How long a client was worked for lately. What is at hand is no work.
package struct Workload {
  /// In nanoseconds, within one period of time.
  private var work: UInt64 = 0
  private var period: UInt64 = 0

  private static let periodTime: UInt64 = 100_000_000
  private static let modestWork: UInt64 = 500_000

  package init() {}

  package mutating func add(_ nanoseconds: UInt64, now: UInt64) {
    let period = now / Self.periodTime
    if period != self.period { (work, self.period) = (0, period) }
    work += nanoseconds
  }

  /// Whether that was so much that others come first: half a millisecond in a tenth of a second.
  package func isGreedy(now: UInt64) -> Bool { now / Self.periodTime == period && work > Self.modestWork }
}
