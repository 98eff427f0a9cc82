internal import Platform

// Between the connection, which knows when a request is whole, and the application, which knows what it asks for.
// Everything that HTTP says about an answer, whatever it is about, is settled here:
//
//     method ─► kept answer, or the application ─► coding ─► conditions ─► range ─► head, lines of this time, body
//
// The usual request, a GET of something kept, allocates nothing on its way.

/// Composes the answers of one loop.
final class Answerer {
  private var application: Application
  /// How often another application has taken over.
  private var generation = 0
  @exclusivity(unchecked) private var cache: AnswerCache
  private let counters: Counters
  private let compressor: Compressor
  @exclusivity(unchecked) private var identifiers = RequestIdentifiers()
  private var started: UInt64 = 0
  /// Of the answer at hand: the label it is counted under, and where its time went.
  private var label = 0
  private var timing = Timing()
  /// Advanced by the loop, once for a batch of events.
  @exclusivity(unchecked) var date = DateCache()

  /// What was said to one request.
  struct Summary {
    var status: Int
    /// Bytes of content.
    var length: Int
    var nanoseconds: UInt64
    /// When it was composed.
    var finished: UInt64
    /// The application was asked for it.
    var isMade = false
    /// The body, where it is yet to be sent piece by piece.
    var transmission: Transmission?
  }

  /// What `Server-Timing` says besides the whole time.
  private struct Timing {
    enum Origin {
      case kept, made, none
    }
    var origin = Origin.none
    /// Nanoseconds in the application.
    var application: UInt64 = 0
    /// Nanoseconds that the loop had spent on compressing before.
    var gzipBefore = 0
  }

  /// How the answer ends.
  private struct Closing {
    var isHead: Bool
    var persists: Bool
    var isHTTP10: Bool
  }

  init(application: Application, cacheBytes: Int, counters: Counters) {
    self.application = application
    self.counters = counters
    compressor = Compressor(counters: counters)
    cache = AnswerCache(capacity: cacheBytes, counters: counters)
    date.update()
  }

  /// What is worth making anew of what is kept.
  var keptQuestions: [KeptQuestion] { cache.questions(most: Renewal.most, leastUses: Renewal.leastUses) }

  /// Answers as another application from now on. What the former one said is forgotten.
  ///
  /// - Parameter renewed: what the new one says to what is kept.
  func replace(application: Application, _ renewed: [RenewedAnswer]) {
    self.application = application
    generation += 1
    cache.removeAll()
    for answer in renewed { cache.keep(answer) }
  }

  /// The id of the request answered last.
  var lastID: [UInt8] { identifiers.current }

  /// Answers a request, whose head was parsed from `bytes`. The time it takes counts from `now`.
  ///
  /// - Parameters:
  ///   - deadline: how long the answer may be made; `nil` for one that is at hand, or nothing.
  ///   - begun: what there is of this answer already; where nothing is said, what there is now.
  func answer(
    _ head: RequestHead, _ bytes: [UInt8], until deadline: UInt64?, _ begun: inout BegunAnswer?, persists: Bool,
    now: UInt64, into output: inout Output
  ) -> Summary? {
    begin(now, head.single(.requestID), bytes)
    let closing = Closing(isHead: head.isHead, persists: persists, isHTTP10: head.isHTTP10)
    if head.expectation == .unknown {
      return send(
        Problem(name: .expectationFailed, detail: "Expect names something other than 100-continue."), closing, &output)
    }
    switch head.method {
    case .get, .head:
      guard let representation = representation(head, bytes, until: deadline, &begun) else { return nil }
      return represent(representation, head, bytes, closing, &output)
    case .options:
      let options = Self.isPreflight(head, bytes) ? Self.preflight : Self.options
      return send(represent(options), .identity, closing, &output)
    case .post, .put, .patch, .delete, .trace, .connect, .query:
      let problem = Problem(
        name: .methodNotAllowed, detail: "Only GET, HEAD and OPTIONS are served.", fields: ["Allow": Self.methods])
      return send(problem, closing, &output)
    case .unknown:
      return send(Problem(name: .notImplemented, detail: "No such method is known here."), closing, &output)
    }
  }

