/// Names requests, so that an answer, a log line and a complaint can be brought together.
struct RequestIdentifiers {
  /// The id of the request at hand.
  private(set) var current: [UInt8] = []
  private let prefix = UInt64.random(in: 0...UInt64.max)
  private var count: UInt64 = 0

  var text: String { String(decoding: current, as: UTF8.self) }

  /// Takes the client's id, where it has one that is well-formed, or makes one.
  ///
  /// - Parameter proposed: where the value of `X-Request-Id` is, if it came in one line.
  mutating func identify(_ proposed: Range<Int>?, _ bytes: [UInt8]) {
    current.removeAll(keepingCapacity: true)
    if let proposed, (1...64).contains(proposed.count), bytes[proposed].allSatisfy(ByteSet.requestID.contains) {
      current += bytes[proposed]
      return
    }
    count += 1
    current.append(hexadecimal: prefix, digits: 12)
    current.append(ASCII.hyphen)
    current.append(hexadecimal: count, digits: 8)
  }
}
