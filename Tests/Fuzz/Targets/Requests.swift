import Foundation
import HTTP

/// The request parser and the life of a connection: a conversation is the same however its bytes come, every prefix is
/// judged as the whole is, and requests end where a slow reading of RFC 9112 says.
enum Requests {
  /// Small, so that inputs of a kilobyte reach them.
  static let limits: ConnectionState.Limits = {
    var limits = ConnectionState.Limits()
    limits.parser.target = 200
    limits.parser.fields = 600
    limits.parser.fieldCount = 10
    limits.contentBytes = 100
    return limits
  }()

  static func judge(_ bytes: [UInt8]) {
    let whole = Conversation(bytes, pieces: [bytes.count])
    let bytewise = Conversation(bytes, pieces: bytes.map { _ in 1 })
    var (random, left, pieces) = (digest(bytes), bytes.count, [Int]())
    while left > 0 {
      pieces.append(min(left, 1 + abs(random % 97)))
      left -= pieces[pieces.count - 1]
      random = random &* 6_364_136_223_846_793_005 &+ 1
    }
    let pieced = Conversation(bytes, pieces: pieces)
    compare(whole, bytewise, "byte by byte")
    compare(whole, pieced, "in pieces of \(pieces)")
    judgePrefix(bytes)

    let oracle = SlowStream(bytes, limits: limits)
    let ends = whole.requests.map(\.end)
    demand(ends == oracle.ends, "requests end at \(ends), the slow reading says \(oracle.ends)")
    demand(
      whole.refusal == nil || whole.isCutOff || oracle.isBroken,
      "refused with \(String(describing: whole.refusal)) what the slow reading accepts")
    demand(!oracle.isBroken || whole.refusal != nil, "accepts what the slow reading refuses")
  }

  /// Sizes are looked at when bytes come, syntax when a line is whole: in pieces one may win over the other.
  private static func compare(_ one: Conversation, _ other: Conversation, _ how: String) {
    demand(one.requests == other.requests, "other requests \(how): \(one.requests) and \(other.requests)")
    demand((one.refusal == nil) == (other.refusal == nil), "refused or not \(how)")
    guard let first = one.refusal, let second = other.refusal, !one.isCutOff, !other.isCutOff else { return }
    let sizes = [413, 414, 431, 501]
    demand(
      first == second || sizes.contains(first) || sizes.contains(second), "refused \(how) as \(first) and \(second)")
  }

  /// What a part is judged to be, no continuation changes.
  private static func judgePrefix(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    let prefix = Array(bytes[..<abs(digest(bytes) % bytes.count)])
    switch (RequestParser.parse(prefix.span), RequestParser.parse(bytes.span)) {
    case (.complete(let part), .complete(let whole)):
      demand(part.end == whole.end && part.target == whole.target, "a head changes with what follows it")
    case (.invalid, .invalid), (.incomplete, .incomplete), (.incomplete, .invalid): break
    case (.incomplete, .complete(let whole)):
      demand(whole.end > prefix.count, "a head is incomplete after its last byte")
    case (let part, let whole): demand(false, "a part is \(part), the whole \(whole)")
    }
  }
}

/// A connection that is given some bytes in pieces of some sizes, and then the end.
struct Conversation {
  struct Request: Equatable {
    let method: [UInt8]
    let target: [UInt8]
    let path: [UInt8]
    let query: [UInt8]?
    let form: RequestHead.Form
    let isHTTP10: Bool
    let content: RequestHead.Content
    let expectation: RequestHead.Expectation
    let persists: Bool
    /// In the whole stream.
    let end: Int
  }

  private(set) var requests: [Request] = []
  /// The status of the refusal that ended it.
  private(set) var refusal: Int?
  /// The refusal came for the end of the bytes.
  private(set) var isCutOff = false
  private var state = ConnectionState(limits: Requests.limits, now: 0)

  init(_ bytes: [UInt8], pieces: [Int]) {
    var (fed, saved) = (0, [UInt8]())
    for size in pieces where state.isOpen {
      let input = saved + bytes[fed..<fed + size]
      fed += size
      saved = take(input, fed: fed)
    }
    guard state.isOpen, case .refuse(let refusal) = state.peerFinished() else { return }
    self.refusal = refusal.problem.status
    isCutOff = true
  }

  /// Returns what is to be kept.
  private mutating func take(_ input: [UInt8], fed: Int) -> [UInt8] {
    var start = 0
    while state.isOpen {
      switch state.advance(input.span, from: start, now: 0) {
      case .answer(let head, let end):
        demand(start < end && end <= input.count, "an end at \(end) of \(input.count), begun at \(start)")
        // The server reads no content that waits for an expectation it does not know.
        let persists = head.persists && (head.content == .none || head.expectation != .unknown)
        requests.append(
          Request(
            method: Array(input[head.methodRange]), target: Array(input[head.target]), path: Array(input[head.path]),
            query: head.query.map { Array(input[$0]) }, form: head.form, isHTTP10: head.isHTTP10,
            content: head.content, expectation: head.expectation, persists: persists, end: fed - input.count + end))
        state.answered(persists: persists, hasLeftover: end < input.count, now: 0)
        start = end
      case .refuse(let refusal):
        self.refusal = refusal.problem.status
      case .sayContinue(let kept):
        demand(requests.count < fed, "says Continue to nothing")
        return Array(input[kept])
      case .wait(let kept):
        demand(start <= kept.lowerBound && kept.upperBound <= input.count, "keeps \(kept) of \(input.count)")
        return Array(input[kept])
      }
    }
    return []
  }
}
