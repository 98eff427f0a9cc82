import Glibc

/// A client that sends what it is told and reads what comes, knowing nothing of the code under test.
final class RawClient {
  private let number: Int32

  /// A read that takes longer than this is a failure, not a flake.
  private static let patience = timeval(tv_sec: 10, tv_usec: 0)

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  init(port: UInt16, receiveBuffer: Int32? = nil) throws {
    number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    if var receiveBuffer {
      setsockopt(number, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, socklen_t(MemoryLayout<Int32>.size))
    }
    var patience = Self.patience
    setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var on: Int32 = 1
    setsockopt(number, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Failure(description: "connect: \(errno)") }
  }

  deinit { close(number) }

  func send(_ bytes: [UInt8]) throws {
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { Glibc.send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { throw Failure(description: "send: \(errno)") }
      start += count
    }
  }

  func send(_ text: String) throws { try send(Array(text.utf8)) }

  func finishSending() { shutdown(number, Int32(SHUT_WR)) }

  /// Makes its end a reset: the peer learns at once that nobody reads any more.
  func willReset() {
    var immediate = linger(l_onoff: 1, l_linger: 0)
    setsockopt(number, SOL_SOCKET, SO_LINGER, &immediate, socklen_t(MemoryLayout<linger>.size))
  }

  private var buffered: [UInt8] = []

  /// Reads once; empty at the end.
  private func readSome() throws -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    let count = recv(number, &buffer, buffer.count, 0)
    guard count >= 0 else { throw Failure(description: errno == ECONNRESET ? "reset" : "recv: \(errno)") }
    return Array(buffer[..<count])
  }

  /// Reads up to the end of the connection.
  func readToEnd() throws -> [UInt8] {
    defer { buffered = [] }
    while true {
      let some = try readSome()
      if some.isEmpty { return buffered }
      buffered += some
    }
  }

  /// Reads one answer, framed by its length; `nil` at the end of the connection.
  func readAnswer(toHead: Bool = false) throws -> Answer? {
    while true {
      if let (answer, length) = try Answer.parse(buffered, toHead: toHead) {
        buffered.removeFirst(length)
        return answer
      }
      let some = try readSome()
      if some.isEmpty {
        guard buffered.isEmpty else { throw Failure(description: "an answer breaks off: \(buffered.count) bytes") }
        return nil
      }
      buffered += some
    }
  }
}

/// An answer as it came over the wire.
struct Answer {
  var status: Int
  var fields: [(name: String, value: String)]
  var body: [UInt8]

  subscript(name: String) -> String? {
    fields.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  var text: String { String(decoding: body, as: UTF8.self) }

  static func parse(_ bytes: [UInt8], toHead: Bool) throws -> (Answer, length: Int)? {
    var end: Int?
    var index = 0
    while index + 3 < bytes.count {
      if bytes[index] == 13, bytes[index + 1] == 10, bytes[index + 2] == 13, bytes[index + 3] == 10 {
        end = index
        break
      }
      index += 1
    }
    guard let end else { return nil }
    var lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n").map(String.init)
    let first = lines.removeFirst().split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard first.count == 3, first[0] == "HTTP/1.1", let status = Int(first[1]) else {
      throw RawClient.Failure(description: "no status line: \(first)")
    }
    var answer = Answer(status: status, fields: [], body: [])
    for line in lines {
      guard let colon = line.firstIndex(of: ":") else { throw RawClient.Failure(description: "no field: \(line)") }
      answer.fields.append((String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " })))
    }
    let hasBody = !toHead && status >= 200 && status != 204 && status != 304
    if hasBody, answer["Transfer-Encoding"] == "chunked" {
      guard let (body, length) = try chunked(bytes, from: end + 4) else { return nil }
      answer.body = body
      return (answer, length)
    }
    let length = hasBody ? answer["Content-Length"].flatMap { Int($0) } ?? 0 : 0
    guard bytes.count >= end + 4 + length else { return nil }
    answer.body = Array(bytes[(end + 4)..<(end + 4 + length)])
    return (answer, end + 4 + length)
  }

  /// Reads chunks up to the last (RFC 9112 §7.1), strictly: no extensions, no trailers, no leading zeros.
  private static func chunked(_ bytes: [UInt8], from start: Int) throws -> (body: [UInt8], end: Int)? {
    var body: [UInt8] = []
    var index = start
    while true {
      guard let line = bytes[index...].firstIndex(of: 13) else { return nil }
      let digits = String(decoding: bytes[index..<line], as: UTF8.self)
      guard let size = Int(digits, radix: 16), String(size, radix: 16) == digits else {
        throw RawClient.Failure(description: "no chunk size: \(digits.prefix(20))")
      }
      let data = line + 2
      guard bytes.count >= data + size + 2 else { return nil }
      guard bytes[line + 1] == 10, bytes[data + size] == 13, bytes[data + size + 1] == 10 else {
        throw RawClient.Failure(description: "a chunk of \(size) does not end where it should")
      }
      body += bytes[data..<data + size]
      index = data + size + 2
      if size == 0 { return (body, index) }
    }
  }
}
