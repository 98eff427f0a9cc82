internal import Dispatch
internal import Platform

// A new application knows none of the answers that the former one gave again and again. Were they made when they are next asked
// for, everybody would wait for all of them at once. So before the loops change over, what they keep is asked for aside:
//
//     loops: what is kept, and used most ─► aside: ask the new application, compress ─► loops: it, and its answers

/// A way of asking whose answer is kept.
struct KeptQuestion: Sendable {
  /// A request for it: the target, and the fields that choose the answer.
  let request: [UInt8]
  /// How often it was asked for lately.
  let uses: Int
  /// Its answer was sent compressed.
  let wantsGzip: Bool
}

/// What another application says to a question that is kept.
struct RenewedAnswer: Sendable {
  let question: KeptQuestion
  let response: Response
  let gzip: [UInt8]?

  var bytes: Int { response.body.count + (gzip?.count ?? 0) }

  /// The same for a loop's own question, in memory of its own: loops that counted references on the same bytes would slow
  /// each other.
  func copy(for question: KeptQuestion) -> RenewedAnswer {
    var response = response
    response.body = response.body.copy
    return RenewedAnswer(question: question, response: response, gzip: gzip?.copy)
  }
}

/// Makes what loops keep anew, by another application.
struct Renewal {
  private let application: Application
  /// As many bytes of answers are made for each loop.
  private let room: Int
  private let compressor = Compressor(counters: Counters(labels: 1))
  /// After that, what is left is made when it is asked for.
  private let deadline = Clock.now() + time
  /// Several loops keep the same.
  private var made: [[UInt8]: RenewedAnswer] = [:]

  private static let time: UInt64 = 1_000_000_000
  /// Of each loop, so many are made anew, which were asked for so often lately: of a flood of questions nobody misses the answers.
  static let most = 512
  static let leastUses = 4

  init(application: Application, room: Int) {
    self.application = application
    self.room = room
  }

  /// The answers to those that are kept by one loop, as far as there is time.
  mutating func answers(to questions: [KeptQuestion]) -> [RenewedAnswer] {
    var answers: [RenewedAnswer] = []
    var left = room
    for question in questions {
      guard left > 0, let answer = known(question) ?? answer(question) else { continue }
      made[question.request] = answer
      left -= answer.bytes
      answers.append(answer.copy(for: question))
      Courtesy.giveWay()
    }
    return answers
  }

  private func known(_ question: KeptQuestion) -> RenewedAnswer? {
    guard let known = made[question.request], known.gzip != nil || !question.wantsGzip else { return nil }
    return known
  }

  private func answer(_ question: KeptQuestion) -> RenewedAnswer? {
    guard Clock.now() < deadline, case .complete(let head) = RequestParser.parse(question.request.span) else {
      return nil
    }
    var response = application.answer(head, question.request, id: "")
    guard response.gather() == .finished else { return nil }
    let representation = Representation(response)
    guard representation.response.status == 200, representation.response.isKept else { return nil }
    let coding: ContentCoding = question.wantsGzip ? .gzip : .identity
    if representation.body(coding, compressor) == nil { make(representation, coding) }
    return RenewedAnswer(
      question: question, response: representation.response, gzip: question.wantsGzip ? representation.gzipBody : nil)
  }

  /// Makes what would be made while it is sent, as far as it is worth a copy.
  private func make(_ representation: Representation, _ coding: ContentCoding) {
    guard representation.allowance(coding) > 0 else { return }
    let transmission = Transmission(
      Parts(representation.response.parts), coding, .chunked, persists: true, label: 0, keepingIn: representation)
    var output = Output()
    var buffers = Transmission.Buffers()
    while transmission.isCopying, transmission.produce(into: &output, &buffers, compressor.counters) == .more {
      output.removeAll()
    }
  }
}
