internal import Platform

// Finished answers, found by the bytes of the request: its target, and the values of those fields that the answer says
// it varies on (RFC 9111 §4.1). The coding is not part of the key, since an answer has its body in each.
//
// - What is kept is bounded by bytes. The hand of a clock goes round the entries and drops the first that nobody has
//   used since it last came by.
// - Somebody who walks through endless targets would sweep out what others use. So an answer is kept only when it is
//   asked for a second time: a small table remembers the fingerprints of first times.

/// The finished answers of one loop.
struct AnswerCache {
  /// What of a request may choose an answer. The parts are places in `bytes`.
  struct Key {
    let bytes: [UInt8]
    let target: Range<Int>
    let accept: ArraySlice<UInt8>?
    let acceptLanguage: ArraySlice<UInt8>?
  }

  private struct Entry {
    let hash: Int
    let target: [UInt8]
    let accept: [UInt8]?
    let acceptLanguage: [UInt8]?
    let representation: Representation
    let cost: Int
    var isUsed = false

    func answers(_ key: Key) -> Bool {
      let vary = representation.response.vary
      return key.bytes.span.equals(target, in: key.target)
        && (!vary.contains(.accept) || equal(accept, key.accept))
        && (!vary.contains(.acceptLanguage) || equal(acceptLanguage, key.acceptLanguage))
    }

    private func equal(_ mine: [UInt8]?, _ theirs: ArraySlice<UInt8>?) -> Bool {
      guard let mine, let theirs else { return mine == nil && theirs == nil }
      return mine.elementsEqual(theirs)
    }
  }

  private let capacity: Int
  private var size = 0
  private var entries: [Entry?] = []
  private var free: [Int] = []
  private var places: [Int: [Int]] = [:]
  private var hand = 0
  private var firstTimes = [UInt32](repeating: 0, count: 4096)

  /// So many answers to one target, for different languages or types.
  private static let variants = 32

  /// - Parameter capacity: in bytes.
  init(capacity: Int) { self.capacity = capacity }

  private static func hash(_ key: Key) -> Int {
    var hasher = Hasher()
    key.bytes.span.hash(key.target, into: &hasher)
    return hasher.finalize()
  }

  mutating func find(_ key: Key) -> Representation? {
    guard size > 0, let candidates = places[Self.hash(key)] else { return nil }
    for place in candidates {
      guard let entry = entries[place], entry.answers(key) else { continue }
      entries[place]?.isUsed = true
      return entry.representation
    }
    return nil
  }

  /// Keeps an answer that `find` did not give, if it is asked for more than once and fits.
  mutating func offer(_ representation: Representation, for key: Key) {
    let cost = representation.cost + key.target.count * 2
    guard cost <= capacity / 4, !isFirstTime(key, representation.response.vary) else { return }
    let hash = Self.hash(key)
    if let places = places[hash], places.count >= Self.variants { remove(places[0]) }
    while size + cost > capacity { dropOne() }
    let vary = representation.response.vary
    let entry = Entry(
      hash: hash, target: Array(key.bytes[key.target]),
      accept: vary.contains(.accept) ? key.accept.map { Array($0) } : nil,
      acceptLanguage: vary.contains(.acceptLanguage) ? key.acceptLanguage.map { Array($0) } : nil,
      representation: representation, cost: cost)
    let place: Int
    if let reused = free.popLast() {
      place = reused
      entries[place] = entry
    } else {
      place = entries.count
      entries.append(entry)
    }
    places[hash, default: []].append(place)
    size += cost
  }

  mutating func removeAll() {
    self = AnswerCache(capacity: capacity)
  }

  private mutating func isFirstTime(_ key: Key, _ vary: Response.Vary) -> Bool {
    var hasher = Hasher()
    key.bytes.span.hash(key.target, into: &hasher)
    if vary.contains(.accept) { hasher.combine(key.accept) }
    if vary.contains(.acceptLanguage) { hasher.combine(key.acceptLanguage) }
    let hash = UInt(bitPattern: hasher.finalize())
    let place = Int(hash % UInt(firstTimes.count))
    let fingerprint = UInt32(truncatingIfNeeded: hash >> 32) | 1
    defer { firstTimes[place] = fingerprint }
    return firstTimes[place] != fingerprint
  }

  private mutating func dropOne() {
    while true {
      hand = hand + 1 < entries.count ? hand + 1 : 0
      guard let entry = entries[hand] else { continue }
      if !entry.isUsed { return remove(hand) }
      entries[hand]?.isUsed = false
    }
  }

  private mutating func remove(_ place: Int) {
    guard let entry = entries[place] else { return }
    entries[place] = nil
    free.append(place)
    size -= entry.cost
    places[entry.hash]?.removeAll { $0 == place }
    if places[entry.hash]?.isEmpty == true { places[entry.hash] = nil }
  }
}
