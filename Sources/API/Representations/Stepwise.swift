internal import Cooperation
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

/// The members of a set, ascending, for those who stop between two of them and go on later.
struct MemberWalk: Sendable {
  private let selection: Selection
  /// How many were read; the last of them are still to come.
  private var position = 0
  private var batch: ArraySlice<UInt32> = []

  init(_ selection: Selection) { self.selection = selection }

  /// Of the whole set.
  var count: Int { selection.count }

  mutating func next() -> UInt32? {
    if batch.isEmpty {
      batch = selection.members(from: position, limit: 64)[...]
      position += batch.count
    }
    return batch.popFirst()
  }
}
