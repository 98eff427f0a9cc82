/// What came of a reload, as a line in the file that the server holds: `3 reloaded 2026.11.1`.
struct ReloadOutcome: Equatable {
  enum Result: String {
    case reloaded, refused
  }

  /// Of the reloads of one server, from 1.
  let number: Int
  let result: Result
  /// The version of the new dataset, or why it was refused.
  let text: String

  init(number: Int, result: Result, text: String) {
    self.number = number
    self.result = result
    self.text = text
  }

  init?(line: String) {
    let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard words.count == 3, let number = Int(words[0]), let result = Result(rawValue: String(words[1])) else {
      return nil
    }
    self.init(number: number, result: result, text: String(words[2]))
  }

  var line: String { "\(number) \(result.rawValue) \(text)" }
}
