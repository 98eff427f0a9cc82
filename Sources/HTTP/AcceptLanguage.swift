/// Chooses a language by `Accept-Language` (RFC 9110 §12.5.4).
package enum AcceptLanguage {
  /// The first of `languages` that the client wants most, by the lookup scheme of RFC 4647 §3.4.
  ///
  /// A range matches a language that it begins with, as `fr-CA` matches `fr`: it is shortened, subtag by subtag, until
  /// something fits. `*` matches what no other range does. Ranges of equal weight are taken in their order.
  ///
  /// - Parameters:
  ///   - field: the field's value; `nil` where there is none.
  ///   - languages: lower-case tags, the default first.
  /// - Returns: `nil` where the client says nothing that fits: the caller then takes its default.
  package static func best(_ field: String?, among languages: [String]) -> String? {
    guard let field else { return nil }
    let bytes = Array(field.utf8)
    let span = bytes.span
    var ranges: [(tag: String, quality: Int)] = []
    span.forEachQualityItem(in: 0..<span.count) { item in
      ranges.append((String(decoding: bytes[item.name], as: UTF8.self).lowercased(), item.quality))
    }
    let refused = Set(ranges.filter { $0.quality == 0 }.map(\.tag))
    // sorted(by:) is stable, though it does not promise it: so the place decides between equals.
    let wanted = ranges.enumerated().filter { $0.element.quality > 0 }
      .sorted { ($1.element.quality, $0.offset) < ($0.element.quality, $1.offset) }
    for (_, range) in wanted {
      if range.tag == "*" {
        let named = Set(ranges.map(\.tag))
        if let language = languages.first(where: { !named.contains($0) }) { return language }
        continue
      }
      if let language = lookUp(range.tag, among: languages), !refused.contains(language) { return language }
    }
    return nil
  }

  private static func lookUp(_ tag: String, among languages: [String]) -> String? {
    var subtags = tag.split(separator: "-", omittingEmptySubsequences: false)
    while !subtags.isEmpty {
      let candidate = subtags.joined(separator: "-")
      if languages.contains(candidate) { return candidate }
      subtags.removeLast()
      // A single letter introduces what follows it and means nothing alone.
      if let last = subtags.last, last.count == 1 { subtags.removeLast() }
    }
    return nil
  }
}