  /// Answers what is not a request, or not one that will be served. The connection closes after it.
  func refuse(_ refusal: Refusal, now: UInt64, into output: inout Output) -> Summary {
    begin(now, nil, [])
    let closing = Closing(isHead: refusal.isHead, persists: false, isHTTP10: false)
    return send(Problem(name: refusal.problem, detail: refusal.detail), closing, &output)
  }

  /// Answers a request for which there is no room.
  func shed(_ head: RequestHead, _ bytes: [UInt8], now: UInt64, into output: inout Output) -> Summary {
    begin(now, head.single(.requestID), bytes)
    let closing = Closing(isHead: head.isHead, persists: false, isHTTP10: head.isHTTP10)
    return send(Self.overload, closing, &output)
  }

  private func begin(_ now: UInt64, _ proposedID: Range<Int>?, _ bytes: [UInt8]) {
    started = now
    label = 0
    timing = Timing(gzipBefore: counters.gzipNanoseconds.read())
    identifiers.identify(proposedID, bytes)
  }

  static let overload = Problem(
    name: .notReady, detail: "There are more connections than this server holds.", fields: ["Retry-After": "2"])

  static let methods = "GET, HEAD, OPTIONS"

  /// What OPTIONS gives, for `*` and for any path.
  private static let options = Response(
    status: 204, contentType: "", fields: ["Allow": methods, "Cache-Control": "no-store"], body: [])

  /// What a browser is told that asks before it sends its request.
  private static let preflight: Response = {
    var preflight = options
    preflight.fields += [
      "Access-Control-Allow-Methods": methods,
      "Access-Control-Allow-Headers":
        "Accept, Accept-Language, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Range, "
        + "If-Unmodified-Since, Range, X-Request-Id",
      "Access-Control-Max-Age": "86400",
    ]
    return preflight
  }()

  /// Fetch §3.2.2: a request for a method's leave says which method.
  private static func isPreflight(_ head: RequestHead, _ bytes: [UInt8]) -> Bool {
    var isPreflight = false
    RequestParser.forEachField(bytes.span, of: head) { name, _ in
      if bytes.span.matches("access-control-request-method", in: name) { isPreflight = true }
    }
    return isPreflight
  }

  // MARK: - From the application

  private func representation(
    _ head: RequestHead, _ bytes: [UInt8], until deadline: UInt64?, _ begun: inout BegunAnswer?
  ) -> Representation? {
    if let kept = cache.find(head, bytes) {
      // What was begun, somebody else has finished.
      begun = nil
      counters.cacheHits.add()
      timing.origin = .kept
      return kept
    }
    guard let deadline else { return nil }
    let answer = begun ?? begin(head, bytes)
    begun = nil
    let production = answer.goOn(until: deadline)
    guard production != .more else {
      begun = answer
      return nil
    }
    counters.cacheMisses.add()
    timing.origin = .made
    timing.application = answer.nanoseconds
    guard production == .finished else {
      let problem = Problem(name: .internal, detail: "The answer could not be composed.")
      return represent(problem.response(instance: identifiers.text))
    }
    let representation = Representation(answer.response)
    // What a former application said is nothing to keep.
    return answer.generation == generation ? cache.offer(representation, for: head, bytes) : representation
  }

  private func begin(_ head: RequestHead, _ bytes: [UInt8]) -> BegunAnswer {
    let asked = Clock.now()
    let response = application.answer(head, bytes, id: identifiers.text)
    return BegunAnswer(response, generation: generation, nanoseconds: Clock.now() - asked)
  }

  // MARK: - Around it

  private func represent(_ response: consuming Response) -> Representation {
    Representation(application.adorned(response))
  }

