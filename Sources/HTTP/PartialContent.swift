/// The content of a 206: one range as it is, or several as parts (RFC 9110 §15.3.7).
struct PartialContent {
  let contentType: String
  /// `nil` where each part has its own.
  let contentRange: String?
  let body: ArraySlice<UInt8>

  /// - Parameters:
  ///   - ranges: within the body of `response`, at least one.
  ///   - boundary: what no line of the content is; any string that the client cannot choose for content of ours.
  init(_ response: Response, _ ranges: [Range<Int>], boundary: String) {
    func describe(_ range: Range<Int>) -> String {
      "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(response.body.count)"
    }
    if ranges.count == 1 {
      contentType = response.contentType
      contentRange = describe(ranges[0])
      body = response.body[ranges[0]]
      return
    }
    let boundary = "passerelle-\(boundary)"
    contentType = "multipart/byteranges; boundary=\(boundary)"
    contentRange = nil
    var parts: [UInt8] = []
    for range in ranges {
      parts.append("--\(boundary)\r\n")
      parts.appendField("Content-Type", response.contentType)
      parts.appendField("Content-Range", describe(range))
      parts.append("\r\n")
      parts += response.body[range]
      parts.append("\r\n")
    }
    parts.append("--\(boundary)--\r\n")
    body = parts[...]
  }
}
