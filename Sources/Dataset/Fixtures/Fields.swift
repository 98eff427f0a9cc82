import Cooperation

/// One object of the fixtures while it is read: every key must be there, of its type, and no other.
///
/// What is wrong goes to the log and a stand-in takes its place, so that the reading goes on and names everything; a
/// record with a stand-in is never used, because nothing is imported while the log holds a violation.
struct Fields {
  private let members: [JSONValue.Member]
  private let file: String
  private let record: String?
  /// The JSON Pointer of this object in its record.
  private let path: String
  private let log: ViolationLog
  private var asked: [String] = []

  /// Reads `value` as an object through `read`; `nil` where it is none.
  static func read<T>(
    _ value: JSONValue, at path: String = "", in file: String, record: String?, log: ViolationLog,
    _ read: (inout Fields) -> T
  ) -> T? {
    guard case .object(let members) = value else {
      log.add(file, record, path.isEmpty ? nil : path, "is \(value.noun), expected an object")
      return nil
    }
    var fields = Fields(members: members, file: file, record: record, path: path, log: log)
    let result = read(&fields)
    fields.reportUnknown()
    return result
  }

  private init(members: [JSONValue.Member], file: String, record: String?, path: String, log: ViolationLog) {
    self.members = members
    self.file = file
    self.record = record
    self.path = path
    self.log = log
  }

  func report(_ key: String, _ reason: String) { log.add(file, record, "\(path)/\(key)", reason) }

  private func reportUnknown() {
    for member in members where !asked.contains(member.key) {
      let missing = asked.filter { key in !members.contains { $0.key == key } }
      report(member.key, "is no key of this object" + Suggestion.phrase(for: member.key, among: missing + asked))
    }
  }

  // MARK: - Values

  /// The value under a key, and with it that the key is known; `nil` where it is missing, which is reported.
  mutating func value(_ key: String, isOptional: Bool = false) -> JSONValue? {
    asked.append(key)
    let value = members.first { $0.key == key }?.value
    if value == nil, !isOptional { report(key, "is missing; what is unknown is null, what is none is []") }
    return value
  }

  /// A string that says something and has no white space around it.
  mutating func string(_ key: String, orNull: Bool = false, isOptional: Bool = false) -> String? {
    guard let value = value(key, isOptional: isOptional) else { return nil }
    switch value {
    case .string(let text):
      check(text, at: key)
      return text
    case .null where orNull: return nil
    default:
      report(key, "is \(value.noun), expected a text\(orNull ? " or null" : "")")
      return nil
    }
  }

  mutating func string(_ key: String) -> String { string(key, orNull: false) ?? "" }
  mutating func stringOrNull(_ key: String) -> String? { string(key, orNull: true) }

  mutating func number(_ key: String) -> Double {
    guard let value = value(key) else { return 0 }
    guard case .number(let number) = value else {
      report(key, "is \(value.noun), expected a number")
      return 0
    }
    return number
  }

  mutating func integer(_ key: String) -> Int {
    let number = number(key)
    guard let integer = Int(exactly: number) else {
      report(key, "is \(number), expected a whole number")
      return 0
    }
    return integer
  }

  mutating func bool(_ key: String) -> Bool {
    guard let value = value(key) else { return false }
    guard case .bool(let bool) = value else {
      report(key, "is \(value.noun), expected true or false")
      return false
    }
    return bool
  }

  mutating func strings(_ key: String) -> [String] {
    array(key).enumerated().map { index, item in
      guard case .string(let text) = item else {
        report("\(key)/\(index)", "is \(item.noun), expected a text")
        return ""
      }
      check(text, at: "\(key)/\(index)")
      return text
    }
  }

  /// A list of objects.
  mutating func list<T>(_ key: String, _ read: (inout Fields) -> T) -> [T] {
    array(key).enumerated().compactMap { index, item in
      Fields.read(item, at: "\(path)/\(key)/\(index)", in: file, record: record, log: log, read)
    }
  }

  /// An object; `nil` where it is missing or of another type.
  mutating func object<T>(_ key: String, orNull: Bool, _ read: (inout Fields) -> T) -> T? {
    guard let value = value(key) else { return nil }
    if case .null = value, orNull { return nil }
    return Fields.read(value, at: "\(path)/\(key)", in: file, record: record, log: log, read)
  }

  private mutating func array(_ key: String) -> [JSONValue] {
    guard let value = value(key) else { return [] }
    guard case .array(let items) = value else {
      report(key, "is \(value.noun), expected a list")
      return []
    }
    return items
  }

  private func check(_ text: String, at key: String) {
    guard let first = text.first, let last = text.last else { return report(key, "is empty") }
    if first.isWhitespace || last.isWhitespace { report(key, "has white space around it") }
  }
}
