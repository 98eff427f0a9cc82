/// The word that a mistyped one may have meant.
enum Suggestion {
  /// `, did you mean “actors”?` or nothing, to end a sentence with.
  static func phrase(for word: String, among words: some Sequence<String>) -> String {
    nearest(to: word, among: words).map { "; did you mean “\($0)”?" } ?? ""
  }

  /// The nearest of `words` that is at most a third of its letters away; of several, the first.
  static func nearest(to word: String, among words: some Sequence<String>) -> String? {
    let letters = Array(word)
    var best: (word: String, distance: Int)?
    for candidate in words {
      let other = Array(candidate)
      let allowed = max(1, max(letters.count, other.count) / 3)
      guard abs(letters.count - other.count) <= allowed else { continue }
      let distance = distance(letters, other)
      if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.word
  }

  /// How many letters must be inserted, deleted or replaced (Levenshtein).
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var row = Array(0...right.count)
    for (i, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let replaced = diagonal + (letter == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[right.count]
  }
}
