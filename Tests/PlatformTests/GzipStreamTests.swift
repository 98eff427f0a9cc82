import Foundation
import Platform
import Testing

@Suite struct GzipStreamTests {
  /// What the `gunzip` program makes of it.
  private func gunzip(_ bytes: [UInt8]) throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory
    let file = folder.appendingPathComponent("passerelle-\(UUID().uuidString).gz")
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
    #expect(program.terminationStatus == 0)
    return Array(output)
  }

  @Test func `gunzip gives back every body of one stream`() throws {
    let stream = try #require(GzipStream(level: 6))
    let bodies: [[UInt8]] = [
      [], [1], Array(repeating: 7, count: 100_000), Array("a page of text, a page of text".utf8),
      (0..<70_000).map { _ in UInt8.random(in: 0...255) },
    ]
    for body in bodies {
      let compressed = try #require(stream.compress(body))
      #expect(try gunzip(compressed) == body)
      #expect(stream.compress(body) == compressed, "the same body gives the same bytes")
    }
  }
}
