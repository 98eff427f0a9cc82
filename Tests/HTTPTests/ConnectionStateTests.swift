import HTTP
import Testing

/// Conversations without sockets and without waiting: time is a number.
@Suite struct ConnectionStateTests {
  private static let second: UInt64 = 1_000_000_000
  private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

  private func isRefused(_ step: ConnectionState.Step?) -> Bool {
    if case .refuse = step { true } else { false }
  }

  private func make(_ change: (inout ConnectionState.Limits) -> Void = { _ in }) -> ConnectionState {
    var limits = ConnectionState.Limits()
    change(&limits)
    return ConnectionState(limits: limits, now: 0)
  }

  /// Feeds `text` in pieces of `size` and tells where whole requests ended, `R` for a refusal, `C` for a continue.
  private func converse(_ text: String, size: Int, _ state: inout ConnectionState) -> [String] {
    let bytes = Array(text.utf8)
    var saved: [UInt8] = []
    var log: [String] = []
    for piece in stride(from: 0, to: bytes.count, by: size) {
      let input = saved + bytes[piece..<min(piece + size, bytes.count)]
      saved = []
      var start = 0
      loop: while state.isOpen {
        switch state.advance(input.span, from: start, now: 0) {
        case .answer(let head, let end):
          log.append(String(decoding: input[head.target], as: UTF8.self))
          state.answered(persists: head.persists, hasLeftover: end < input.count, now: 0)
          start = end
        case .refuse(let refusal):
          log.append("R\(refusal.problem.status)")
        case .sayContinue(let kept):
          log.append("C")
          saved = Array(input[kept])
          break loop
        case .wait(let kept):
          saved = Array(input[kept])
          break loop
        }
      }
    }
    return log
  }

  static let conversations: [(String, [String])] = [
    ("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n", ["/1", "/2"]),
    ("POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nGET /GET /2 HTTP/1.1\r\nHost: a\r\n\r\n", ["/1", "/2"]),
    (
      "GET /1 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "5;a=b;c=\"d\\\"e\" ; f\r\nGET /\r\n00A\r\n0123456789\r\n0\r\nT: v\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n",
      ["/1", "/2"]
    ),
    ("GET /1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n", ["/1"]),
    ("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a a\r\n\r\nGET /3", ["/1", "R400"]),
    ("POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 999999999\r\n\r\n", ["R413"]),
    // Refused at once: no line feed need come for that.
    ("GET / HTTP/1.1\rHost: a\r\r", ["R400"]),
  ]

  @Test("Requests are found in order, however the bytes are cut", arguments: conversations)
  func cuts(_ text: String, _ expected: [String]) {
    for size in [1, 2, 3, 5, 7, 11, 64, 10_000] {
      var state = make()
      #expect(converse(text, size: size, &state) == expected, "in pieces of \(size)")
    }
  }

  static let badChunks = [
    "\r\n", "g\r\n", "-1\r\n", "+1\r\n", "0x1\r\n", " 1\r\n", "1 \r\n", "1\n", "1\r\r", "1;\r\n", "1;=a\r\n",
    "1;a=\r\n",
    "1;a=\"b\r\n", "1;a\n", "1;a=b c\r\n", "1\r\nab\r\n", "1\r\na\n0\r\n\r\n", "0\r\nT : v\r\n\r\n", "0\r\n: v\r\n\r\n",
    "0\r\nT: v\n\r\n", "0\r\n\n", "0\r\nT\r\n\r\n", "1;a=b\u{1}\r\n", "0\r\nT: \u{0}\r\n\r\n",
  ]

  @Test("Malformed chunks are refused", arguments: badChunks)
  func malformedChunk(_ content: String) {
    for size in [1, 1000] {
      var state = make()
      let head = "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      #expect(converse(head + content, size: size, &state) == ["R400"])
    }
  }

  @Test(arguments: [
    "FFFFFFFFFFFFFFFFF\r\n", "7FFFFFFFFFFFFFFF\r\n", "100\r\n", "1;" + String(repeating: "a", count: 40_000),
  ])
  func `Chunked content that is too large is refused`(content: String) {
    var state = make { $0.contentBytes = 255 }
    let head = "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    #expect(converse(head + content, size: 1000, &state) == ["R413"])
  }

  @Test func `Content that is waited for is asked for, once`() {
    var state = make()
    let head = "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"
    #expect(converse(head, size: 10_000, &state) == ["C"])
    state = make()
    #expect(converse(head + "abc", size: 10_000, &state) == ["/1"])
    state = make()
    #expect(converse(head + "abc", size: head.utf8.count, &state) == ["C", "/1"])
    state = make()
    let old = "POST /1 HTTP/1.0\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\nabc"
    #expect(converse(old, size: old.utf8.count - 3, &state) == ["/1"])
  }

