import Foundation

/// The built `passerelle`, run as people run it.
enum Program {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// It lies beside the test bundle.
  static var url: URL {
    let folder = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL.deletingLastPathComponent()
    return (folder ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()).appending(path: "passerelle")
  }

  /// Whether a sanitizer watches, as `script/sanitize` sets it up.
  static let isSanitized = ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains {
    ProcessInfo.processInfo.environment[$0] != nil
  }

  struct Outcome {
    let status: Int32
    let output: String
    let error: String
  }

  /// Runs a program to its end.
  static func run(_ arguments: [String], by program: URL = url, environment: [String: String] = [:]) throws -> Outcome {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let (output, error) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let complaints = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Outcome(status: process.terminationStatus, output: text, error: complaints)
  }
}

/// A server of a test's own, on a free port, with a copy of the fixtures of its own.
final class RunningServer {
  let port: Int
  /// The port for operators, where there is one.
  let adminPort: Int?
  let fixtures: URL
  private let process = Process()
  private let errors: FileHandle

  init(_ options: [String] = []) throws {
    fixtures = URL.temporaryDirectory.appending(path: "passerelle-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: Program.root.appending(path: "Fixtures"), to: fixtures)
    process.executableURL = Program.url
    process.arguments = ["serve", "--fixtures", fixtures.path, "--port", "0", "--no-access-log"] + options
    let pipe = Pipe()
    process.standardError = pipe
    errors = pipe.fileHandleForReading
    try process.run()
    let line = RunningServer.line(from: errors)
    guard let match = line.firstMatch(of: /http:\/\/127\.0\.0\.1:([0-9]+)/), let port = Int(match.1) else {
      throw CocoaError(.executableLoad, userInfo: [NSLocalizedDescriptionKey: "it said: \(line)"])
    }
    self.port = port
    adminPort = line.firstMatch(of: /operators on http:\/\/127\.0\.0\.1:([0-9]+)/).flatMap { Int($0.1) }
  }

  deinit {
    if process.isRunning { process.terminate() }
    try? FileManager.default.removeItem(at: fixtures)
  }

  /// The next line that the server says of itself.
  func nextLine() -> String { RunningServer.line(from: errors) }

  private static func line(from handle: FileHandle) -> String {
    var line = Data()
    while let byte = try? handle.read(upToCount: 1), byte != Data("\n".utf8), !byte.isEmpty { line += byte }
    return String(decoding: line, as: UTF8.self)
  }

  func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  func wait() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// What curl prints for a target, with further options of its own.
  func curl(_ target: String, _ options: [String] = [], port: Int? = nil) throws -> String {
    let arguments = ["-s", "-g", "--max-time", "20"] + options + ["http://127.0.0.1:\(port ?? self.port)\(target)"]
    return try Program.run(arguments, by: URL(filePath: "/usr/bin/curl")).output
  }
}
