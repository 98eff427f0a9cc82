internal import Cooperation

/// Plain values: words, numbers, text.
extension QueryReader {
  mutating func readText(_ value: String, _ item: QueryString.Item) {
    let words = value.hasSingleSpaces ? value : value.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let text = ask.text.map { words.isEmpty ? $0 : $0 + " " + words } ?? words
    // A character has a byte at least.
    guard value.utf8.count <= 200 || value.count <= 200, text.utf8.count <= 200 || text.count <= 200 else {
      add(QueryProblem(parameter: item.name, code: .tooMany, value: value, detail: "At most 200 characters in all."))
      return
    }
    mended?.append(item)
    if !text.isEmpty { ask.text = text }
  }

  /// One of the languages of answers. Who adds a region or writes its name out is told the tag.
  mutating func readLanguage(_ value: String, _ item: QueryString.Item) -> Language? {
    if let language = Language(tag: value) ?? Language(tag: value.lowercased()) {
      mended?.append(item)
      return language
    }
    let remedy = add(
      QueryProblem(
        parameter: item.name, code: .unknownValue, value: value,
        near: QueryProblem.near(
          value.split { $0 == "-" || $0 == "_" }.first.map { String($0) } ?? value,
          among: Language.allCases.flatMap { language in
            ([language.tag] + Language.allCases.compactMap { language.name[$0] }).map { ($0, language.tag) }
          }), allowed: Language.allCases.map(\.tag)))
    mend(item, with: remedy)
    return nil
  }

  mutating func readNumber(_ value: String, _ item: QueryString.Item, in range: ClosedRange<Int>) -> Int? {
    let isNumber = !value.isEmpty && value.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    if isNumber, let number = Int(value), range.contains(number) {
      mended?.append(item)
      return number
    }
    let isInteger = isNumber || (value.hasPrefix("-") && Int(value) != nil)
    let nearest = isInteger ? (value.hasPrefix("-") ? range.lowerBound : range.upperBound) : nil
    let remedy = add(
      QueryProblem(
        parameter: item.name, code: isInteger ? .outOfRange : .invalidValue, value: value,
        detail: "A whole number from \(range.lowerBound) to \(range.upperBound).",
        near: nearest.map { [(.word(String($0)), 0)] } ?? []))
    mend(item, with: remedy)
    return nil
  }

  mutating func readWord(_ value: String, _ item: QueryString.Item, among words: [String]) -> String? {
    readWords(value, item, among: words, isSingle: true).first
  }

  mutating func readWords(
    _ value: String, _ item: QueryString.Item, among words: [String], isSingle: Bool = false
  ) -> [String] {
    guard let parts = isSingle ? [value] : split(value, item) else { return [] }
    var (found, mendedWords): ([String], [String]?) = ([], parts)
    for (place, part) in parts.enumerated() where !isFull {
      let lower = words.contains(part) ? part : part.lowercased()
      if words.contains(lower) {
        found.append(lower)
        mendedWords?[place] = lower
        continue
      }
      let remedy = add(.unknownWord(part, of: item.name, allowed: words))
      if case .word(let word)? = remedy { mendedWords?[place] = word } else { mendedWords = nil }
    }
    mend(item, parts, with: mendedWords)
    return found
  }

  /// Takes an item over into the mended query, with the word that is its remedy.
  private mutating func mend(_ item: QueryString.Item, with remedy: QueryProblem.Suggestion?) {
    guard case .word(let word)? = remedy else { return mended = nil }
    mended?.append(QueryString.Item(name: item.name, value: word))
  }

  /// Takes an item over into the mended query, with its parts put right; `nil` where one of them has no remedy.
  mutating func mend(_ item: QueryString.Item, _ parts: [String], with mendedParts: [String]?) {
    guard let mendedParts else { return mended = nil }
    let isRight = mendedParts == parts
    mended?.append(isRight ? item : QueryString.Item(name: item.name, value: mendedParts.joined(separator: ",")))
  }
}

extension String {
  /// Whether it is printable ASCII, and no white space but a single space between words.
  fileprivate var hasSingleSpaces: Bool {
    var previous = UInt8(ascii: " ")
    for byte in utf8 {
      guard byte < 0x7F, byte > 0x20 || byte == 0x20 && previous != 0x20 else { return false }
      previous = byte
    }
    return previous != 0x20
  }
}
