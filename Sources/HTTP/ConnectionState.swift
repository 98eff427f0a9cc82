internal import Platform

// What a connection does is decided here and done elsewhere. Events come in (bytes, an end, time), steps go out;
// there are no sockets, and the time is an argument, so that every turn of a conversation can be tried in a test.
//
//        ┌──────────── answered, persisting ───────────┐
//        ▼                                             │
//      idle ──bytes──► head ──whole──► content ──whole─┴─► ending ──flushed──► lingering ──► closed
//        │               │                │                  ▲
//        │ silence       │ 408            │ 408              │ refused, answered for the last time
//        ▼               └────────────────┴──────────────────┘
//      closed
//
// Between whole and answered a long body may take its time (sending): then nothing is read before all of it is composed.
//
// Lingering is the close that does not lose the last answer: a socket closed with unread bytes resets the connection,
// and a reset may destroy what the client has not read yet. So our half is ended first, and what still comes is read
// and dropped, for a bounded time and amount (RFC 9112 §9.6).

/// The life of one connection, as a value.
package struct ConnectionState {
  package struct Limits: Sendable {
    /// In nanoseconds, from the first byte of a head to its last.
    package var headTime: UInt64 = 10_000_000_000
    package var contentTime: UInt64 = 10_000_000_000
    /// Between requests; a silent connection is closed silently.
    package var idleTime: UInt64 = 30_000_000_000
    /// In which a reader that stalls must take `writeProgress` bytes.
    package var writeTime: UInt64 = 20_000_000_000
    package var writeProgress = 16 << 10
    package var lingerTime: UInt64 = 2_000_000_000
    package var lingerBytes = 1 << 20
    package var contentBytes = 256 << 10
    package var parser = RequestParser.Limits()
    package init() {}
  }

  /// What to do with the bytes given.
  package enum Step {
    /// A request is whole; the bytes before `end` are used up.
    case answer(RequestHead, end: Int)
    /// Refuse, and close.
    case refuse(Refusal)
    /// Say 100 Continue, then wait.
    case sayContinue(keeping: Range<Int>)
    /// There is no further whole request. These bytes are needed again, before those that come next.
    case wait(keeping: Range<Int>)
  }

  /// What follows when all output is sent.
  package enum Continuation: Equatable {
    case goOn
    /// End our half, then read on with `drop(_:)`.
    case linger
    case close
  }

  /// What an elapsed deadline means.
  package enum Expiry: Equatable {
    case none
    case close
    case refuse(Refusal)
  }

  /// What a connection is at, roughly: for those who watch over the server.
  package enum Phase: Int, CaseIterable, Sendable {
    /// Between two requests.
    case idle
    /// A request is here, in part or not answered yet.
    case reading
    /// Its reader has not taken all of an answer yet.
    case writing
    case closing
  }

  private enum Stage {
    case idle
    /// Part of a head is here, and so many bytes of it did not make a whole one.
    case head(seen: Int)
    case content(ContentReader, headLength: Int, isHead: Bool)
    /// An answer's head is composed, and its body is being.
    case sending
    case ending
    case lingering(left: Int)
  }

  private let limits: Limits
  private var stage = Stage.idle
  private var deadline: UInt64
  /// Set while output waits for the reader: until when it must have taken how many bytes more.
  private var stall: (deadline: UInt64, due: Int)?
  private var mustLinger = false
  /// A whole request is here, and will be answered when we come to it.
  private var isPutOff = false
  /// The client has ended its half: nothing more will come.
  package private(set) var inputEnded = false

  package init(limits: Limits, now: UInt64) {
    self.limits = limits
    deadline = now + limits.idleTime
  }

  /// Whether further requests would be read.
  package var isOpen: Bool {
    switch stage {
    case .idle, .head, .content: true
    case .sending, .ending, .lingering: false
    }
  }

  package var isLingering: Bool {
    if case .lingering = stage { true } else { false }
  }

  /// Whether nothing has come since the last answer.
  package var isIdle: Bool {
    if case .idle = stage { true } else { false }
  }

  /// Looks for the next whole request.
  ///
  /// - Parameter bytes: from `start` on, those that were to be kept, followed by new ones.
  package mutating func advance(_ bytes: Span<UInt8>, from start: Int, now: UInt64) -> Step {
    isPutOff = false
    switch stage {
    case .idle:
      guard start < bytes.count else { return .wait(keeping: start..<start) }
      return parse(bytes, from: start, now: now)
    case .head(let seen):
      guard isWorthParsing(bytes, from: start, seen: seen) else {
        stage = .head(seen: seen)
        return .wait(keeping: start..<bytes.count)
      }
      return parse(bytes, from: start, now: now)
    case .content(let reader, let headLength, let isHead):
      return read(reader, bytes, from: start, headLength: headLength, isHead: isHead)
    case .sending:
      return .wait(keeping: start..<bytes.count)
    case .ending, .lingering:
      return .wait(keeping: start..<start)
    }
  }

  /// A head that comes in pieces is parsed when a line has ended, or may have ended wrongly, or it has doubled, so that all
  /// the parsing together stays within a small multiple of its length, whatever the pieces.
  private func isWorthParsing(_ bytes: Span<UInt8>, from start: Int, seen: Int) -> Bool {
    let count = bytes.count - start
    return count >= 2 * seen || count > limits.parser.fields
      || bytes.firstIndex(of: ASCII.lineFeed, from: start + seen) != nil
      // What follows a carriage return decides, and that may be the first byte of this piece.
      || bytes.firstIndex(of: ASCII.carriageReturn, from: start + max(seen - 1, 0)) != nil
  }

  private mutating func parse(_ bytes: Span<UInt8>, from start: Int, now: UInt64) -> Step {
    switch RequestParser.parse(bytes, from: start, limits: limits.parser) {
    case .invalid(let refusal):
      return refuse(refusal)
    case .incomplete:
      // An empty line alone, left over from the request before, begins no other (RFC 9112 §2.2).
      if isIdle, bytes.count - start <= 2, bytes[start] == ASCII.carriageReturn {
        return .wait(keeping: start..<bytes.count)
      }
      if isIdle { deadline = now + limits.headTime }
      stage = .head(seen: bytes.count - start)
      return .wait(keeping: start..<bytes.count)
    case .complete(let head):
      do throws(Refusal) {
        guard let reader = try ContentReader(head.content, limit: limits.contentBytes),
          head.expectation != .unknown
        else { return .answer(head, end: head.end) }
        deadline = now + limits.contentTime
        let step = read(reader, bytes, from: head.start, headLength: head.end - head.start, isHead: head.isHead)
        // Whoever has begun to send the content does not wait to be asked for it (RFC 9110 §10.1.1).
        if case .wait(let kept) = step, head.expectation == .continue, bytes.count == head.end {
          return .sayContinue(keeping: kept)
        }
        return step
      } catch {
        return refuse(error, isHead: head.isHead)
      }
    }
  }

  private mutating func read(
    _ reader: ContentReader, _ bytes: Span<UInt8>, from start: Int, headLength: Int, isHead: Bool
  ) -> Step {
    var reader = reader
    var index = start + headLength
    do throws(Refusal) {
      guard try reader.read(bytes, &index) else {
        stage = .content(reader, headLength: headLength, isHead: isHead)
        return .wait(keeping: start..<start + headLength)
      }
    } catch {
      return refuse(error, isHead: isHead)
    }
    // The head was found whole before; it is not kept parsed, since its places were those of other bytes.
    let head = bytes.extracting(0..<start + headLength)
    guard case .complete(let head) = RequestParser.parse(head, from: start, limits: limits.parser) else {
      return refuse(Refusal(.badRequest, "The request changed while it was read."))
    }
    return .answer(head, end: index)
  }

  private mutating func refuse(_ refusal: Refusal, isHead: Bool = false) -> Step {
    var refusal = refusal
    refusal.isHead = refusal.isHead || isHead
    end(lingering: true)
    return .refuse(refusal)
  }

  private mutating func end(lingering: Bool) {
    stage = .ending
    mustLinger = mustLinger || lingering
  }

  /// A whole request is not answered now: `advance` will be given the same bytes again, and makes the same of them. The client
  /// is not to blame for the time until then.
  package mutating func putOff() { isPutOff = true }

  /// The head of the answer is composed, and its body will be piece by piece; `answered` comes when it is.
  package mutating func beganSending() { stage = .sending }

  /// The answer to a request is composed.
  ///
  /// - Parameters:
  ///   - persists: whether the connection stays open for another.
  ///   - hasLeftover: whether bytes of the client will stay unread.
  package mutating func answered(persists: Bool, hasLeftover: Bool, now: UInt64) {
    if persists {
      stage = .idle
      deadline = now + limits.idleTime
    } else {
      end(lingering: hasLeftover)
    }
  }

  /// The client has ended its half, which it may do right after its last request.
  ///
  /// What it sent whole is answered. Returns a refusal where it broke off within a request.
  package mutating func peerFinished() -> Step? {
    inputEnded = true
    switch stage {
    case .idle: stage = .ending
    case .head: return refuse(Refusal(.badRequest, "The request breaks off before its end."))
    case .content(_, _, let isHead):
      return refuse(Refusal(.badRequest, "The request breaks off before its end."), isHead: isHead)
    case .sending, .ending, .lingering: break
    }
    return nil
  }

  /// No further request is read; the connection closes when the output is sent.
  package mutating func finish() {
    if isOpen { end(lingering: true) }
  }

  /// The socket takes no more for now. It took `sent` bytes since the last call.
  package mutating func stalled(sent: Int, now: UInt64) {
    guard var current = stall else {
      stall = (now + limits.writeTime, limits.writeProgress)
      return
    }
    current.due -= sent
    stall = current.due > 0 ? current : (now + limits.writeTime, limits.writeProgress)
  }

  /// Everything composed is sent.
  package mutating func flushed(now: UInt64) -> Continuation {
    if stall != nil {
      stall = nil
      // The time it took to read the answer does not count as time without a request.
      if isIdle { deadline = now + limits.idleTime }
    }
    guard case .ending = stage else { return .goOn }
    guard mustLinger, !inputEnded else { return .close }
    stage = .lingering(left: limits.lingerBytes)
    deadline = now + limits.lingerTime
    return .linger
  }

  /// So many bytes came while lingering; says whether that is enough.
  package mutating func drop(_ count: Int) -> Continuation {
    guard case .lingering(let left) = stage, count < left else { return .close }
    stage = .lingering(left: left - count)
    return .goOn
  }

  package var phase: Phase {
    if stall != nil { return .writing }
    if isPutOff { return .reading }
    return switch stage {
    case .idle: .idle
    case .head, .content: .reading
    case .sending: .writing
    case .ending, .lingering: .closing
    }
  }

  /// When its client will have been too slow; `nil` while it is not the client that we wait for.
  package var due: UInt64? {
    if let stall { return stall.deadline }
    if case .sending = stage { return nil }
    return isPutOff ? nil : deadline
  }

  /// Looks at the time.
  package mutating func expire(now: UInt64) -> Expiry {
    guard let due, now >= due else { return .none }
    guard stall == nil else { return .close }
    switch stage {
    case .idle, .sending, .ending, .lingering: return .close
    case .head, .content:
      var refusal = Refusal(.requestTimeout, "The rest of the request did not come in time.")
      if case .content(_, _, let isHead) = stage { refusal.isHead = isHead }
      end(lingering: true)
      return .refuse(refusal)
    }
  }
}
