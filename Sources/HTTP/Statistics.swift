extension Server {
  /// What a server has done so far, over all its loops.
  package struct Statistics: Sendable, Equatable {
    /// The answers of one label.
    package struct Answers: Sendable, Equatable {
      /// By status; 0 stands for any that this server usually does not say.
      package var statuses: [Int: Int] = [:]
      /// How many took no longer than each of `durationBounds`, and longer than the one before; then, the rest.
      package var durations = [Int](repeating: 0, count: AnswerCounters.bounds.count + 1)
      package var nanoseconds = 0
      /// Bytes of content sent, heads not counted.
      package var contentBytes = 0

      package init() {}

      package var count: Int { durations.reduce(0, +) }

      package mutating func add(_ other: Answers) {
        statuses.merge(other.statuses, uniquingKeysWith: +)
        for bucket in durations.indices { durations[bucket] += other.durations[bucket] }
        nanoseconds += other.nanoseconds
        contentBytes += other.contentBytes
      }
    }

    /// By the label of the responses; what never reached the application has 0.
    package var answers: [Answers] = []
    package var connectionsAccepted = 0
    package var connectionsOpen = 0
    /// Connections turned away because there were too many.
    package var connectionsShed = 0
    /// Connections closed because what slow clients held came to too much, and what they hold now.
    package var connectionsLetGo = 0
    package var heldBytes = 0
    /// Open ones by what they are at, as of the last look at them, about a second ago.
    package var connections: [ConnectionState.Phase: Int] = [:]
    package var cacheHits = 0
    package var cacheMisses = 0
    /// Kept answers that made room for others.
    package var cacheEvictions = 0
    /// Ways of asking whose answer is kept, and what these and the answers take in memory.
    package var cacheEntries = 0
    package var cacheBytes = 0
    /// Bodies compressed, and the time that took.
    package var gzipBodies = 0
    package var gzipNanoseconds = 0

    package init() {}

    /// In nanoseconds, ascending.
    package static var durationBounds: [UInt64] { AnswerCounters.bounds }

    /// How many answers had a status within `range`.
    package func answers(_ range: Range<Int>) -> Int {
      answers.reduce(0) { sum, answers in
        answers.statuses.reduce(sum) { range.contains($1.key) ? $0 + $1.value : $0 }
      }
    }

    package var contentBytes: Int { answers.reduce(0) { $0 + $1.contentBytes } }

    mutating func add(_ counters: Counters) {
      while answers.count < counters.answers.count { answers.append(Answers()) }
      for (label, counters) in counters.answers.enumerated() { answers[label].add(counters) }
      connectionsAccepted += counters.accepted.read()
      connectionsOpen += counters.accepted.read() - counters.closed.read()
      connectionsShed += counters.shed.read()
      connectionsLetGo += counters.letGo.read()
      heldBytes += counters.heldBytes.read()
      for phase in ConnectionState.Phase.allCases {
        connections[phase, default: 0] += counters.phases[phase.rawValue].read()
      }
      cacheHits += counters.cacheHits.read()
      cacheMisses += counters.cacheMisses.read()
      cacheEvictions += counters.cacheEvictions.read()
      cacheEntries += counters.cacheEntries.read()
      cacheBytes += counters.cacheBytes.read()
      gzipBodies += counters.gzipBodies.read()
      gzipNanoseconds += counters.gzipNanoseconds.read()
    }
  }
}

extension Server.Statistics.Answers {
  fileprivate mutating func add(_ counters: AnswerCounters) {
    for column in counters.statuses.indices {
      let count = counters.statuses[column].read()
      guard count > 0 else { continue }
      let known = AnswerCounters.knownStatuses
      statuses[column < known.count ? known[column] : 0, default: 0] += count
    }
    for bucket in counters.durations.indices { durations[bucket] += counters.durations[bucket].read() }
    nanoseconds += counters.nanoseconds.read()
    contentBytes += counters.contentBytes.read()
  }
}
