internal import Platform

// Finished answers are found by the bytes of the request alone, before anything is decoded:
//
//     target, and the fields in `Vary` ──► entry ──► answer        many ways of asking, one answer
//
// - An entry is one way of asking (RFC 9111 §4.1). Which fields belong to it is known only from the answer, so that a
//   request is looked up once for each set of fields that some entry has. The coding is in none of them, since an
//   answer has its body in each.
// - Ways of asking that come to the same answer share it. The entity tag finds the one kept before; that the two are
//   equal is then seen byte by byte, so that nobody who can forge a tag gets another's answer under it.
// - What is kept is bounded by bytes, and what is used most stays. An answer is kept when it is asked for a second time,
//   as far as a sketch of all misses remembers. Where there is no room, the hand of a clock goes round the entries, and
//   an entry goes that has been used less often than the new one was asked for; both counts are halved now and then.
//   So somebody who walks through endless questions, once or twice each, moves out only what nobody uses.

/// The finished answers of one loop.
struct AnswerCache {
  /// One way of asking. Fields that do not matter to the answer are `nil`.
  private final class Entry {
    let hash: UInt64
    let target: [UInt8]
    let accept: [UInt8]?
    let acceptLanguage: [UInt8]?
    let representation: Representation
    let vary: Response.Vary
    /// How often it was asked for, as of the epoch.
    private var uses: Int
    private var epoch: Int

    init(_ head: RequestHead, _ bytes: [UInt8], hash: UInt64, _ representation: Representation, uses: Int, epoch: Int) {
      func value(_ field: RequestHead.Field, _ part: Response.Vary) -> [UInt8]? {
        representation.response.vary.contains(part) ? head.single(field).map { Array(bytes[$0]) } : nil
      }
      self.hash = hash
      self.representation = representation
      self.uses = uses
      self.epoch = epoch
      vary = representation.response.vary
      target = Array(bytes[head.keptTarget])
      accept = value(.accept, .accept)
      acceptLanguage = value(.acceptLanguage, .acceptLanguage)
    }

    var cost: Int { target.count + (accept?.count ?? 0) + (acceptLanguage?.count ?? 0) + 256 }

    func uses(asOf epoch: Int) -> Int { uses >> (epoch - self.epoch) }

    func use(asOf epoch: Int) {
      uses = uses(asOf: epoch) + 1
      self.epoch = epoch
    }

    func question(asOf epoch: Int) -> KeptQuestion {
      var request = Array("GET ".utf8)
      request += target
      request.append(" HTTP/1.1\r\nHost: localhost\r\n")
      if let accept { request += Array("Accept: ".utf8) + accept + Array("\r\n".utf8) }
      if let acceptLanguage { request += Array("Accept-Language: ".utf8) + acceptLanguage + Array("\r\n".utf8) }
      request.append("\r\n")
      return KeptQuestion(
        request: request, uses: uses(asOf: epoch), wantsGzip: representation.gzipBody != nil)
    }

    func isAsked(_ head: RequestHead, _ bytes: [UInt8]) -> Bool {
      bytes.span.equals(target, in: head.keptTarget)
        && (!vary.contains(.accept) || equals(accept, head, .accept, bytes))
        && (!vary.contains(.acceptLanguage) || equals(acceptLanguage, head, .acceptLanguage, bytes))
    }

    private func equals(
      _ mine: [UInt8]?, _ head: RequestHead, _ field: RequestHead.Field, _ bytes: [UInt8]
    ) -> Bool {
      guard let mine, let theirs = head.single(field) else { return mine == nil && !head.has(field) }
      return bytes.span.equals(mine, in: theirs)
    }
  }

  private let capacity: Int
  private let counters: Counters
  private var size = 0
  private var entries: [Entry?] = []
  private var free: [Int] = []
  private var places: [UInt64: Int] = [:]
  /// By entity tag.
  private var answers: [String: Representation] = [:]
  /// How many entries have each set of fields.
  private var varieties = [Int](repeating: 0, count: 4)
  private var hand = 0
  private var misses = FrequencySketch()
  /// So many entries are looked at for one to make room.
  private static let reach = 32

  /// - Parameter capacity: in bytes.
  init(capacity: Int, counters: Counters) {
    self.capacity = capacity
    self.counters = counters
  }

  private static func hash(_ head: RequestHead, _ bytes: [UInt8], _ vary: Response.Vary) -> UInt64 {
    var hash = ByteHash()
    hash.combine(UInt64(vary.rawValue))
    hash.combine(bytes.span.extracting(head.keptTarget))
    if vary.contains(.accept), let range = head.single(.accept) { hash.combine(bytes.span.extracting(range)) }
    // Only here the field may be missing in front of nothing else, so that its place need not be marked.
    if vary.contains(.acceptLanguage), let range = head.single(.acceptLanguage) {
      hash.combine(1)
      hash.combine(bytes.span.extracting(range))
    }
    return hash.value
  }

  mutating func find(_ head: RequestHead, _ bytes: [UInt8]) -> Representation? {
    guard head.canBeKept else { return nil }
    for variety in 0..<varieties.count where varieties[variety] > 0 {
      let hash = Self.hash(head, bytes, Response.Vary(rawValue: UInt8(variety)))
      guard let place = places[hash], let entry = entries[place], entry.isAsked(head, bytes) else { continue }
      entry.use(asOf: misses.epoch)
      return entry.representation
    }
    return nil
  }

