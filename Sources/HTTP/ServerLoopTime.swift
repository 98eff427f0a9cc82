internal import Platform

// What happens because time has passed: deadlines, and the end of a drain.

extension ServerLoop {
  /// When what has to happen, by the clock; `.max` for never.
  struct Alarms {
    /// To look at all deadlines of connections.
    var sweep = UInt64.max
    /// To accept again.
    var accept = UInt64.max
    /// To write what was noted for the log.
    var flush = UInt64.max

    var next: UInt64 { min(sweep, accept, flush) }
  }

  /// For how long lines of the log wait for others to be written with.
  static let flushTime: UInt64 = 5_000_000
  /// For how long nobody is accepted when there are no descriptors left.
  private static let acceptPause: UInt64 = 100_000_000

  func timePassed() {
    tick()
    if now >= alarms.flush { flushLog() }
    if now >= alarms.accept {
      alarms.accept = .max
      watchListener()
    }
    if now >= alarms.sweep { sweep() }
  }

  func acceptLater() { alarms.accept = now + Self.acceptPause }

  private func flushLog() {
    alarms.flush = .max
    log?.flush()
  }

  /// How often deadlines are looked at: often enough for the shortest, and never while nobody is here.
  func schedule() {
    guard count > 0 || drain != nil else {
      alarms.sweep = .max
      return
    }
    let shortest = min(limits.headTime, limits.idleTime, limits.contentTime, limits.writeTime, limits.lingerTime)
    let interval = drain == nil ? min(max(shortest / 4, 10_000_000), 1_000_000_000) : 20_000_000
    alarms.sweep = now + interval
  }

  private func sweep() {
    for connection in connections.compactMap({ $0 }) { check(connection) }
    countPhases()
    schedule()
    finishDrain()
  }

  /// Not counted at every turn of every connection: a look now and then tells as much.
  private func countPhases() {
    var counts = [Int](repeating: 0, count: ConnectionState.Phase.allCases.count)
    for case let connection? in connections { counts[connection.state.phase.rawValue] += 1 }
    for (phase, count) in counts.enumerated() { counters.phases[phase].set(count) }
  }

  private func check(_ connection: Connection) {
    switch connection.state.expire(now: now) {
    case .none: break
    case .close: return close(connection)
    case .refuse(let refusal):
      refuse(refusal, connection)
      flushAndSettle(connection)
      return account(for: connection)
    }
    guard let drain else { return }
    if now >= drain.deadline { return close(connection) }
    if now >= drain.grace, connection.state.isIdle, connection.interest == .reading {
      // A last look, for what came since the last event.
      read(connection)
      guard connection.state.isIdle else { return }
      connection.state.finish()
      flushAndSettle(connection)
    }
  }

  func finishDrain() {
    guard let completion = drain?.completion, count == 0 else { return }
    drain = nil
    loop.stop()
    flushLog()
    completion()
  }
}
