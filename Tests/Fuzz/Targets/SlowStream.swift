import Foundation
import HTTP

/// A second reading of a whole stream of requests, by the slow grammar for heads and by splitting for contents.
struct SlowStream {
  /// Where each whole request ends.
  private(set) var ends: [Int] = []
  /// Whether what follows the last one can be no request, or one that is too large.
  private(set) var isBroken = false

  private let bytes: [UInt8]
  private let limits: ConnectionState.Limits

  init(_ bytes: [UInt8], limits: ConnectionState.Limits) {
    self.bytes = bytes
    self.limits = limits
    var start = 0
    while start < bytes.count, let end = request(from: start) {
      ends.append(end.position)
      guard end.persists else { return }
      start = end.position
    }
    // RFC 9112 §2.2: an empty line that is left over begins nothing.
    isBroken = !"\r\n".utf8.starts(with: bytes[start...])
  }

  /// Reads one request; `nil` where there is no whole one.
  private func request(from start: Int) -> (position: Int, persists: Bool)? {
    guard let blank = SlowStream.find("\r\n\r\n", in: bytes, from: start), SlowGrammar.accepts(Array(bytes[start...]))
    else { return nil }
    // An empty line in front is not the end of the head.
    let begin = bytes[start...].starts(with: "\r\n".utf8) ? start + 2 : start
    guard let end = begin > blank ? SlowStream.find("\r\n\r\n", in: bytes, from: begin) : blank else { return nil }
    var lines = SlowStream.lines(of: bytes[begin..<end])
    let words = lines.removeFirst().split(separator: " ")
    let fieldBytes = lines.reduce(0) { $0 + $1.utf16.count + 2 }
    guard words[0].utf16.count <= limits.parser.target, words[1].utf16.count <= limits.parser.target,
      lines.count <= limits.parser.fieldCount, fieldBytes <= limits.parser.fields
    else { return nil }
    let fields = lines.map { line in
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      return (name: parts[0].lowercased(), value: SlowStream.trim(String(parts[1])))
    }
    let options = SlowStream.list("connection", fields)
    let isOld = words[2] == "HTTP/1.0"
    var persists = words[0] != "CONNECT" && !options.contains("close") && (!isOld || options.contains("keep-alive"))
    let hasContent =
      fields.contains { $0.name == "transfer-encoding" }
      || fields.contains { $0.name == "content-length" && $0.value.contains { $0 != "0" } }
    // What is announced to be too long is refused, whatever else is asked of it.
    if let length = SlowStream.length(fields), length > limits.contentBytes { return nil }
    if SlowStream.list("expect", fields).contains(where: { $0 != "100-continue" }) {
      if hasContent { persists = false }
      return (end + 4, persists)
    }
    guard let position = content(fields, from: end + 4) else { return nil }
    return (position, persists)
  }

  /// Where the content ends that begins at `start`.
  private func content(_ fields: [(name: String, value: String)], from start: Int) -> Int? {
    if fields.contains(where: { $0.name == "transfer-encoding" }) { return chunks(from: start) }
    guard let length = SlowStream.length(fields) else { return start }
    return start + length <= bytes.count ? start + length : nil
  }

  /// RFC 9112 §7.1, a line at a time.
  private func chunks(from start: Int) -> Int? {
    var (position, total) = (start, 0)
    while let end = SlowStream.find("\r\n", in: bytes, from: position) {
      let line = SlowStream.text(bytes[position..<end])
      guard let match = SlowStream.sizeLine.firstMatch(in: line, range: NSRange(location: 0, length: line.utf16.count)),
        let digits = Range(match.range(at: 1), in: line),
        let size = Int(line[digits].drop { $0 == "0" }.isEmpty ? "0" : line[digits].drop { $0 == "0" }, radix: 16)
      else { return nil }
      position = end + 2
      if size == 0 { return trailers(from: position) }
      total += size
      guard total <= limits.contentBytes, bytes[position...].dropFirst(size).starts(with: "\r\n".utf8) else {
        return nil
      }
      position += size + 2
    }
    return nil
  }

  private func trailers(from start: Int) -> Int? {
    var position = start
    while let end = SlowStream.find("\r\n", in: bytes, from: position) {
      let line = SlowStream.text(bytes[position..<end])
      position = end + 2
      if line.isEmpty { return position }
      let range = NSRange(location: 0, length: line.utf16.count)
      guard SlowStream.trailer.firstMatch(in: line, range: range) != nil else { return nil }
    }
    return nil
  }

  // MARK: - Texts of one character a byte

  private static let token = "[!#$%&'*+.^_`|~0-9A-Za-z\\-]+"
  private static let quoted =
    "\"(?:[\\t \\x{21}\\x{23}-\\x{5B}\\x{5D}-\\x{7E}\\x{80}-\\x{FF}]|\\\\[\\t\\x{20}-\\x{7E}\\x{80}-\\x{FF}])*\""
  private static let sizeLine = regex(
    "([0-9A-Fa-f]+)(?:[ \\t]*;[ \\t]*\(token)(?:[ \\t]*=[ \\t]*(?:\(token)|\(quoted)))?)*")
  private static let trailer = regex("\(token):[\\t\\x{20}-\\x{7E}\\x{80}-\\x{FF}]*")

  private static func regex(_ pattern: String) -> NSRegularExpression {
    guard let regex = try? NSRegularExpression(pattern: "\\A(?:\(pattern))\\z") else {
      preconditionFailure("not a pattern: \(pattern)")
    }
    return regex
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  private static func lines(of bytes: ArraySlice<UInt8>) -> [String] {
    text(bytes).components(separatedBy: "\r\n")
  }

  private static func trim(_ text: String) -> String { text.trimmingCharacters(in: CharacterSet(charactersIn: " \t")) }

  /// The elements of a list, in lower case.
  private static func list(_ name: String, _ fields: [(name: String, value: String)]) -> [String] {
    fields.filter { $0.name == name }.flatMap { $0.value.components(separatedBy: ",") }.map { trim($0).lowercased() }
      .filter { !$0.isEmpty }
  }

  private static func length(_ fields: [(name: String, value: String)]) -> Int? {
    fields.first { $0.name == "content-length" }.flatMap { Int($0.value) }
  }

  private static func find(_ word: StaticString, in bytes: [UInt8], from start: Int) -> Int? {
    word.withUTF8Buffer { word in
      var index = start
      while index + word.count <= bytes.count {
        if bytes[index..<index + word.count].elementsEqual(word) { return index }
        index += 1
      }
      return nil
    }
  }
}
