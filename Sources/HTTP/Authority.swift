/// `host [ ":" port ]`, as in `Host` (RFC 9110 §7.2) and in targets, by the grammar of RFC 3986 §3.2.
enum Authority {
  /// The place of the host, without brackets; `nil` where the whole is malformed.
  ///
  /// An empty host is within the grammar, as is a comma; user information is not.
  static func host(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
    var index = range.lowerBound
    let host: Range<Int>
    if index < range.upperBound, bytes[index] == UInt8(ascii: "[") {
      while index < range.upperBound, bytes[index] != UInt8(ascii: "]") { index += 1 }
      guard index < range.upperBound else { return nil }
      host = range.lowerBound + 1..<index
      guard isIPv6(bytes, host) || isFuture(bytes, host) else { return nil }
      index += 1
    } else {
      let regName = ByteSet.regName
      while index < range.upperBound, bytes[index] != ASCII.colon {
        if bytes[index] == ASCII.percent {
          guard index + 2 < range.upperBound, ASCII.hexValue(bytes[index + 1]) != nil,
            ASCII.hexValue(bytes[index + 2]) != nil
          else { return nil }
          index += 3
        } else {
          guard regName.contains(bytes[index]) else { return nil }
          index += 1
        }
      }
      host = range.lowerBound..<index
    }
    guard index < range.upperBound else { return host }
    guard bytes[index] == ASCII.colon else { return nil }
    for place in index + 1..<range.upperBound where !ByteSet.digit.contains(bytes[place]) { return nil }
    return host
  }

  /// `IPv6address`: eight groups of up to four digits, of which `::` may stand once for one or more that are zero, and
  /// the last two may be written as an IPv4 address.
  static func isIPv6(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var groups = 0
    var hasGap = false
    var index = range.lowerBound
    let end = range.upperBound
    func isColon(_ index: Int) -> Bool { index < end && bytes[index] == ASCII.colon }

    if isColon(index) {
      guard isColon(index + 1) else { return false }
      hasGap = true
      index += 2
    }
    while index < end {
      let start = index
      while index < end, ASCII.hexValue(bytes[index]) != nil { index += 1 }
      if index < end, bytes[index] == ASCII.dot {
        guard isIPv4(bytes, start..<end) else { return false }
        groups += 2
        break
      }
      guard (1...4).contains(index - start) else { return false }
      groups += 1
      guard index < end else { break }
      guard isColon(index) else { return false }
      index += 1
      if isColon(index) {
        guard !hasGap else { return false }
        hasGap = true
        index += 1
      } else if index == end {
        return false
      }
    }
    return hasGap ? groups <= 7 : groups == 8
  }

  /// Four numbers up to 255 without leading zeros.
  static func isIPv4(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var numbers = 0
    var index = range.lowerBound
    while true {
      let start = index
      var value = 0
      while index < range.upperBound, ByteSet.digit.contains(bytes[index]), index - start < 3 {
        value = value * 10 + Int(bytes[index] - ASCII.zero)
        index += 1
      }
      guard index > start, value <= 255, index - start == 1 || bytes[start] != ASCII.zero else { return false }
      numbers += 1
      if index == range.upperBound { return numbers == 4 }
      guard numbers < 4, bytes[index] == ASCII.dot else { return false }
      index += 1
    }
  }

  /// `IPvFuture`: `v`, a version in hexadecimal, a dot, and what that version will say.
  private static func isFuture(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard let first = range.first, bytes[first] | 0x20 == UInt8(ascii: "v") else { return false }
    var index = first + 1
    while index < range.upperBound, ASCII.hexValue(bytes[index]) != nil { index += 1 }
    guard index > first + 1, index + 1 < range.upperBound, bytes[index] == ASCII.dot else { return false }
    for place in index + 1..<range.upperBound
    where bytes[place] != ASCII.colon && !ByteSet.regName.contains(bytes[place]) { return false }
    return true
  }
}
