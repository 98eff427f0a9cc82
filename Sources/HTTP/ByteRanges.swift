/// Reads `Range` (RFC 9110 §14).
enum ByteRanges: Equatable {
  /// Not a range of bytes, malformed, or asking for more than is reasonable: the whole is sent.
  case ignored
  /// Well-formed, and all of it beyond the end.
  case unsatisfiable
  case satisfiable([Range<Int>])

  private static let most = 32

  /// - Parameter length: of the whole representation.
  init(_ value: ArraySlice<UInt8>, length: Int) {
    let unit = Array("bytes=".utf8)
    guard value.count > unit.count, value.prefix(unit.count).map({ $0 == ASCII.equals ? $0 : $0 | 0x20 }) == unit else {
      self = .ignored
      return
    }
    var ranges: [Range<Int>] = []
    let specs = value.dropFirst(unit.count).split(separator: ASCII.comma)
      .map { $0.drop(while: ASCII.isBlank).reversed().drop(while: ASCII.isBlank).reversed() as [UInt8] }
      .filter { !$0.isEmpty }
    guard !specs.isEmpty, specs.count <= Self.most else {
      self = .ignored
      return
    }
    for spec in specs {
      let ends = spec.split(separator: ASCII.hyphen, maxSplits: 1, omittingEmptySubsequences: false)
      guard ends.count == 2, let first = Self.number(ends[0]), let last = Self.number(ends[1]) else {
        self = .ignored
        return
      }
      switch (first, last) {
      case (.some(let first), .some(let last)) where first > last:
        self = .ignored
        return
      case (.some(let first), let last):
        if first < length { ranges.append(first..<min(last ?? length - 1, length - 1) + 1) }
      case (nil, .some(let suffix)):
        if suffix > 0, length > 0 { ranges.append(max(0, length - suffix)..<length) }
      case (nil, nil):
        self = .ignored
        return
      }
    }
    guard !ranges.isEmpty else {
      self = .unsatisfiable
      return
    }
    // Overlapping ranges that add up to more than the whole serve nobody but an attacker (RFC 9110 §17.15).
    let total = ranges.reduce(0) { $0 + $1.count }
    self = ranges.count > 1 && total > length ? .ignored : .satisfiable(ranges)
  }

  /// A position; `.some(nil)` for none at all, and `nil` for what is not a number.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int?? {
    guard !digits.isEmpty else { return .some(nil) }
    var value = 0
    for digit in digits {
      guard ByteSet.digit.contains(digit) else { return nil }
      // Beyond any length is beyond any length, however far.
      value = min(value, Int.max / 16) * 10 + Int(digit - ASCII.zero)
    }
    return value
  }
}