  @Test func `A silent connection is closed silently, a slow head is told so`() {
    var state = make()
    #expect(state.expire(now: 29 * Self.second) == .none)
    #expect(state.expire(now: 30 * Self.second) == .close)

    state = make()
    _ = state.advance([UInt8]("GET".utf8).span, from: 0, now: 20 * Self.second)
    // More of it does not buy more time.
    _ = state.advance([UInt8]("GET /".utf8).span, from: 0, now: 29 * Self.second)
    #expect(state.expire(now: 30 * Self.second - 1) == .none)
    guard case .refuse(let refusal) = state.expire(now: 30 * Self.second) else {
      Issue.record("not refused")
      return
    }
    #expect(refusal.problem == .requestTimeout)
    #expect(state.flushed(now: 30 * Self.second) == .linger)
    #expect(state.expire(now: 31 * Self.second) == .none)
    #expect(state.expire(now: 32 * Self.second) == .close)
  }

  @Test func `Content that does not come is given up`() {
    var state = make()
    #expect(converse("HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na", size: 1000, &state) == [])
    guard case .refuse(let refusal) = state.expire(now: 10 * Self.second) else {
      Issue.record("not refused")
      return
    }
    #expect(refusal.problem == .requestTimeout && refusal.isHead)
  }

  @Test func `A reader must take some output in time`() {
    var state = make()
    state.stalled(sent: 100_000, now: 0)
    #expect(state.expire(now: 19 * Self.second) == .none)
    state.stalled(sent: 16 << 10, now: 19 * Self.second)
    #expect(state.expire(now: 38 * Self.second) == .none)
    // A trickle is not enough.
    state.stalled(sent: 1, now: 38 * Self.second)
    #expect(state.expire(now: 39 * Self.second) == .close)
  }

  @Test func `Time spent reading an answer is not idle time`() {
    var state = make()
    state.answered(persists: true, hasLeftover: false, now: 0)
    state.stalled(sent: 10, now: 0)
    #expect(state.flushed(now: 15 * Self.second) == .goOn)
    #expect(state.expire(now: 44 * Self.second) == .none)
    #expect(state.expire(now: 45 * Self.second) == .close)
  }

  @Test func `A client that has ended its half gets its answer, and the connection closes`() {
    var state = make()
    #expect(converse(Self.get, size: 1000, &state) == ["/"])
    #expect(!isRefused(state.peerFinished()))
    #expect(state.flushed(now: 0) == .close)
  }

  @Test(arguments: ["\r", "\r\n"]) func `An empty line alone is no request`(line: String) {
    var state = make()
    #expect(converse(line, size: 1, &state) == [])
    #expect(state.isIdle)
    #expect(state.expire(now: 30 * Self.second) == .close)

    state = make()
    #expect(converse("POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx" + line, size: 1000, &state) == ["/1"])
    #expect(!isRefused(state.peerFinished()))
    #expect(state.flushed(now: 0) == .close)
  }

  @Test func `A client that breaks off is told so`() {
    for part in ["G", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na"] {
      var state = make()
      #expect(converse(part, size: 1000, &state) == [])
      guard case .refuse(let refusal) = state.peerFinished() else {
        Issue.record("not refused after \(part)")
        continue
      }
      #expect(refusal.problem == .badRequest)
      #expect(state.flushed(now: 0) == .close)
    }
  }

  @Test func `After the last answer, unread bytes make the close linger`() {
    var state = make()
    state.answered(persists: false, hasLeftover: false, now: 0)
    #expect(state.flushed(now: 0) == .close)

    state = make { $0.lingerBytes = 100 }
    state.answered(persists: false, hasLeftover: true, now: 0)
    #expect(state.flushed(now: 0) == .linger)
    #expect(state.drop(60) == .goOn)
    #expect(state.drop(60) == .close)
  }

  @Test func `A head in single bytes is parsed a bounded number of times`() {
    // 16 KiB in one line, byte by byte: quadratic parsing would take minutes here.
    var state = make()
    var bytes = Array("GET / HTTP/1.1\r\nHost: a\r\nX: ".utf8)
    bytes += [UInt8](repeating: 0x61, count: 16_000)
    var saved: [UInt8] = []
    for byte in bytes {
      saved.append(byte)
      guard case .wait = state.advance(saved.span, from: 0, now: 0) else {
        Issue.record("not waiting")
        return
      }
    }
  }
}
