/// Reads past the content of a request, of which nothing is kept: no method served here gives it a meaning.
///
/// It is read all the same, to its exact end, so that the next request begins where it does.
struct ContentReader {
  private enum Framing {
    case length(remaining: Int)
    case chunked(ChunkedReader)
  }

  private var framing: Framing

  /// Returns `nil` where there is no content; throws where it is announced to be longer than `limit`.
  init?(_ content: RequestHead.Content, limit: Int) throws(Refusal) {
    switch content {
    case .none: return nil
    case .length(let length):
      guard length <= limit else { throw Self.tooLarge }
      framing = .length(remaining: length)
    case .chunked:
      framing = .chunked(ChunkedReader(limit: limit))
    }
  }

  static let tooLarge = Refusal(.contentTooLarge, "The content is longer than this server reads.")

  /// Moves `index` over bytes of the content; says whether its end is reached.
  mutating func read(_ bytes: Span<UInt8>, _ index: inout Int) throws(Refusal) -> Bool {
    switch framing {
    case .length(let remaining):
      let count = min(remaining, bytes.count - index)
      index += count
      framing = .length(remaining: remaining - count)
      return remaining == count
    case .chunked(var reader):
      let isWhole = try reader.read(bytes, &index)
      framing = .chunked(reader)
      return isWhole
    }
  }
}
