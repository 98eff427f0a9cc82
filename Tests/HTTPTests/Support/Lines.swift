import HTTP
import Synchronization

/// Numbered pieces of much the same text; counts those made, over all copies.
struct Lines: Producer {
  var left: Int
  var breaksAt = -1
  private var number = 0
  private let made: Counting?

  final class Counting: Sendable {
    let pieces = Atomic<Int>(0)
    /// Ends all that counts here, however much is left.
    let isEnough = Atomic<Bool>(false)
  }

  init(left: Int, breaksAt: Int = -1, made: Counting? = nil) {
    self.left = left
    self.breaksAt = breaksAt
    self.made = made
  }

  private static let filler = Array(String(repeating: "and many lines like this one follow\n", count: 600).utf8)

  mutating func produce(into bytes: inout [UInt8]) -> Production {
    guard left > 0, made?.isEnough.load(ordering: .relaxed) != true else { return .finished }
    if left == breaksAt { return .failed }
    left -= 1
    made?.pieces.add(1, ordering: .relaxed)
    bytes += Array("this is piece \(number)\n".utf8) + Self.filler
    number += 1
    return left > 0 ? .more : .finished
  }

  /// What `pieces` of them are behind a first line, made without a producer.
  static func expected(_ pieces: Int) -> [UInt8] {
    Array("first\n".utf8) + (0..<pieces).flatMap { Array("this is piece \($0)\n".utf8) + filler }
  }
}
