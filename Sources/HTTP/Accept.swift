/// Chooses a media type by `Accept` (RFC 9110 §12.5.1).
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
    let ranges = parse(field)
    // An empty field says no more than none at all.
    guard !ranges.isEmpty else { return types.isEmpty ? nil : 0 }
    var best: (index: Int, quality: Int)?
    for (index, type) in types.enumerated() {
      guard let candidate = parse(type).first else { continue }
      let match = ranges.filter { $0.matches(candidate) }.max { $0.specificity < $1.specificity }
      if let match, match.quality > best?.quality ?? 0 { best = (index, match.quality) }
    }
    return best?.index
  }

  private struct MediaRange {
    var type: String
    var subtype: String
    var parameters: Set<String>
    var quality: Int

    var specificity: Int { (type == "*" ? 0 : subtype == "*" ? 1 : 2) + parameters.count }

    func matches(_ other: MediaRange) -> Bool {
      (type == "*" || type == other.type) && (subtype == "*" || subtype == other.subtype)
        && parameters.isSubset(of: other.parameters)
    }
  }

  private static func parse(_ field: String) -> [MediaRange] {
    let bytes = Array(field.utf8)
    let span = bytes.span
    var ranges: [MediaRange] = []
    span.forEachQualityItem(in: 0..<span.count) { item in
      let parts = String(decoding: bytes[item.name], as: UTF8.self).lowercased().split(separator: "/")
      guard parts.count == 2, parts[0] != "*" || parts[1] == "*" else { return }
      let parameters = bytes[item.parameters].split(separator: ASCII.semicolon).map { parameter in
        String(decoding: parameter.filter { !ASCII.isBlank($0) && $0 != ASCII.quote }, as: UTF8.self).lowercased()
      }
      // All texts here are UTF-8, whether their type says so or, as JSON's, has no parameter for it.
      let telling = parameters.filter { !$0.isEmpty && $0 != "charset=utf-8" }
      ranges.append(
        MediaRange(
          type: String(parts[0]), subtype: String(parts[1]), parameters: Set(telling), quality: item.quality))
    }
    return ranges
  }
}
