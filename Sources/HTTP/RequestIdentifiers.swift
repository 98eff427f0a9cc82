/// Names requests, so that an answer, a log line and a complaint can be brought together.
struct RequestIdentifiers {
  /// The last that was made here: some digits drawn for this loop, a hyphen, and how many it made, in hexadecimal.
  private var made: [UInt8] = []
  /// What the client proposed, if that was taken.
  private var given: [UInt8]?

  private static let prefixDigits = 12
  private static let countDigits = 8

  init() {
    made.append(hexadecimal: .random(in: 0...UInt64.max), digits: Self.prefixDigits)
    made.append(ASCII.hyphen)
    made.append(hexadecimal: 0, digits: Self.countDigits)
  }

  /// The id of the request at hand.
  var current: [UInt8] { given ?? made }

  var text: String { String(decoding: current, as: UTF8.self) }

  /// Takes the client's id, where it has one that is well-formed, or makes one.
  ///
  /// - Parameter proposed: where the value of `X-Request-Id` is, if it came in one line.
  mutating func identify(_ proposed: Range<Int>?, _ bytes: [UInt8]) {
    if let proposed, (1...64).contains(proposed.count), bytes[proposed].allSatisfy(ByteSet.requestID.contains) {
      given = Array(bytes[proposed])
    } else {
      given = nil
      countUp()
    }
  }

  /// Adds one to the digits as they stand: nearly always only the last one changes. After 2³² of them they begin anew.
  private mutating func countUp() {
    for place in (Self.prefixDigits + 1..<made.count).reversed() {
      switch made[place] {
      case UInt8(ascii: "f"):
        made[place] = ASCII.zero
        continue
      case ASCII.zero + 9: made[place] = UInt8(ascii: "a")
      default: made[place] += 1
      }
      return
    }
  }
}
