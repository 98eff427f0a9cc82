import API
import ArgumentParser
import Dataset
import FoundationEssentials
import Glibc
import HTTP
import Platform

/// `passerelle query`: the answer that a server would give, without one.
struct Query: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Answer one question from a dataset, without a server.",
    discussion: """
      Prints the body that a server would answer a GET of the target with. Ends with 0 if the status is below 400, with 4 \
      if the question is wrong, with 5 if the answer is. The dataset is found as `passerelle serve` finds it.

      EXAMPLES:
        passerelle query '/v1/events?actor=OTAN&date=2014&lang=en&pretty'
        passerelle query --database passerelle.sqlite '/v1/events.csv?actor=japan' > events.csv
        passerelle query -i '/v1/events?aera=cyber-defence'
      """)

  @Argument(help: "Path and query, as in a URL; quote it, for & means something to the shell.")
  var target: String

  @OptionGroup(title: "Dataset") var dataset: DatasetOptions

  @Flag(name: [.short, .long], help: "Print the status line and the header fields, too.")
  var includeHeaders = false

  @Option(help: ArgumentHelp("What an Accept field would say.", valueName: "types"))
  var accept: String?

  @Option(help: ArgumentHelp("What an Accept-Language field would say.", valueName: "tags"))
  var acceptLanguage: String?

  func validate() throws {
    guard target.hasPrefix("/") else {
      throw ValidationError("The target begins with a slash, as in /v1/events; it is “\(target)”.")
    }
  }

  func run() throws {
    let source = try dataset.source(SettingReader(environment: ProcessInfo.processInfo.environment))
    let edition = try reportingFailure { () throws(DatasetError) in try source.load() }
    let parts = target.utf8.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
    let response = Service(edition).respond(
      to: Request(
        path: Array(parts[0]), query: parts.count > 1 ? Array(parts[1]) : nil, accept: accept,
        acceptLanguage: acceptLanguage, id: "query"))
    let isWhole: Bool
    do throws(SystemError) {
      if includeHeaders { try FileDescriptor.write(response.head.span, to: 1) }
      isWhole = try response.pour { piece throws(SystemError) in try FileDescriptor.write(piece, to: 1) }
    } catch {
      // Who reads no further has seen enough.
      guard !error.isBrokenPipe else { return }
      StandardError.print("passerelle: the answer cannot be written: \(error)")
      throw ExitCode(74)  // EX_IOERR
    }
    guard isWhole else {
      StandardError.print("passerelle: the rest of the answer cannot be had: was the dataset changed meanwhile?")
      throw ExitCode(5)
    }
    // On a terminal, the prompt begins a line of its own.
    if isatty(1) == 1 { try? FileDescriptor.write([UInt8(ascii: "\n")].span, to: 1) }
    if response.status >= 400 { throw ExitCode(response.status >= 500 ? 5 : 4) }
  }
}
