/// Chooses a language by `Accept-Language` (RFC 9110 §12.5.4).
package enum AcceptLanguage {
  /// The first of `languages` that the client wants most, by the lookup scheme of RFC 4647 §3.4.
  ///
  /// A range matches a language that it begins with, as `fr-CA` matches `fr`: shortened, subtag by subtag, it comes to the
  /// longest of them first. `*` matches what no other range names. Ranges of equal weight are taken in their order.
  ///
  /// The field is read once, where it lies: a client may fill it with thousands of ranges, or one of thousands of subtags.
  ///
  /// - Parameters:
  ///   - field: the field's value; `nil` where there is none.
  ///   - languages: lower-case tags, the default first.
  /// - Returns: `nil` where the client says nothing that fits: the caller then takes its default.
  package static func best(_ field: String?, among languages: [String]) -> String? {
    guard let field else { return nil }
    var choices = languages.map { Choice(tag: Array($0.utf8)) }
    var others = Wish()
    var place = 0
    let bytes = field.utf8.span
    bytes.forEachQualityItem(in: 0..<bytes.count) { item in
      place += 1
      if item.name.count == 1, bytes[item.name.lowerBound] == ASCII.asterisk { return others.take(item.quality, place) }
      var longest: Int?
      for (index, choice) in choices.enumerated() where bytes.begins(item.name, with: choice.tag) {
        if choice.tag.count > longest.map({ choices[$0].tag.count }) ?? 0 { longest = index }
      }
      guard let longest else { return }
      if item.name.count == choices[longest].tag.count {
        choices[longest].isNamed = true
        if item.quality == 0 { choices[longest].isRefused = true }
      }
      choices[longest].wish.take(item.quality, place)
    }
    // The others are the first that no range names.
    if let index = choices.firstIndex(where: { !$0.isNamed }) {
      choices[index].wish.take(others.quality, others.place)
    }
    var best: Int?
    for (index, choice) in choices.enumerated() where choice.wish.quality > 0 && !choice.isRefused {
      if best.map({ choice.wish.precedes(choices[$0].wish) }) ?? true { best = index }
    }
    return best.map { languages[$0] }
  }

  /// A language that there is, and what is said of it.
  private struct Choice {
    let tag: [UInt8]
    var wish = Wish()
    /// Whether a range is just its tag, and one that rules it out.
    var isNamed = false
    var isRefused = false
  }

  /// How much something is wanted, and by which of the ranges.
  private struct Wish {
    var quality = 0
    var place = 0

    func precedes(_ other: Wish) -> Bool { (other.quality, place) < (quality, other.place) }

    mutating func take(_ quality: Int, _ place: Int) {
      let wish = Wish(quality: quality, place: place)
      if wish.precedes(self) { self = wish }
    }
  }
}

extension Span where Element == UInt8 {
  /// Whether the range is `tag`, or `tag` with further subtags; case does not matter.
  fileprivate func begins(_ range: Range<Int>, with tag: [UInt8]) -> Bool {
    guard range.count >= tag.count else { return false }
    for offset in tag.indices where self[range.lowerBound + offset] | 0x20 != tag[offset] { return false }
    return range.count == tag.count || self[range.lowerBound + tag.count] == ASCII.hyphen
  }
}
