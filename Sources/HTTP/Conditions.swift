/// What the conditions of a request make of an answer that would be a 200 (RFC 9110 §13.2.2).
enum Conditions {
  enum Verdict: Equatable {
    case proceed
    case notModified
    case failed
  }

  /// - Parameters:
  ///   - tag: the entity tag of the representation that would be sent, with its quotes.
  ///   - lastModified: seconds since 1970.
  ///   - now: seconds since 1970.
  static func evaluate(
    _ head: RequestHead, _ bytes: [UInt8], tag: [UInt8]?, lastModified: Int?, now: Int
  ) -> Verdict {
    if let value = head.value(.ifMatch, in: bytes) {
      guard EntityTag.list(value, names: tag, .strong) else { return .failed }
    } else if let date = date(.ifUnmodifiedSince, head, bytes, now), let lastModified {
      guard lastModified <= date else { return .failed }
    }
    if let value = head.value(.ifNoneMatch, in: bytes) {
      if EntityTag.list(value, names: tag, .weak) { return .notModified }
    } else if let date = date(.ifModifiedSince, head, bytes, now), let lastModified {
      if lastModified <= date { return .notModified }
    }
    return .proceed
  }

  /// Whether a range may be sent (RFC 9110 §13.1.5): the client's part belongs to this very representation.
  static func allowsRange(
    _ head: RequestHead, _ bytes: [UInt8], tag: [UInt8]?, lastModified: Int?, now: Int
  ) -> Bool {
    guard head.has(.ifRange) else { return true }
    guard let range = head.single(.ifRange) else { return false }
    let value = bytes[range]
    if value.first == ASCII.quote { return tag.map(value.elementsEqual) ?? false }
    // A date is a strong validator only once its second is well past (RFC 9110 §8.8.2.2).
    guard let date = HTTPDate.parse(value, now: now), let lastModified else { return false }
    return date == lastModified && lastModified + 60 <= now
  }

  /// The field's date, if it has exactly one.
  private static func date(_ field: RequestHead.Field, _ head: RequestHead, _ bytes: [UInt8], _ now: Int) -> Int? {
    head.single(field).flatMap { HTTPDate.parse(bytes[$0], now: now) }
  }
}
