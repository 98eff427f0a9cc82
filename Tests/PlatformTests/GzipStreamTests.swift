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

  @Test(arguments: [1, 1000, 65_536])
  func `gunzip gives back what was compressed in pieces`(_ size: Int) throws {
    let stream = try #require(GzipStream(level: 5))
    let text = (0..<20_000).flatMap { Array("line \($0)\n".utf8) }.prefix(size == 1 ? 3000 : .max)
    let noise = (0..<300_000 / max(1, 3000 / size)).map { _ in UInt8.random(in: 0...255) }
    for body in [[], Array(text), noise] {
      var compressed: [UInt8] = []
      for start in stride(from: 0, to: body.count, by: size) {
        #expect(stream.compress(Array(body[start..<min(start + size, body.count)]), isLast: false, into: &compressed))
      }
      #expect(stream.compress([], isLast: true, into: &compressed))
      #expect(try gunzip(compressed) == body)
    }
  }
}
