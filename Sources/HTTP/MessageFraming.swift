/// What the fields of one head say about routing, framing and the life of the connection, gathered line by line.
///
/// Where two lines could be understood in two ways, the request is refused: a proxy before us might understand the
/// other one, and the end of this request would be the start of one that it never saw (RFC 9112 §11.2).
struct MessageFraming {
  private var hosts = 0
  private var length: Int?
  private var hasTransferEncoding = false
  private var lastIsChunked = false
  private var hasUnknownCoding = false

  mutating func read(
    _ bytes: Span<UInt8>, name: Range<Int>, value: Range<Int>, _ head: inout RequestHead
  ) throws(RequestParser.Halt) {
    switch name.count {
    case 4 where bytes.matches("host", in: name):
      hosts += 1
      guard hosts == 1 else { throw .badRequest("There is more than one Host.") }
      guard Authority.host(bytes, value) != nil else { throw .badRequest("Host is malformed.") }
    case 6 where bytes.matches("expect", in: name):
      bytes.forEachListElement(in: value) { element in
        let isContinue = bytes.matches("100-continue", in: element) && head.expectation != .unknown
        head.expectation = isContinue ? .continue : .unknown
      }
    case 10 where bytes.matches("connection", in: name):
      bytes.forEachListElement(in: value) { option in
        if bytes.matches("close", in: option) { head.hasClose = true }
        if bytes.matches("keep-alive", in: option) { head.hasKeepAlive = true }
      }
    case 14 where bytes.matches("content-length", in: name):
      guard length == nil else { throw .badRequest("There is more than one Content-Length.") }
      length = try number(bytes, value)
    case 17 where bytes.matches("transfer-encoding", in: name):
      try readTransferEncoding(bytes, value)
    default:
      break
    }
  }

  /// RFC 9110 §8.6: digits, and nothing else.
  private func number(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(RequestParser.Halt) -> Int {
    var value = 0
    for index in range {
      guard ByteSet.digit.contains(bytes[index]) else { throw .badRequest("Content-Length is not a number.") }
      let (tens, overflows) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflowsToo) = tens.addingReportingOverflow(Int(bytes[index] - ASCII.zero))
      guard !overflows, !overflowsToo else { throw .badRequest("Content-Length is beyond all numbers.") }
      value = sum
    }
    guard !range.isEmpty else { throw .badRequest("Content-Length is empty.") }
    return value
  }

  /// RFC 9112 §6.1. `chunked` is the only coding that is decoded here, and it has no parameters.
  private mutating func readTransferEncoding(
    _ bytes: Span<UInt8>, _ value: Range<Int>
  ) throws(RequestParser.Halt) {
    hasTransferEncoding = true
    var wasChunkedBefore = false
    bytes.forEachListElement(in: value) { coding in
      if lastIsChunked { wasChunkedBefore = true }
      lastIsChunked = bytes.matches("chunked", in: coding)
      if !lastIsChunked { hasUnknownCoding = true }
    }
    guard !wasChunkedBefore else { throw .badRequest("A transfer coding follows chunked, which is always the last.") }
  }

  /// Draws the conclusions when all lines are read.
  func settle(_ head: inout RequestHead) throws(RequestParser.Halt) {
    guard hosts == 1 || head.isHTTP10 else { throw .badRequest("Host is missing.") }
    if head.isHTTP10, head.expectation == .continue { head.expectation = .none }
    guard hasTransferEncoding else {
      head.content = length.map { $0 == 0 ? .none : .length($0) } ?? .none
      return
    }
    guard length == nil else { throw .badRequest("There are both Content-Length and Transfer-Encoding.") }
    guard !head.isHTTP10 else { throw .badRequest("HTTP/1.0 has no Transfer-Encoding.") }
    guard lastIsChunked else { throw .badRequest("The last transfer coding is not chunked.") }
    guard !hasUnknownCoding else {
      throw .refused(Refusal(.notImplemented, "No transfer coding other than chunked is decoded here."))
    }
    head.content = .chunked
  }
}
