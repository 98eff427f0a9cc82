import Foundation

/// The `gzip` program, to read what our own compression wrote.
enum Gunzip {
  static func run(_ bytes: [UInt8]) throws -> [UInt8] {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("passerelle-\(UUID().uuidString).gz")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let program = Process()
    program.executableURL = URL(fileURLWithPath: "/bin/sh")
    program.arguments = ["-c", "exec gzip -dc \"$0\"", file.path]
    let pipe = Pipe()
    program.standardOutput = pipe
    try program.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    program.waitUntilExit()
    guard program.terminationStatus == 0 else { throw RawClient.Failure(description: "gzip refuses") }
    return Array(output)
  }
}
