internal import Platform

// One loop of the server: a listener, its connections, and the buffers that they share. A connection is born and dies
// here, so nothing below is locked. The conversation is decided by ConnectionState and worded by Answerer; what is
// left is to move bytes:
//
//     readable ─► receive ─► process ─► flush ─► settle         process: for each whole request, answer it into `output`
//                              ▲          │                     flush:   send `output`, and keep what is not taken
//     writable ────────────────┴── flush ─┘                     settle:  go on, linger or close
//
// Input is read into one buffer and output composed in another, both the loop's. A connection has memory of its own
// only for what must outlive its turn: part of a request, or output that its reader does not take. While it has such
// output, nothing is read from it. Nor is it while it waits for its turn to be given what takes long, see ServerLoopTurns.

/// Serves the connections of one thread.
///
/// All but what says otherwise belongs to the loop's queue; that is what makes it safe to share. What every request
/// touches is not watched for overlapping accesses at run time either, which took a fifth of the work: no two parts of the
/// loop hold the same thing at a time, and nothing that is called with one of them inout comes back here.
final class ServerLoop: @unchecked Sendable {
  let counters: Counters
  let loop: EventLoop
  let limits: ConnectionState.Limits
  let admission: Admission
  let answerer: Answerer
  @exclusivity(unchecked) var log: AccessLog?
  var listener: Listener?
  @exclusivity(unchecked) var alarms = Alarms() { didSet { loop.due = alarms.next } }
  /// By descriptor.
  @exclusivity(unchecked) var connections: [Connection?] = []
  var count = 0
  var shedCount = 0
  var generation: UInt32 = 0
  @exclusivity(unchecked) var now = Clock.now()
  private var dateDue: UInt64 = 0
  @exclusivity(unchecked) private var input = [UInt8](repeating: 0, count: 64 << 10)
  @exclusivity(unchecked) var output = Output()
  @exclusivity(unchecked) var holdings: Holdings
  @exclusivity(unchecked) var turns = Turns()
  var transmissions = Transmissions()
  var drain: Drain?

  struct Drain {
    /// Until then, idle connections may still send a request that was under way.
    var grace: UInt64
    var deadline: UInt64
    var completion: @Sendable () -> Void
  }

  private static let dateInterval: UInt64 = 1_000_000
  static let listenerTag = UInt64.max - 1
  /// Connections that are turned away with an answer. Beyond these, they are just closed.
  static let mostShed = 64
  static let graceTime: UInt64 = 100_000_000
  /// For how long the requests of one connection are answered in a row.
  private static let rowTime: UInt64 = 200_000
  /// In bytes: what comes in a longer row waits for its turn.
  private static let shortRow = 2 << 10

  init(
    number: Int, listener: Listener, limits: ConnectionState.Limits, admission: Admission,
    application: Application, cacheBytes: Int, heldBytes: Int, labels: Int, log: AccessLog?
  ) throws(SystemError) {
    loop = try EventLoop(label: "passerelle.loop.\(number)")
    self.listener = listener
    self.limits = limits
    self.admission = admission
    self.log = log
    holdings = Holdings(most: heldBytes)
    counters = Counters(labels: labels)
    answerer = Answerer(application: application, cacheBytes: cacheBytes, counters: counters)
    output.bytes.reserveCapacity(64 << 10)
  }

  // MARK: - From anywhere

  func start() {
    loop.post { [self] in
      // The handlers keep this alive until it has drained.
      loop.start(
        EventLoop.Handlers(
          onEvent: { [self] in handle($0, $1) }, onTime: { [self] in timePassed() }, doWork: { [self] in takeTurns() }))
      watchListener()
    }
  }

  /// - Parameter completion: called on the loop's queue.
  func giveKeptQuestions(completion: @escaping @Sendable ([KeptQuestion]) -> Void) {
    loop.post { [self] in completion(answerer.keptQuestions) }
  }

  func replace(application: Application, _ renewed: [RenewedAnswer], completion: @escaping @Sendable () -> Void) {
    loop.post { [self] in
      answerer.replace(application: application, renewed)
      completion()
    }
  }

