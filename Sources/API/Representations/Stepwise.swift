internal import HTTP

/// A body of many small steps, of which some write something and others only count: as many make a piece as one may take.
protocol Stepwise: Producer {
  /// Whether what it remembers is small.
  var isSmall: Bool { get }
  /// Takes one step; false when it was the last.
  ///
  /// - Parameter cost: what was looked at so far for this piece, to be added to.
  mutating func step(into bytes: inout [UInt8], _ cost: inout Int) -> Bool
}

extension Stepwise {
  mutating func produce(into bytes: inout [UInt8]) -> Production {
    let end = bytes.count + 16 << 10
    var cost = 0
    while bytes.count < end, cost < 512 {
      guard step(into: &bytes, &cost) else { return .finished }
    }
    return .more
  }
}
