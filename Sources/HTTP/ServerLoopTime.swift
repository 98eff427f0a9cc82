internal import Dispatch
internal import Platform

// What happens because time has passed: deadlines, and the end of a drain.

extension ServerLoop {
  /// How often deadlines are looked at: often enough for the shortest, and never while nobody is here.
  func schedule() {
    guard count > 0 || drain != nil else {
      timer?.schedule(deadline: .distantFuture)
      return
    }
    let shortest = min(limits.headTime, limits.idleTime, limits.contentTime, limits.writeTime, limits.lingerTime)
    let milliseconds = drain == nil ? min(max(Int(shortest / 4_000_000), 10), 1000) : 20
    timer?.schedule(deadline: .now() + .milliseconds(milliseconds), repeating: .milliseconds(milliseconds))
  }

  func sweep() {
    tick()
    for connection in connections.compactMap({ $0 }) { check(connection) }
    countPhases()
    log?.flush()
    finishDrain()
    if count == 0 { schedule() }
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
    timer?.cancel()
    timer = nil
    loop.stop()
    log?.flush()
    completion()
  }
}
