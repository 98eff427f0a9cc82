import Cooperation

/// Finds runs of six words that a text shares with a source.
///
/// Words are folded (`Folding.key`), so that case, accents and punctuation hide nothing; an apostrophe parts words. Proper
/// names and fixed terms are asides: each must stand in the source as well, but it does not count towards the six.
struct Wording {
  static let longestRun = 5

  /// A word, or an aside of several.
  private struct Token: Hashable {
    let text: String
    let counts: Bool
  }

  /// The asides by their first word, longest first.
  private var asides: [Substring: [[Substring]]] = [:]
  /// Runs of six words of the sources, and where they stand.
  private var runs: [[Token]: String] = [:]

  init(asides texts: [String]) {
    for text in Set(texts.map(Folding.key)) {
      let words = text.split(separator: " ")
      if let first = words.first { asides[first, default: []].append(words) }
    }
    for (first, terms) in asides { asides[first] = terms.sorted { $0.count > $1.count } }
  }

  mutating func add(source paragraph: String, of document: String) {
    for run in runs(of: paragraph) where runs[run] == nil { runs[run] = document }
  }

  /// The first run that the text shares with a source.
  func firstCopy(in text: String) -> (words: String, document: String)? {
    for run in runs(of: text) {
      if let document = runs[run] { return (run.map(\.text).joined(separator: " "), document) }
    }
    return nil
  }

  /// Every stretch that begins and ends with a word and has one word more than may be shared.
  private func runs(of text: String) -> [[Token]] {
    let tokens = tokens(of: text)
    let words = tokens.indices.filter { tokens[$0].counts }
    guard words.count > Wording.longestRun else { return [] }
    return (Wording.longestRun..<words.count).map { last in
      Array(tokens[words[last - Wording.longestRun]...words[last]])
    }
  }

  private func tokens(of text: String) -> [Token] {
    let words = Folding.key(text).split(separator: " ")
    var tokens: [Token] = []
    var position = 0
    while position < words.count {
      let aside = asides[words[position]]?.first { words[position...].starts(with: $0) }
      let length = aside?.count ?? 1
      tokens.append(
        Token(text: words[position..<(position + length)].joined(separator: " "), counts: aside == nil))
      position += length
    }
    return tokens
  }
}