  private func represent(
    _ representation: Representation, _ head: RequestHead, _ bytes: [UInt8], _ closing: Closing,
    _ output: inout Output
  ) -> Summary {
    // Read where it lies: a copy of the response would count references to all that it holds.
    label = representation.response.label
    let isWhole = representation.response.status == 200
    var preference = CodingPreference.unspecified
    if let value = head.value(.acceptEncoding, in: bytes) { preference = CodingPreference(value.span) }
    let mayRange = isWhole && head.has(.range) && head.method == .get && representation.response.acceptsRanges
    // Ranges are of the plain bytes, if the client takes these.
    if mayRange, preference.takesIdentity { preference.wantsGzip = false }
    guard let coding = representation.coding(preference) else {
      guard isWhole else { return send(representation, .identity, closing, &output) }
      let problem = Problem(name: .notAcceptable, detail: "Accept-Encoding rules out every coding that there is.")
      return send(problem, closing, &output)
    }
    guard isWhole, head.hasConditions else { return send(representation, coding, closing, &output) }
    return represent(representation, coding, mayRange: mayRange, head, bytes, closing, &output)
  }

  /// Sends what the conditions of the request make of a 200.
  private func represent(
    _ representation: Representation, _ coding: ContentCoding, mayRange: Bool, _ head: RequestHead, _ bytes: [UInt8],
    _ closing: Closing, _ output: inout Output
  ) -> Summary {
    let response = representation.response
    let tag = representation.tag(coding)
    switch Conditions.evaluate(head, bytes, tag: tag, lastModified: response.lastModified, now: date.seconds) {
    case .proceed: break
    case .notModified: return sendNotModified(representation, coding, closing, &output)
    case .failed:
      let problem = Problem(
        name: .preconditionFailed, detail: "The resource is not in the state that the request makes a condition.")
      return send(problem, closing, &output)
    }
    if mayRange, coding == .identity, let value = head.value(.range, in: bytes),
      Conditions.allowsRange(head, bytes, tag: tag, lastModified: response.lastModified, now: date.seconds),
      let length = response.length
    {
      switch ByteRanges(value, length: length) {
      case .ignored: break
      case .unsatisfiable:
        let problem = Problem(
          name: .rangeNotSatisfiable, detail: "The range begins after the last byte.",
          fields: ["Content-Range": "bytes */\(length)", "Accept-Ranges": "bytes"])
        return send(problem, closing, &output)
      case .satisfiable(let ranges):
        return send(ranges, of: representation, closing, &output)
      }
    }
    return send(representation, coding, closing, &output)
  }

  private func send(_ problem: Problem, _ closing: Closing, _ output: inout Output) -> Summary {
    send(represent(problem.response(instance: identifiers.text)), .identity, closing, &output)
  }

  private func send(
    _ representation: Representation, _ coding: ContentCoding, _ closing: Closing, _ output: inout Output
  ) -> Summary {
    guard let body = representation.body(coding, compressor) else {
      return transmit(representation, coding, closing, &output)
    }
    output.bytes += representation.head(coding, length: body.count)
    return send(body[...], representation.response.status, closing, &output)
  }

  /// Sends the rest of the head and a body that is at hand, piece by piece where it is long.
  private func send(
    _ body: ArraySlice<UInt8>, _ status: Int, _ closing: Closing, _ output: inout Output
  ) -> Summary {
    guard body.count > Output.longest, !closing.isHead else { return finish(status, body, closing, &output) }
    var summary = finish(status, [], closing, &output)
    summary.transmission = Transmission(body, persists: closing.persists, label: label)
    return summary
  }

  /// Sends the head, and begins to send a body that is made, read or compressed meanwhile.
  private func transmit(
    _ representation: Representation, _ coding: ContentCoding, _ closing: Closing, _ output: inout Output
  ) -> Summary {
    let response = representation.response
    var closing = closing
    let framing: BodyFraming
    if coding == .identity, let length = response.length {
      framing = .length(length)
    } else if closing.isHTTP10 {
      framing = .toEnd
      closing.persists = false
    } else {
      framing = .chunked
    }
    output.bytes += representation.composeHead(coding, framing)
    var summary = finish(response.status, [], closing, &output)
    if !closing.isHead {
      let parts = coding == .gzip ? Parts(response.parts, piece: Compressor.limit) : Parts(response.parts)
      summary.transmission = Transmission(
        parts, coding, framing, persists: closing.persists, label: label,
        keepingIn: representation.isCopied ? representation : nil)
    }
    return summary
  }

