import ArgumentParser
import FoundationEssentials
import Glibc
import Platform

/// `passerelle reload`: has a running server read its dataset anew, and says what came of it.
struct Reload: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reload",
    abstract: "Have a running server read its dataset anew.",
    discussion: """
      The server is found by the file that it holds: `passerelle serve --pid-file FILE`. Ends with 0 when the new dataset \
      is served, with 65 when it was refused and the old one stays, with 69 when no server holds the file, and with 75 \
      when no outcome came in time.
      """)

  @Option(help: ArgumentHelp("The file that the server holds. (default: PASSERELLE_PID_FILE)", valueName: "file"))
  var pidFile: String?

  @Option(help: "Seconds to wait for the outcome.")
  var timeout = 60

  func run() throws {
    let reader = SettingReader(environment: ProcessInfo.processInfo.environment)
    guard let path = reader.text("pid-file", pidFile) else {
      throw ValidationError("Name the file that the server holds: --pid-file, or PASSERELLE_PID_FILE.")
    }
    do {
      guard let process = try ProcessFile.holder(of: path) else {
        throw failure("\(path): no server holds it", 69)  // EX_UNAVAILABLE
      }
      let before = try outcome(in: path)?.number ?? 0
      guard kill(process, SIGHUP) == 0 else {
        // EX_NOPERM
        throw failure("process \(process) takes no signal from here: \(String(cString: strerror(errno)))", 77)
      }
      let outcome = try wait(for: process, path, after: before)
      guard outcome.result == .reloaded else {
        throw failure("not reloaded, the old dataset stays: \(outcome.text)", 65)  // EX_DATAERR
      }
      print("reloaded — dataset \(outcome.text)")
    } catch let error as SystemError {
      throw failure("\(path): \(error)", 69)
    }
  }

  private func outcome(in path: String) throws -> ReloadOutcome? {
    try ProcessFile.word(in: path).flatMap { ReloadOutcome(line: $0) }
  }

  private func wait(for process: Int32, _ path: String, after before: Int) throws -> ReloadOutcome {
    let end = Clock.now() + UInt64(max(timeout, 0)) * 1_000_000_000
    while Clock.now() < end {
      if let outcome = try outcome(in: path), outcome.number > before { return outcome }
      guard try ProcessFile.holder(of: path) == process else { throw failure("the server has ended", 69) }
      usleep(20_000)
    }
    throw failure("no outcome yet; the server's log will tell", 75)  // EX_TEMPFAIL
  }

  private func failure(_ sentence: String, _ code: Int32) -> ExitCode {
    StandardError.print("passerelle: " + sentence)
    return ExitCode(code)
  }
}