  /// Takes the connections that are waiting, and accepts no more. A listener that others have, too, keeps them waiting.
  func closeListener(completion: @escaping @Sendable () -> Void) {
    loop.post { [self] in
      if let listener {
        if !listener.isInherited { acceptAll() }
        // Where it lives on elsewhere, the set would not forget it by itself.
        try? loop.unwatch(listener.number)
      }
      listener = nil
      completion()
    }
  }

  /// Answers what has been sent, then closes everything.
  func drain(deadline: UInt64, completion: @escaping @Sendable () -> Void) {
    loop.post { [self] in
      tick()
      drain = Drain(grace: min(now + Self.graceTime, deadline), deadline: deadline, completion: completion)
      for connection in connections.compactMap({ $0 }) { read(connection) }
      schedule()
      finishDrain()
    }
  }

  // MARK: - Events

  /// Takes the time. The date need not be looked at each time for that.
  func tick() {
    now = Clock.now()
    if now >= dateDue {
      answerer.date.update()
      dateDue = now + Self.dateInterval
    }
  }

  private func handle(_ tag: UInt64, _ readiness: Readiness) {
    tick()
    if tag == Self.listenerTag {
      accept(most: 64)
      return
    }
    let number = Int(tag & 0xFFFF_FFFF)
    guard number < connections.count, let connection = connections[number], connection.tag == tag else { return }
    if connection.interest == .reading {
      read(connection)
    } else if readiness.contains(.writing) {
      if connection.workload.isGreedy(now: now) { wait(connection, isGreedy: true) } else { resume(connection) }
    } else if !readiness.isDisjoint(with: .ended) {
      // Nobody will ever take what is pending.
      close(connection)
    }
    account(for: connection)
  }

  func read(_ connection: Connection) {
    guard connection.interest == .reading else { return }
    switch connection.descriptor.receive(into: &input) {
    case .wouldBlock: break
    case .failed: close(connection)
    case .moved(let count) where connection.state.isLingering:
      if count == 0 || connection.state.drop(count) == .close { close(connection) }
    case .moved(0):
      if case .refuse(let refusal) = connection.state.peerFinished() { refuse(refusal, connection) }
      flushAndSettle(connection)
    case .moved(let count) where count > Self.shortRow:
      connection.saved += input[..<count]
      lineUp(connection)
    case .moved(let count) where connection.saved.isEmpty:
      process(connection, input, count: count)
    case .moved(let count):
      var bytes = connection.saved
      connection.saved = []
      bytes += input[..<count]
      process(connection, bytes, count: bytes.count)
    }
  }

  /// The socket of a stalled reader takes bytes again.
  func resume(_ connection: Connection) {
    let began = now
    let isFlushed = connection.pending.isEmpty || flushPending(connection)
    tick()
    connection.workload.add(now - began, now: now)
    guard isFlushed else { return }
    if connection.transmission != nil { return enqueue(connection) }
    guard settle(connection) else { return }
    if connection.saved.count > Self.shortRow { lineUp(connection) } else { processSaved(connection) }
  }

  /// Answers what came while nothing was read.
  ///
  /// - Parameter isTurn: the first answer may take long to make.
  func processSaved(_ connection: Connection, isTurn: Bool = false) {
    guard !connection.saved.isEmpty else { return }
    let bytes = connection.saved
    connection.saved = []
    process(connection, bytes, count: bytes.count, isTurn: isTurn)
  }

  // MARK: - Requests