  /// RFC 9110 §15.4.5: the fields that a cache needs to know which answer is still good, and no others about it.
  private func sendNotModified(
    _ representation: Representation, _ coding: ContentCoding, _ closing: Closing, _ output: inout Output
  ) -> Summary {
    StatusLine.append(304, to: &output.bytes)
    representation.appendValidators(coding, onlyBest: true, to: &output.bytes)
    for field in representation.response.fields {
      switch field.name.lowercased() {
      case "cache-control", "content-location", "expires":
        output.bytes.append("\(field.name): \(field.value)\r\n")
      default: break
      }
    }
    output.bytes += application.fields.bytes
    Representation.appendCommon(vary: representation.response.vary, to: &output.bytes)
    return finish(304, [], closing, &output)
  }

  private func send(
    _ ranges: [Range<Int>], of representation: Representation, _ closing: Closing, _ output: inout Output
  ) -> Summary {
    let response = representation.response
    let part = PartialContent(response, ranges, boundary: identifiers.text)
    StatusLine.append(206, to: &output.bytes)
    output.bytes.appendField("Content-Type", part.contentType)
    output.bytes.appendField("Content-Length", String(part.length))
    if let range = part.contentRange { output.bytes.appendField("Content-Range", range) }
    representation.appendValidators(.identity, to: &output.bytes)
    output.bytes.append("Accept-Ranges: bytes\r\n")
    output.bytes += response.fields.bytes
    Representation.appendCommon(vary: response.vary, to: &output.bytes)
    if let body = Parts.joined(part.parts) { return send(body, 206, closing, &output) }
    var summary = finish(206, [], closing, &output)
    if !closing.isHead {
      summary.transmission = Transmission(
        Parts(part.parts), .identity, .length(part.length), persists: closing.persists, label: label)
    }
    return summary
  }

  /// Writes the lines that are of this request alone, the end of the head, and the body.
  private func finish(
    _ status: Int, _ body: ArraySlice<UInt8>, _ closing: Closing, _ output: inout Output
  ) -> Summary {
    output.bytes += date.field
    output.bytes.append("X-Request-Id: ")
    output.bytes += identifiers.current
    let finished = Clock.now()
    let nanoseconds = finished - started
    output.bytes.append("\r\nServer-Timing: ")
    switch timing.origin {
    case .none: break
    case .kept: output.bytes.append("cache;desc=hit, ")
    case .made:
      output.bytes.append("cache;desc=miss, app;dur=")
      output.bytes.append(milliseconds: timing.application)
      output.bytes.append(", ")
    }
    let gzip = counters.gzipNanoseconds.read() - timing.gzipBefore
    if gzip > 0 {
      output.bytes.append("gzip;dur=")
      output.bytes.append(milliseconds: UInt64(gzip))
      output.bytes.append(", ")
    }
    output.bytes.append("total;dur=")
    output.bytes.append(milliseconds: nanoseconds)
    if !closing.persists {
      output.bytes.append("\r\nConnection: close")
    } else if closing.isHTTP10 {
      output.bytes.append("\r\nConnection: keep-alive")
    }
    output.bytes.append("\r\n\r\n")
    let length = closing.isHead ? 0 : body.count
    if !closing.isHead { output.append(body: body) }
    counters.answered(status, label: label, bytes: length, nanoseconds: nanoseconds)
    return Summary(
      status: status, length: length, nanoseconds: nanoseconds, finished: finished, isMade: timing.origin == .made)
  }
}

extension RequestHead {
  /// Whether any field could make of a 200 something else.
  fileprivate var hasConditions: Bool {
    has(.ifNoneMatch) || has(.ifModifiedSince) || has(.ifMatch) || has(.ifUnmodifiedSince) || has(.range)
  }
}

extension [UInt8] {
  /// Appends a time in milliseconds, to the microsecond.
  fileprivate mutating func append(milliseconds nanoseconds: UInt64) {
    let microseconds = Int(nanoseconds / 1000)
    append(decimal: microseconds / 1000)
    append(".")
    append(decimal: microseconds % 1000, digits: 3)
  }
}
