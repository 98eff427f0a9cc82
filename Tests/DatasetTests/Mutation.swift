import Dataset
import Foundation
import Testing

/// A way to break the small fixtures, and what the validator must then say: that, and nothing else.
struct Mutation: Sendable, CustomTestStringConvertible {
  /// In one record of a file, or in the whole file, the first `old` becomes `new`.
  struct Edit: Sendable {
    let file: String
    let record: String?
    let old: String
    let new: String

    init(_ file: String, _ record: String?, _ old: String, _ new: String) {
      self.file = file
      self.record = record
      self.old = old
      self.new = new
    }
  }

  let label: String
  let edits: [Edit]
  let violations: [String]

  init(_ label: String, _ edits: [Edit], _ violations: [String]) {
    self.label = label
    self.edits = edits
    self.violations = violations
  }

  var testDescription: String { label }

  /// What is said of fixtures broken in this way.
  func outcome(sources: String? = nil) throws -> [String] {
    let scratch = try Scratch()
    let folder = try scratch.smallFixtures()
    for edit in edits {
      let path = folder + "/" + edit.file
      var text = try String(contentsOfFile: path, encoding: .utf8)
      let start = try edit.record.map { try #require(text.range(of: "    \"id\": \"\($0)\"")).lowerBound }
      let scope = start.map { $0..<(text[$0...].range(of: "\n  }")?.lowerBound ?? text.endIndex) }
      let place = try #require(
        text.range(of: edit.old, range: scope ?? text.startIndex..<text.endIndex), "\(edit.old) is not there")
      text.replaceSubrange(place, with: edit.new)
      try write(text.utf8, to: path)
    }
    return complaints(of: folder, sources: sources)
  }
}

/// What is said of the fixtures of a folder, a line each.
func complaints(of folder: String, sources: String? = nil) -> [String] {
  do {
    _ = try Fixtures(folder: folder, sources: sources)
    return []
  } catch {
    return error.description.split(separator: "\n").map(String.init)
  }
}
