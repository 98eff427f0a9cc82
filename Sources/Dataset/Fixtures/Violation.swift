/// One thing that the fixtures get wrong: `events.json: ipcp-signing-2014: /date/edtf: it ends before it begins`.
package struct Violation: Sendable, Hashable, CustomStringConvertible {
  /// The name of the file.
  package let file: String
  /// The record's id, or `record 4` where it has none; `nil` where the whole file is meant.
  package let record: String?
  /// A JSON Pointer into the record; `nil` where the whole record is meant.
  package let field: String?
  package let reason: String

  package init(file: String, record: String?, field: String?, reason: String) {
    self.file = file
    self.record = record
    self.field = field
    self.reason = reason
  }

  package var description: String { [file, record, field, reason].compactMap(\.self).joined(separator: ": ") }
}

/// Collects what is wrong, so that one run names everything.
final class ViolationLog {
  private(set) var violations: [Violation] = []

  func add(_ file: String, _ record: String?, _ field: String?, _ reason: String) {
    violations.append(Violation(file: file, record: record, field: field, reason: reason))
  }
}
