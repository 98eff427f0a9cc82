import Cooperation

/// French texts are set as French is: typographic apostrophes, no-break spaces inside double punctuation and guillemets.
extension Validator {
  func checkTypography() {
    for placed in texts {
      for reason in Typography.faults(in: placed.text.fr) {
        log.add(placed.file, placed.record, placed.field + "/fr", reason)
      }
    }
  }
}

enum Typography {
  private static let noBreakSpaces: Set<Unicode.Scalar> = ["\u{A0}", "\u{202F}"]

  /// What a French text sets wrongly, each fault once.
  static func faults(in text: String) -> [String] {
    let scalars = Array(text.unicodeScalars)
    var faults: [String] = []
    func add(_ fault: String) {
      if !faults.contains(fault) { faults.append(fault) }
    }
    for (index, scalar) in scalars.enumerated() {
      let before = index > 0 ? scalars[index - 1] : nil
      let after = index + 1 < scalars.count ? scalars[index + 1] : nil
      switch scalar {
      case "'":
        if let before, let after, before.properties.isAlphabetic, after.properties.isAlphabetic {
          add("has a straight apostrophe between letters, expected ’")
        }
      case ":" where after.map { !$0.properties.isWhitespace } ?? false:
        // 10:46, https://…
        break
      case ";", ":", "!", "?", "»":
        guard let before, before != "!", before != "?", before != "…" || scalar == "»" else { break }
        if !noBreakSpaces.contains(before) { add("lacks a no-break space before “\(scalar)”") }
      case "«":
        if let after, !noBreakSpaces.contains(after) { add("lacks a no-break space behind “«”") }
      default: break
      }
    }
    return faults
  }
}
