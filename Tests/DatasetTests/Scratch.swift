import Dataset
import Foundation
import Testing

/// A folder of its own for one test, removed with it.
final class Scratch {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "passerelle-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func path(_ name: String) -> String { path + "/" + name }

  /// A copy of the small fixtures, to be broken.
  func smallFixtures() throws -> String {
    let copy = path("fixtures")
    try FileManager.default.copyItem(atPath: Paths.small, toPath: copy)
    return copy
  }

  var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() } }
}

enum Paths {
  private static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  /// A small sound dataset, made up.
  static let small = package.appending(path: "Tests/Fixtures/small").path
  /// The text of its document.
  static let sources = package.appending(path: "Tests/Fixtures/sources").path
  /// The dataset itself.
  static let fixtures = package.appending(path: "Fixtures").path
  /// The program, which is built beside the tests.
  static let program = Bundle.main.bundleURL.appending(path: "passerelle").path

  static let files = ["actors", "areas", "claims", "dataset", "documents", "events", "places"].map { $0 + ".json" }
}

func bytes(of path: String) throws -> [UInt8] { try [UInt8](Data(contentsOf: URL(filePath: path))) }

func write(_ bytes: some Sequence<UInt8>, to path: String) throws {
  try Data(bytes).write(to: URL(filePath: path))
}

extension LoadedDataset {
  /// `dataset.ndjson`, all of it.
  var ndjson: [UInt8] {
    var (lines, bytes): (DatasetLines, [UInt8]) = (lines, [])
    while lines.append(to: &bytes) {}
    return bytes
  }

  /// `dataset.sqlite`, all of it.
  var sqlite: [UInt8] {
    var bytes: [UInt8] = []
    #expect(image.append(0..<image.count, to: &bytes))
    return bytes
  }
}

/// What a program said and how it ended.
struct Run {
  let status: Int32
  let output: String
  let errors: String

  init(_ program: String, _ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    self.output = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    self.errors = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    status = process.terminationStatus
  }
}
