/// Reads one JSON text (RFC 8259) strictly, and says in which line it goes wrong.
///
/// Foundation's decoder is not used here: it lets a trailing comma and a key that comes twice pass, and names no line. A
/// person who edits fixtures by hand makes just these mistakes and needs just that line.
package struct JSONReader {
  package struct Malformed: Error, Hashable {
    package let line: Int
    package let reason: String
  }

  private let bytes: [UInt8]
  private var position = 0
  /// Fixtures are five levels deep; more than this is a mistake, and recursion must end somewhere.
  private static let deepest = 32

  /// The value that the whole of `bytes` is.
  package static func value(of bytes: [UInt8]) throws(Malformed) -> JSONValue {
    var reader = JSONReader(bytes)
    try reader.checkEncoding()
    reader.skipSpace()
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.position == bytes.count else { throw reader.malformed("something follows the end of the value") }
    return value
  }

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  private func checkEncoding() throws(Malformed) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw Malformed(line: 1, reason: "it begins with a byte order mark, which JSON has not")
    }
    do {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      throw malformed("the bytes are not UTF-8", at: error.byteOffsets.lowerBound)
    }
  }

  private func malformed(_ reason: String, at offset: Int? = nil) -> Malformed {
    let before = bytes[..<min(offset ?? position, bytes.count)]
    return Malformed(line: 1 + before.count { $0 == UInt8(ascii: "\n") }, reason: reason)
  }

  // MARK: - Values

  private mutating func value(depth: Int) throws(Malformed) -> JSONValue {
    guard depth < JSONReader.deepest else { throw malformed("it is nested too deeply") }
    guard let byte = peek else { throw malformed("the text ends where a value is expected") }
    switch byte {
    case UInt8(ascii: "{"): return .object(try members(depth: depth))
    case UInt8(ascii: "["): return .array(try items(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    default:
      for (word, value) in [("null", JSONValue.null), ("true", .bool(true)), ("false", .bool(false))]
      where bytes[position...].starts(with: word.utf8) {
        position += word.utf8.count
        return value
      }
      throw malformed("“\(JSONReader.printable(byte))” begins no value")
    }
  }

  private mutating func members(depth: Int) throws(Malformed) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    position += 1
    skipSpace()
    if take(UInt8(ascii: "}")) { return members }
    repeat {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else { throw malformed("a key in quotes is expected") }
      let key = try string()
      guard !members.contains(where: { $0.key == key }) else { throw malformed("the key “\(key)” comes twice") }
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw malformed("a colon is expected behind “\(key)”") }
      skipSpace()
      members.append(JSONValue.Member(key: key, value: try value(depth: depth + 1)))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw malformed("a comma or } is expected") }
    return members
  }

  private mutating func items(depth: Int) throws(Malformed) -> [JSONValue] {
    var items: [JSONValue] = []
    position += 1
    skipSpace()
    if take(UInt8(ascii: "]")) { return items }
    repeat {
      skipSpace()
      items.append(try value(depth: depth + 1))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw malformed("a comma or ] is expected") }
    return items
  }

  /// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
  private mutating func number() throws(Malformed) -> Double {
    let start = position
    _ = take(UInt8(ascii: "-"))
    let whole = digits()
    var isSound = whole.count == 1 || (whole.count > 1 && whole.first != UInt8(ascii: "0"))
    if take(UInt8(ascii: ".")) { isSound = !digits().isEmpty && isSound }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
      isSound = !digits().isEmpty && isSound
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard isSound, let number = Double(text), number.isFinite else { throw malformed("“\(text)” is no number") }
    return number
  }

  private mutating func digits() -> ArraySlice<UInt8> {
    let digits = bytes[position...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    position = digits.endIndex
    return digits
  }

  // MARK: - Strings

  private mutating func string() throws(Malformed) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = peek {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text)
      case ..<0x20:
        position -= 1
        throw malformed(byte == UInt8(ascii: "\n") ? "the line ends inside a text" : "a control character in a text")
      default: text.append(byte)
      }
    }
    throw malformed("the text ends inside quotes")
  }

  private mutating func escape(into text: inout [UInt8]) throws(Malformed) {
    guard let letter = peek else { throw malformed("the text ends inside quotes") }
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "u"): text.append(contentsOf: String(try escapedScalar()).utf8)
    default: throw malformed("“\\\(JSONReader.printable(letter))” is no escape")
    }
  }

  /// `XXXX`, or a surrogate pair `XXXX\uXXXX`, behind a `\u`.
  private mutating func escapedScalar() throws(Malformed) -> Unicode.Scalar {
    var units = [try hexadecimal()]
    if UTF16.isLeadSurrogate(units[0]), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
      units.append(try hexadecimal())
    }
    var decoder = UTF16()
    var iterator = units.makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else {
      throw malformed("half a surrogate pair is no character")
    }
    return scalar
  }

  private mutating func hexadecimal() throws(Malformed) -> UInt16 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw malformed("four hexadecimal digits are expected behind \\u") }
    position += 4
    return unit
  }

  // MARK: - Bytes

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, [0x20, 0x0A, 0x0D, 0x09].contains(byte) { position += 1 }
  }

  private static func printable(_ byte: UInt8) -> String {
    (0x20..<0x7F).contains(byte) ? String(Unicode.Scalar(byte)) : "byte \(byte)"
  }
}
