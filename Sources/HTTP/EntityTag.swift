/// Entity tags in conditions (RFC 9110 §8.8.3).
enum EntityTag {
  enum Comparison {
    /// Both are strong and equal.
    case strong
    /// Equal, whether weak or not.
    case weak
  }

  /// Whether the value of `If-Match` or `If-None-Match` names `tag`, a strong tag with its quotes.
  ///
  /// `*` names whatever exists, tagged or not. What is not a tag, and all after it, names nothing.
  static func list(_ value: ArraySlice<UInt8>, names tag: [UInt8]?, _ comparison: Comparison) -> Bool {
    var rest = value
    func skipBlanks() { while let byte = rest.first, ASCII.isBlank(byte) { rest.removeFirst() } }
    skipBlanks()
    if rest.first == ASCII.asterisk, rest.dropFirst().allSatisfy(ASCII.isBlank) { return true }
    while !rest.isEmpty {
      skipBlanks()
      if rest.first == ASCII.comma {
        rest.removeFirst()
        continue
      }
      let isWeak = rest.starts(with: [UInt8(ascii: "W"), ASCII.slash])
      if isWeak { rest.removeFirst(2) }
      guard rest.first == ASCII.quote, let end = rest.dropFirst().firstIndex(of: ASCII.quote) else { return false }
      let candidate = rest[...end]
      guard candidate.dropFirst().dropLast().allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return false }
      rest = rest[(end + 1)...]
      skipBlanks()
      guard rest.isEmpty || rest.first == ASCII.comma else { return false }
      if let tag, !isWeak || comparison == .weak, candidate.elementsEqual(tag) { return true }
    }
    return false
  }
}
