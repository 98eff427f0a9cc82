import Foundation
import Platform
import Testing

@Suite struct ProcessFileTests {
  private let path = URL.temporaryDirectory.appending(path: "passerelle-\(UUID().uuidString).pid").path

  /// What another process finds: the locks of one's own process never stand in one's way.
  private func other(_ script: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", "import fcntl, struct, sys\n" + script, path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text
  }

  @Test func `The file says which process holds it, and what it left`() throws {
    let file = try ProcessFile(path: path)
    defer { file.remove() }
    let own = ProcessInfo.processInfo.processIdentifier
    let holder = """
      lock = struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0)
      print(struct.unpack("hhqqi4x", fcntl.fcntl(open(sys.argv[1], "r+"), fcntl.F_GETLK, lock))[4])
      """
    #expect(try other(holder) == "\(own)\n")
    let lock = """
      try:
        fcntl.lockf(open(sys.argv[1], "r+"), fcntl.LOCK_EX | fcntl.LOCK_NB)
        print("free")
      except OSError:
        print("held")
      """
    #expect(try other(lock) == "held\n")
    // Only now: a process that closes the file anywhere loses its lock (fcntl(2)), so the holder itself never reads it.
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "\(own)\n\n")
    #expect(try ProcessFile.word(in: path) == nil)
    try file.leave("3 refused because\nof this")
    try file.leave("4 well")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "\(own)\n4 well\n")
    #expect(try ProcessFile.word(in: path) == "4 well")
  }

  @Test func `A file that was left behind is held by nobody, and can be taken`() throws {
    try "1\n".write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try ProcessFile.holder(of: path) == nil)
    let file = try ProcessFile(path: path)
    file.remove()
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(throws: SystemError.self) { try ProcessFile.holder(of: path) }
  }

  @Test func `A file that cannot be made is refused with the reason`() {
    #expect(throws: ProcessFile.Failure.system(SystemError(call: "open", code: ENOENT))) {
      try ProcessFile(path: "/nowhere/passerelle.pid")
    }
  }
}
