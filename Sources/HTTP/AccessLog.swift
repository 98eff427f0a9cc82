internal import Platform

/// One JSON object a request, gathered by a loop and written in batches.
struct AccessLog {
  private let writer: LineWriter
  private let level: LogLevel
  private var lines: [UInt8] = []

  /// As much goes out in one piece.
  private static let batch = 16 << 10
  /// A target or agent is cut to so many bytes: it is for reading.
  private static let longest = 512

  /// - Parameter level: what matters less is not written.
  init(writer: LineWriter, level: LogLevel) {
    self.writer = writer
    self.level = level
  }

  /// An answer that is noted when its body is sent.
  struct Entry {
    var summary: Answerer.Summary
    let head: RequestHead
    /// From which the head was parsed.
    let bytes: [UInt8]
    let id: [UInt8]
  }

  /// Notes one answer. The request is `nil` where what came was none.
  mutating func note(
    _ summary: Answerer.Summary, _ head: RequestHead?, _ bytes: [UInt8], id: [UInt8], remote: [UInt8], date: DateCache
  ) {
    let level = LogLevel(status: summary.status)
    guard level >= self.level else { return }
    lines.append("{\"time\":\"")
    lines += date.logPrefix
    lines.append(decimal: date.milliseconds % 1000, digits: 3)
    switch level {
    case .info: lines.append("Z\",\"level\":\"info\",\"id\":\"")
    case .warning: lines.append("Z\",\"level\":\"warning\",\"id\":\"")
    case .error: lines.append("Z\",\"level\":\"error\",\"id\":\"")
    }
    lines += id
    if let head {
      lines.append("\",\"method\":")
      quote(bytes[head.methodRange])
      lines.append(",\"target\":")
      quote(bytes[head.target])
    } else {
      lines.append("\",\"method\":null,\"target\":null")
    }
    lines.append(",\"status\":")
    lines.append(decimal: summary.status)
    lines.append(",\"bytes\":")
    lines.append(decimal: summary.length)
    lines.append(",\"duration_us\":")
    lines.append(decimal: Int(summary.nanoseconds / 1000))
    lines.append(",\"remote\":\"")
    lines += remote
    lines.append("\",\"user_agent\":")
    if let agent = head?.single(.userAgent) { quote(bytes[agent]) } else { lines.append("null") }
    lines.append("}\n")
    if lines.count >= Self.batch { flush() }
  }

  mutating func flush() {
    guard !lines.isEmpty else { return }
    writer.write(lines)
    lines = []
    lines.reserveCapacity(Self.batch + 2048)
  }

  /// Writes a JSON string. What is not UTF-8 becomes the replacement character, so that the line stays readable.
  private mutating func quote(_ text: ArraySlice<UInt8>) {
    let text = text.prefix(Self.longest)
    lines.append(ASCII.quote)
    if text.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != ASCII.quote && $0 != ASCII.backslash }) {
      lines += text
    } else {
      for byte in String(decoding: text, as: UTF8.self).utf8 {
        if byte < 0x20 {
          lines.append("\\u00")
          lines.append(hexadecimal: UInt64(byte), digits: 2)
        } else {
          if byte == ASCII.quote || byte == ASCII.backslash { lines.append(ASCII.backslash) }
          lines.append(byte)
        }
      }
    }
    lines.append(ASCII.quote)
  }
}
