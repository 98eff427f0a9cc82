/// The part of a long text that is shown around what matched in it, cut where words end.
struct Window {
  /// In UTF-16 units: how long a text may be to be shown whole, and how much to show before the first match.
  private static let limit = 200
  private static let lead = 60

  /// Where it lies among the text's bytes.
  let bytes: Range<Int>
  /// The same in UTF-16 units.
  let units: Range<Int>

  /// `nil` where the whole is shown.
  ///
  /// - Parameters:
  ///   - match: the first one in the text.
  ///   - tokens: those of the text.
  init?(around match: Range<Int>, of whole: ArraySlice<UInt8>, _ tokens: [Tokens.Token]) {
    guard whole.count > Window.limit else { return nil }
    let length = whole.reduce(0) { $0 + Window.units($1) }
    guard length > Window.limit else { return nil }
    let from = max(0, min(match.lowerBound - Window.lead, length - Window.limit))
    let start = from == 0 ? 0 : tokens.first { $0.start >= from }.map { min($0.start, match.lowerBound) } ?? 0
    let to = start + Window.limit
    let end = to >= length ? length : max(match.upperBound, tokens.last { $0.end <= to }?.end ?? 0)
    units = start..<end
    let rest = Window.drop(start, from: whole)
    bytes = rest.startIndex..<Window.drop(end - start, from: rest).startIndex
  }

  /// Where in the window something lies that lies within it.
  func place(of range: Range<Int>) -> Range<Int> {
    range.lowerBound - units.lowerBound..<range.upperBound - units.lowerBound
  }

  /// What is left behind so many UTF-16 units, which end where a character does.
  private static func drop(_ count: Int, from text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = count
    return text.drop { byte in
      rest -= units(byte)
      return rest >= 0
    }
  }

  /// How many UTF-16 units the character has that begins with a byte; 0 for a byte within one.
  private static func units(_ byte: UInt8) -> Int { byte & 0xC0 == 0x80 ? 0 : byte < 0xF0 ? 1 : 2 }
}
