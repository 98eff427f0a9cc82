import Cooperation

/// The word that a mistyped one may have meant.
enum Suggestion {
  /// `; did you mean “actors”?` or nothing, to end a sentence with.
  static func phrase(for word: String, among words: some Sequence<String>) -> String {
    let best = nearest(to: word, among: words.lazy.map { ($0, $0) }, limit: 1).first
    return best.map { "; did you mean “\($0.element)”?" } ?? ""
  }
}
