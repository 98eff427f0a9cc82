/// Chooses a media type by `Accept` (RFC 9110 §12.5.1).
///
/// The field is read once, where it lies: a client may fill it with thousands of ranges.
package enum Accept {
  /// The index of the type that the client wants most; of equals, the first.
  ///
  /// For each type the most specific range counts: `text/html;level=1`, then `text/html`, then `text/*`, then `*/*`.
  ///
  /// - Parameters:
  ///   - field: the field's value; `nil` where there is none, which accepts everything.
  ///   - types: such as `application/json` or `text/csv;header=present`, the preferred one first.
  /// - Returns: `nil` where the client accepts none of them.
  package static func best(_ field: String?, among types: [String]) -> Int? {
    guard let field else { return types.isEmpty ? nil : 0 }
    var offers = types.map(Offer.init)
    var isEmpty = true
    let bytes = field.utf8.span
    bytes.forEachQualityItem(in: 0..<bytes.count) { item in
      guard let slash = bytes.slash(in: item.name) else { return }
      isEmpty = false
      for index in offers.indices { offers[index].weigh(item, slash: slash, of: bytes) }
    }
    // An empty field says no more than none at all.
    guard !isEmpty else { return types.isEmpty ? nil : 0 }
    var best: (index: Int, quality: Int)?
    for (index, offer) in offers.enumerated() where offer.quality > best?.quality ?? 0 {
      best = (index, offer.quality)
    }
    return best?.index
  }

  /// A type that there is, and what is said of it.
  private struct Offer {
    private var type: [UInt8] = []
    private var subtype: [UInt8] = []
    private var parameters: [[UInt8]] = []
    /// Of the range that counts so far.
    private var specificity = -1
    private(set) var quality = 0

    init(_ text: String) {
      let bytes = text.utf8.span
      bytes.forEachQualityItem(in: 0..<bytes.count) { item in
        guard let slash = bytes.slash(in: item.name) else { return }
        type = bytes.telling(item.name.lowerBound..<slash)
        subtype = bytes.telling(slash + 1..<item.name.upperBound)
        bytes.forEachParameter(in: item.parameters) { parameters.append(bytes.telling($0)) }
      }
    }

    /// Takes the weight of a range, where it is one of this type and more specific than those before.
    mutating func weigh(_ item: QualityItem, slash: Int, of bytes: Span<UInt8>) {
      let (left, right) = (item.name.lowerBound..<slash, slash + 1..<item.name.upperBound)
      var specificity = 2
      if bytes.isAsterisk(right) {
        specificity = bytes.isAsterisk(left) ? 0 : 1
      } else if !bytes.tells(subtype, in: right) {
        return
      }
      guard specificity == 0 || bytes.tells(type, in: left) else { return }
      var (isOther, named) = (false, 0)
      bytes.forEachParameter(in: item.parameters) { parameter in
        guard !isOther else { return }
        let place = parameters.firstIndex { bytes.tells($0, in: parameter) }
        if let place { named |= 1 << place } else { isOther = true }
      }
      specificity += named.nonzeroBitCount
      guard !isOther, specificity > self.specificity else { return }
      (self.specificity, quality) = (specificity, item.quality)
    }
  }
}

extension Span where Element == UInt8 {
  /// Where the slash of a media range is; `nil` for what is none.
  fileprivate func slash(in range: Range<Int>) -> Int? {
    guard let slash = range.first(where: { self[$0] == ASCII.slash }), slash > range.lowerBound,
      slash + 1 < range.upperBound, !(slash + 1..<range.upperBound).contains(where: { self[$0] == ASCII.slash })
    else { return nil }
    return isAsterisk(range.lowerBound..<slash) && !isAsterisk(slash + 1..<range.upperBound) ? nil : slash
  }

  fileprivate func isAsterisk(_ range: Range<Int>) -> Bool {
    range.count == 1 && self[range.lowerBound] == ASCII.asterisk
  }

  /// Calls `body` with each parameter that chooses something.
  fileprivate func forEachParameter(in range: Range<Int>, _ body: (Range<Int>) -> Void) {
    // All texts here are UTF-8, whether their type says so or, as JSON's, has no parameter for it.
    let charset = Array("charset=utf-8".utf8)
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start
      while end < range.upperBound, self[end] != ASCII.semicolon { end += 1 }
      let parameter = start..<end
      if parameter.contains(where: { Self.tells(self[$0]) }), !tells(charset, in: parameter) { body(parameter) }
      start = end + 1
    }
  }

  /// What `tells` compares: in lower case, without blanks and quotes.
  fileprivate func telling(_ range: Range<Int>) -> [UInt8] {
    range.filter { Self.tells(self[$0]) }.map { Self.lowercased(self[$0]) }
  }

  /// Whether a range says the same as `text`, but for case, blanks and quotes.
  fileprivate func tells(_ text: [UInt8], in range: Range<Int>) -> Bool {
    var place = 0
    for index in range where Self.tells(self[index]) {
      guard place < text.count, text[place] == Self.lowercased(self[index]) else { return false }
      place += 1
    }
    return place == text.count
  }

  private static func tells(_ byte: UInt8) -> Bool { !ASCII.isBlank(byte) && byte != ASCII.quote }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