  /// Answers every whole request among the first `count` of `bytes`.
  private func process(_ connection: Connection, _ bytes: [UInt8], count: Int, isTurn: Bool = false) {
    var bytes = bytes
    var count = count
    var isTurn = isTurn
    var start = 0
    let end = now + Self.rowTime
    while connection.state.isOpen {
      let isLate = now >= end && start < count
      if output.isLarge || isLate {
        // Saved first: when the reader stalls, its turn is over.
        connection.saved = Array(bytes[start..<count])
        guard flush(connection), settle(connection) else { return }
        if isLate { return lineUp(connection) }
        connection.saved = []
      }
      switch connection.state.advance(bytes.span.extracting(0..<count), from: start, now: now) {
      case .answer(let head, let end):
        // A drain ends a connection with the last request that was sent.
        let isLast = drain != nil && !hasAnother(connection, &bytes, &count, from: end)
        guard answer(head, bytes, connection, isTurn: isTurn, isLast: isLast, hasLeftover: end < count) else {
          connection.saved = Array(bytes[start..<count])
          if flush(connection) { putOff(connection) }
          return
        }
        isTurn = false
        start = end
        guard connection.transmission == nil else {
          connection.saved = Array(bytes[start..<count])
          if flush(connection) { enqueue(connection) }
          return
        }
        continue
      case .refuse(let refusal):
        refuse(refusal, connection)
      case .sayContinue(let kept):
        output.bytes.append("HTTP/1.1 100 Continue\r\n\r\n")
        connection.saved = Array(bytes[kept])
      case .wait(let kept):
        if kept.count == bytes.count {
          connection.saved = bytes
        } else if !kept.isEmpty {
          connection.saved = Array(bytes[kept])
        }
      }
      break
    }
    flushAndSettle(connection)
  }

  /// Says false, and nothing else, where the answer has to be made and it is not this connection's turn, or that was too short.
  private func answer(
    _ head: RequestHead, _ bytes: [UInt8], _ connection: Connection, isTurn: Bool, isLast: Bool, hasLeftover: Bool
  ) -> Bool {
    let since = connection.putOffAt ?? now
    let summary: Answerer.Summary
    // Content that was announced with an unknown expectation may come or not; only closing is clear.
    let isFramed = head.expectation != .unknown || head.content == .none
    let persists = head.persists && !isLast && !connection.isShed && isFramed
    if connection.isShed {
      summary = answerer.shed(head, bytes, now: since, into: &output)
    } else {
      guard let made = make(head, bytes, connection, isTurn: isTurn, persists: persists, since: since) else {
        return false
      }
      summary = made
    }
    connection.putOffAt = nil
    connection.workload.add(summary.finished - now, now: summary.finished)
    now = summary.finished
    if let transmission = summary.transmission {
      begin(transmission, of: connection, summary, head, bytes)
      return true
    }
    connection.state.answered(persists: persists, hasLeftover: hasLeftover || head.persists, now: now)
    note(summary, head, bytes, id: answerer.lastID, connection)
    return true
  }

  func refuse(_ refusal: Refusal, _ connection: Connection) {
    let summary = answerer.refuse(refusal, now: now, into: &output)
    note(summary, nil, [], id: answerer.lastID, connection)
  }

  /// Notes an answer, where there is a log.
  func note(
    _ summary: Answerer.Summary, _ head: RequestHead?, _ bytes: [UInt8], id: [UInt8], _ connection: Connection
  ) {
    guard log != nil else { return }
    log?.note(summary, head, bytes, id: id, remote: connection.remoteHost, date: answerer.date)
    if alarms.flush == .max { alarms.flush = now + Self.flushTime }
  }

  /// Whether a further request, or something to refuse, was sent whole; reads what the socket holds to find out.
  private func hasAnother(_ connection: Connection, _ bytes: inout [UInt8], _ count: inout Int, from start: Int) -> Bool
  {
    while true {
      var probe = ConnectionState(limits: limits, now: now)
      switch probe.advance(bytes.span.extracting(0..<count), from: start, now: now) {
      case .answer, .refuse: return true
      case .sayContinue, .wait: break
      }
      var more = [UInt8](repeating: 0, count: 64 << 10)
      guard count - start <= limits.lingerBytes,
        case .moved(let received) = connection.descriptor.receive(into: &more), received > 0
      else { return false }
      bytes = Array(bytes[..<count] + more[..<received])
      count = bytes.count
    }
  }
}
