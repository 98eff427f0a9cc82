/// The content of a 206: one range as it is, or several as parts (RFC 9110 §15.3.7).
struct PartialContent {
  let contentType: String
  /// `nil` where each part has its own.
  let contentRange: String?
  let parts: [Parts.Part]
  let length: Int

  /// - Parameters:
  ///   - ranges: within the body of `response`, which is of known length; at least one.
  ///   - boundary: what no line of the content is; any string that the client cannot choose for content of ours.
  init(_ response: Response, _ ranges: [Range<Int>], boundary: String) {
    func describe(_ range: Range<Int>) -> String {
      "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(response.length ?? 0)"
    }
    if ranges.count == 1 {
      contentType = response.contentType
      contentRange = describe(ranges[0])
      parts = response.excerpt(ranges[0])
      length = ranges[0].count
      return
    }
    let boundary = "passerelle-\(boundary)"
    contentType = "multipart/byteranges; boundary=\(boundary)"
    contentRange = nil
    var parts: [Parts.Part] = []
    var head: [UInt8] = []
    for range in ranges {
      head.append("--\(boundary)\r\n")
      head.appendField("Content-Type", response.contentType)
      head.appendField("Content-Range", describe(range))
      head.append("\r\n")
      parts.append(.bytes(head[...]))
      parts += response.excerpt(range)
      head = Array("\r\n".utf8)
    }
    head.append("--\(boundary)--\r\n")
    parts.append(.bytes(head[...]))
    self.parts = parts
    length = parts.reduce(0) { $0 + ($1.count ?? 0) }
  }
}

extension Response {
  /// A range of the body.
  fileprivate func excerpt(_ range: Range<Int>) -> [Parts.Part] {
    let inMemory = range.clamped(to: 0..<body.count)
    var parts: [Parts.Part] = inMemory.isEmpty ? [] : [.bytes(body[inMemory])]
    if case .source(let source) = rest, range.upperBound > body.count {
      parts.append(.source(source, max(0, range.lowerBound - body.count)..<range.upperBound - body.count))
    }
    return parts
  }
}