  /// Takes an answer that `find` did not give, and gives the one to send: an equal one that is kept already, or itself.
  ///
  /// It is kept if it was asked for before and there is room for it, or something that matters less.
  mutating func offer(_ representation: Representation, for head: RequestHead, _ bytes: [UInt8]) -> Representation {
    guard capacity > 0, head.canBeKept, representation.response.isKept, representation.response.status == 200,
      let representation = shared(representation)
    else { return representation }
    let hash = Self.hash(head, bytes, representation.response.vary)
    let uses = misses.add(hash)
    if uses > 1 { keep(representation, head, bytes, hash, uses) }
    return representation
  }

  /// Takes what another application says to a question that it kept before.
  mutating func keep(_ answer: RenewedAnswer) {
    guard case .complete(let head) = RequestParser.parse(answer.question.request.span) else { return }
    let renewed = Representation(answer.response)
    if let gzip = answer.gzip { renewed.keep(gzip: gzip) }
    guard let representation = shared(renewed) else { return }
    let bytes = answer.question.request
    let hash = Self.hash(head, bytes, representation.response.vary)
    keep(representation, head, bytes, hash, answer.question.uses)
  }

  /// The ways of asking that are used most, each so often at least.
  func questions(most: Int, leastUses: Int) -> [KeptQuestion] {
    let used = entries.compactMap { $0 }.filter { $0.uses(asOf: misses.epoch) >= leastUses }
    let questions = used.map { $0.question(asOf: misses.epoch) }
    return Array(questions.sorted { $0.uses > $1.uses }.prefix(most))
  }

  /// An equal answer that is kept already, or this; `nil` for another one under the same tag, of which the first is kept.
  private func shared(_ representation: Representation) -> Representation? {
    // What is not at hand cannot be compared.
    guard representation.response.rest == nil, let tag = representation.response.entityTag, let known = answers[tag]
    else { return representation }
    return known.response.isSame(as: representation.response) ? known : nil
  }

  private mutating func keep(
    _ representation: Representation, _ head: RequestHead, _ bytes: [UInt8], _ hash: UInt64, _ uses: Int
  ) {
    // Two ways of asking with one hash: the later one has it.
    if let place = places[hash] { remove(place) }
    let entry = Entry(head, bytes, hash: hash, representation, uses: uses, epoch: misses.epoch)
    if makeRoom(for: entry, uses) { keep(entry) }
    report()
  }

  mutating func removeAll() {
    self = AnswerCache(capacity: capacity, counters: counters)
    report()
  }

  /// Drops what was used less than `uses` times, from where the hand is on, until the entry has room; says whether it has.
  private mutating func makeRoom(for new: Entry, _ uses: Int) -> Bool {
    // An answer that others lead to is here already, as long as they are.
    var cost: Int { new.cost + (new.representation.ways == 0 ? new.representation.cost : 0) }
    guard new.cost + new.representation.cost <= capacity / 4 else { return false }
    var looks = Self.reach
    while size + cost > capacity {
      guard looks > 0, !entries.isEmpty else { return false }
      hand = hand + 1 < entries.count ? hand + 1 : 0
      guard let entry = entries[hand] else { continue }
      if entry.uses(asOf: misses.epoch) < uses {
        counters.cacheEvictions.add()
        remove(hand)
      } else {
        looks -= 1
      }
    }
    return true
  }

  private mutating func keep(_ entry: Entry) {
    let response = entry.representation.response
    size += entry.cost
    if entry.representation.ways == 0 {
      entry.representation.fit()
      size += entry.representation.cost
      if response.rest == nil, let tag = response.entityTag { answers[tag] = entry.representation }
    }
    entry.representation.ways += 1
    let place = free.popLast() ?? entries.count
    if place == entries.count { entries.append(entry) } else { entries[place] = entry }
    places[entry.hash] = place
    varieties[Int(entry.vary.rawValue)] += 1
  }

  private mutating func remove(_ place: Int) {
    guard let entry = entries[place] else { return }
    entries[place] = nil
    free.append(place)
    places[entry.hash] = nil
    varieties[Int(entry.vary.rawValue)] -= 1
    size -= entry.cost
    entry.representation.ways -= 1
    guard entry.representation.ways == 0 else { return }
    size -= entry.representation.cost
    guard let tag = entry.representation.response.entityTag, answers[tag] === entry.representation else { return }
    answers[tag] = nil
  }

  private func report() {
    counters.cacheEntries.set(entries.count - free.count)
    counters.cacheBytes.set(size)
  }
}

extension RequestHead {
  /// The part of the target that names a representation: all of it but the authority of an absolute form.
  fileprivate var keptTarget: Range<Int> { path.lowerBound..<(query ?? path).upperBound }

  /// Requests that nobody sends need not be quick: for an absolute form without a path, which asks for `/` and does not
  /// say so, or fields in several lines.
  fileprivate var canBeKept: Bool { !path.isEmpty && count(.accept) <= 1 && count(.acceptLanguage) <= 1 }
}

extension Response {
  /// Whether a client could not tell the two apart.
  fileprivate func isSame(as other: Response) -> Bool {
    contentType == other.contentType && entityTag == other.entityTag && lastModified == other.lastModified
      && vary == other.vary && label == other.label && acceptsRanges == other.acceptsRanges
      && fields == other.fields && body == other.body
  }
}
