// A body need not be finished to be sent. What is long is made while it is sent, a piece at a time, and the next piece
// only when the socket has taken the one before: so the slowest reader of the longest list costs one piece of memory,
// and no client waits for more than one piece of another's (see ServerLoopTransmissions).

/// Makes a long body in pieces.
///
/// A value without effects: a copy begins where the original stood and makes the same bytes.
package protocol Producer: Sendable {
  /// Appends the next piece, which takes about a millisecond to make: some tens of kilobytes.
  mutating func produce(into bytes: inout [UInt8]) -> Production
}

/// What a piece was.
package enum Production: Sendable, Equatable {
  /// There may be more.
  case more
  /// It was the last.
  case finished
  /// The rest cannot be had. What was sent ends as something broken off, so that nobody takes it for the whole.
  case failed
}

/// Bytes that do not lie in memory, of a known count; any part of them can be read at any time.
package struct ByteSource: Sendable {
  package let count: Int
  private let append: @Sendable (Range<Int>, inout [UInt8]) -> Bool

  /// - Parameter append: appends the bytes in a range; false where they can no longer be had.
  package init(count: Int, append: @escaping @Sendable (Range<Int>, inout [UInt8]) -> Bool) {
    self.count = count
    self.append = append
  }

  package func append(_ range: Range<Int>, to bytes: inout [UInt8]) -> Bool { append(range, &bytes) }
}

/// A body put together from parts.
struct Parts: Producer {
  enum Part: Sendable {
    case bytes(ArraySlice<UInt8>)
    case source(ByteSource, Range<Int>)
    case made(any Producer)
  }

  /// Those that are left, the first of them begun.
  private var parts: ArraySlice<Part>

  /// As much is taken at once of what need not be made.
  private let piece: Int

  init(_ parts: [Part], piece: Int = 64 << 10) {
    self.parts = parts[...]
    self.piece = piece
  }

  mutating func produce(into bytes: inout [UInt8]) -> Production {
    guard let part = parts.popFirst() else { return .finished }
    switch part {
    case .bytes(let slice):
      bytes += slice.prefix(piece)
      let rest = slice.dropFirst(piece)
      if !rest.isEmpty { parts = [.bytes(rest)] + parts }
    case .source(let source, let range):
      let taken = range.prefix(piece)
      guard source.append(taken, to: &bytes) else { return .failed }
      let rest = taken.upperBound..<range.upperBound
      if !rest.isEmpty { parts = [.source(source, rest)] + parts }
    case .made(var producer):
      switch producer.produce(into: &bytes) {
      case .more: parts = [.made(producer)] + parts
      case .finished: break
      case .failed: return .failed
      }
    }
    return parts.isEmpty ? .finished : .more
  }
}

extension Parts {
  /// The parts as one, if all of them are in memory.
  static func joined(_ parts: [Part]) -> ArraySlice<UInt8>? {
    var joined: ArraySlice<UInt8> = []
    for part in parts {
      guard case .bytes(let bytes) = part else { return nil }
      if joined.isEmpty { joined = bytes } else { joined += bytes }
    }
    return joined
  }
}

extension Parts.Part {
  /// How long it is; `nil` where that is not known before it is made.
  var count: Int? {
    switch self {
    case .bytes(let slice): slice.count
    case .source(_, let range): range.count
    case .made: nil
    }
  }
}

/// A body that a value makes, step by step.
package struct Steps<State: Sendable>: Producer {
  private var state: State
  private let step: @Sendable (inout State, inout [UInt8]) -> Bool

  /// - Parameter step: appends the next piece; false when it was the last.
  package init(_ state: State, step: @escaping @Sendable (inout State, inout [UInt8]) -> Bool) {
    self.state = state
    self.step = step
  }

  package mutating func produce(into bytes: inout [UInt8]) -> Production {
    step(&state, &bytes) ? .more : .finished
  }
}
