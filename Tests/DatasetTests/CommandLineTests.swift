import Foundation
import Testing

/// Exit codes are those of sysexits(3).
@Suite struct CommandLineTests {
  @Test func `what is sound is said in one line and ends with 0`() throws {
    let scratch = try Scratch()
    let counts = "3 events, 4 actors, 3 areas, 2 places, 1 documents, 20 claims\n"
    let validate = try Run(Paths.program, "validate", Paths.small, "--sources", Paths.sources)
    #expect(validate.output == "\(Paths.small): 2026.11.1 is sound: \(counts)")
    let file = scratch.path("a.sqlite")
    #expect(try Run(Paths.program, "import", Paths.small, "--into", file).output == "\(file): 2026.11.1: \(counts)")
    let export = try Run(Paths.program, "export", file, "--into", scratch.path("out"))
    #expect(export.output == "\(scratch.path("out")): \(counts)")
    #expect(validate.status == 0 && export.status == 0)
  }

  @Test func `violations go to standard error, one a line and their number, and end with 65`() throws {
    let scratch = try Scratch()
    let broken = try scratch.smallFixtures()
    let areas = try String(decoding: bytes(of: broken + "/areas.json"), as: UTF8.self)
    try write(
      areas.replacing("\"broader\": \"maritime\"", with: "\"broader\": \"maritme\"").utf8, to: broken + "/areas.json")
    let file = scratch.path("a.sqlite")
    let run = try Run(Paths.program, "import", broken, "--into", file)
    #expect(run.status == 65)
    #expect(run.output.isEmpty)
    #expect(
      run.errors == """
        areas.json: piracy: /broader: “maritme” is not the id of an area; did you mean “maritime”?
        1 violation; nothing was changed

        """)
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test func `other failures have their own codes`() throws {
    let scratch = try Scratch()
    try write("words".utf8, to: scratch.path("words"))
    let cases: [(String, [String], Int32)] = [
      ("no such command", ["vlidate"], 64),
      ("no argument", ["validate"], 64),
      ("no such option", ["validate", Paths.small, "--suorces", "x"], 64),
      ("no target", ["import", Paths.small], 64),
      ("no such folder", ["validate", scratch.path("nowhere")], 66),
      ("a file for a folder", ["validate", scratch.path("words")], 66),
      ("no such folder of sources", ["validate", Paths.small, "--sources", scratch.path("nowhere")], 66),
      ("no such database", ["export", scratch.path("nowhere"), "--into", scratch.path("out")], 66),
      ("no database", ["export", scratch.path("words"), "--into", scratch.path("out")], 65),
      ("no folder for the target", ["import", Paths.small, "--into", scratch.path("nowhere/a.sqlite")], 73),
      ("a folder as target", ["import", Paths.small, "--into", scratch.path], 73),
      ("a text as target", ["import", Paths.small, "--into", scratch.path("words")], 73),
      ("a device as target", ["import", Paths.small, "--into", "/dev/null"], 73),
    ]
    for (label, arguments, status) in cases {
      let process = Process()
      process.executableURL = URL(filePath: Paths.program)
      process.arguments = arguments
      process.standardError = Pipe()
      process.standardOutput = Pipe()
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == status, "\(label)")
    }
    #expect(try scratch.names == ["words"])
  }
}
