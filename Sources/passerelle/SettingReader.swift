import ArgumentParser
import FoundationEssentials

/// Reads settings from options and, where there is none, from the environment; says which of the two is wrong, and why.
struct SettingReader {
  let environment: [String: String]

  /// What one setting says, and where it says so.
  struct Given {
    let text: String
    let origin: String
  }

  /// The variable of an option: `max-connections` is `PASSERELLE_MAX_CONNECTIONS`.
  static func variable(_ name: String) -> String {
    "PASSERELLE_" + String(name.uppercased().map { $0 == "-" ? "_" : $0 })
  }

  /// The option wins. A variable that is there but empty says nothing.
  func given(_ name: String, _ option: String?) -> Given? {
    if let option { return Given(text: option, origin: "--" + name) }
    let variable = Self.variable(name)
    guard let text = environment[variable], !text.isEmpty else { return nil }
    return Given(text: text, origin: variable)
  }

  func text(_ name: String, _ option: String?) -> String? { given(name, option)?.text }

  func number(_ name: String, _ option: String?, in range: ClosedRange<Int>) throws -> Int? {
    guard let given = given(name, option) else { return nil }
    guard let number = Int(given.text), range.contains(number) else {
      // Kubernetes tells each container about each Service, in variables named after it.
      let isService = given.text.hasPrefix("tcp://") && given.origin.hasPrefix("PASSERELLE_")
      throw ValidationError(
        "\(given.origin) is a whole number from \(range.lowerBound) to \(range.upperBound), not “\(given.text)”."
          + (isService ? " Kubernetes sets it where a Service has this name: say enableServiceLinks: false." : ""))
    }
    return number
  }

  func seconds(_ name: String, _ option: String?, in range: ClosedRange<Int> = 1...3600) throws -> UInt64? {
    try number(name, option, in: range).map { UInt64($0) * 1_000_000_000 }
  }

  func flag(_ name: String, _ option: Bool?) throws -> Bool? {
    if let option { return option }
    guard let given = given(name, nil) else { return nil }
    switch given.text.lowercased() {
    case "1", "true", "yes", "on": return true
    case "0", "false", "no", "off": return false
    default: throw ValidationError("\(given.origin) is true or false, not “\(given.text)”.")
    }
  }

  func word<Word: RawRepresentable<String> & CaseIterable>(_ name: String, _ option: String?) throws -> Word? {
    guard let given = given(name, option) else { return nil }
    guard let word = Word(rawValue: given.text.lowercased()) else {
      let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("\(given.origin) is one of \(words), not “\(given.text)”.")
    }
    return word
  }

  /// Variables that look like settings and are none, in order.
  func unknown(among known: [String]) -> [String] {
    environment.keys.filter { $0.hasPrefix("PASSERELLE_") && !known.contains($0) }.sorted()
  }
}
