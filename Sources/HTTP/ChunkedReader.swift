// RFC 9112 §7.1:
//
//     4;name=value;name="quoted" CR LF
//     data CR LF
//     0 CR LF
//     Trailer: value CR LF
//     CR LF
//
// The reader takes it byte by byte, but for the data, so that it can stop and go on anywhere. What it must not do is
// to see an end where a stricter or laxer reader would see none: a line ends in CR LF, a size is hexadecimal digits,
// and extensions keep to their grammar.

/// Reads past content in the chunked coding.
struct ChunkedReader {
  private enum Place: UInt8 {
    case size, afterSize
    case extensionName, afterName, beforeValue, extensionToken, quoted, quotedPair, afterValue
    case sizeLineFeed, data, dataReturn, dataLineFeed
    case trailerStart, trailerName, trailerValue, trailerLineFeed, lastLineFeed
  }

  private var place = Place.size
  private var size = 0
  private var hasDigits = false
  private var hasName = false
  /// White space that only a semicolon or an equals sign may follow.
  private var hasBlank = false
  /// Bytes of data that may still come.
  private var allowance: Int
  /// Bytes of size lines and trailers that may still come.
  private var overhead: Int

  init(limit: Int) {
    allowance = limit
    overhead = limit + (16 << 10)
  }

  private static let malformed = Refusal(.badRequest, "The chunked content is malformed.")

  /// Moves `index` over bytes of the content; says whether its end is reached.
  mutating func read(_ bytes: Span<UInt8>, _ index: inout Int) throws(Refusal) -> Bool {
    while index < bytes.count {
      if place == .data {
        let count = min(size, bytes.count - index)
        index += count
        size -= count
        if size == 0 { place = .dataReturn }
        continue
      }
      overhead -= 1
      guard overhead >= 0 else { throw ContentReader.tooLarge }
      let isEnd = try step(bytes[index])
      index += 1
      if isEnd { return true }
    }
    return false
  }

  private mutating func step(_ byte: UInt8) throws(Refusal) -> Bool {
    switch place {
    case .size: try readSize(byte)
    case .afterSize, .extensionName, .afterName, .beforeValue, .extensionToken, .quoted, .quotedPair, .afterValue:
      try readExtension(byte)
    case .sizeLineFeed:
      try expect(ASCII.lineFeed, byte)
      place = size == 0 ? .trailerStart : .data
    case .data, .dataReturn:
      try expect(ASCII.carriageReturn, byte)
      place = .dataLineFeed
    case .dataLineFeed:
      try expect(ASCII.lineFeed, byte)
      place = .size
      hasDigits = false
    case .lastLineFeed:
      try expect(ASCII.lineFeed, byte)
      return true
    case .trailerStart, .trailerName, .trailerValue, .trailerLineFeed:
      try readTrailer(byte)
    }
    return false
  }

  private func expect(_ expected: UInt8, _ byte: UInt8) throws(Refusal) {
    guard byte == expected else { throw Self.malformed }
  }

  private mutating func readSize(_ byte: UInt8) throws(Refusal) {
    if let digit = ASCII.hexValue(byte) {
      hasDigits = true
      // The allowance is far below what a further digit could make overflow.
      size = size << 4 | Int(digit)
      guard size <= allowance else { throw ContentReader.tooLarge }
      return
    }
    guard hasDigits else { throw Self.malformed }
    allowance -= size
    place = .afterSize
    try readExtension(byte)
  }

  /// RFC 9112 §7.1.1: `*( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] )`
  private mutating func readExtension(_ byte: UInt8) throws(Refusal) {
    let isBlank = ASCII.isBlank(byte)
    switch place {
    case .extensionName where ByteSet.token.contains(byte):
      hasName = true
    case .extensionName where !hasName && isBlank: break
    case .extensionName where hasName, .afterName:
      place = .afterName
      if byte == ASCII.equals {
        place = .beforeValue
        hasBlank = false
      } else {
        try endExtension(byte)
      }
    case .beforeValue where isBlank: break
    case .beforeValue where byte == ASCII.quote: place = .quoted
    case .beforeValue, .extensionToken:
      if ByteSet.token.contains(byte) {
        place = .extensionToken
      } else {
        guard place == .extensionToken else { throw Self.malformed }
        place = .afterValue
        try endExtension(byte)
      }
    case .quoted:
      if byte == ASCII.quote {
        place = .afterValue
      } else if byte == ASCII.backslash {
        place = .quotedPair
      } else {
        try checkText(byte)
      }
    case .quotedPair:
      try checkText(byte)
      place = .quoted
    case .afterSize, .afterValue: try endExtension(byte)
    default:
      throw Self.malformed
    }
  }

  private mutating func endExtension(_ byte: UInt8) throws(Refusal) {
    if ASCII.isBlank(byte) {
      hasBlank = true
    } else if byte == ASCII.semicolon {
      place = .extensionName
      hasName = false
      hasBlank = false
    } else {
      guard byte == ASCII.carriageReturn, !hasBlank else { throw Self.malformed }
      place = .sizeLineFeed
    }
  }

  private func checkText(_ byte: UInt8) throws(Refusal) {
    guard byte == ASCII.tab || (byte >= 0x20 && byte != 0x7F) else { throw Self.malformed }
  }

  private mutating func readTrailer(_ byte: UInt8) throws(Refusal) {
    switch place {
    case .trailerStart where byte == ASCII.carriageReturn: place = .lastLineFeed
    case .trailerStart:
      guard ByteSet.token.contains(byte) else { throw Self.malformed }
      place = .trailerName
    case .trailerName where byte == ASCII.colon: place = .trailerValue
    case .trailerName:
      guard ByteSet.token.contains(byte) else { throw Self.malformed }
    case .trailerValue where byte == ASCII.carriageReturn: place = .trailerLineFeed
    case .trailerValue: try checkText(byte)
    default:
      try expect(ASCII.lineFeed, byte)
      place = .trailerStart
    }
  }
}
