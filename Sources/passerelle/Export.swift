import ArgumentParser
import Dataset

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the fixtures that a database was made from.",
    discussion: """
      EXAMPLES:
        passerelle export passerelle.sqlite --into Fixtures
      """)

  @Argument(help: "The database.")
  var file: String

  @Option(name: .customLong("into"), help: "The folder to write the fixtures into.")
  var folder: String

  @OptionGroup var progress: QuietOption

  func run() throws {
    let counts = try reportingFailure { () throws(DatasetError) in
      try ProgressDisplay().during(isQuiet: progress.quiet) { () throws(DatasetError) in
        try Exporter.run(file: file, into: folder)
      }
    }
    print("\(folder): \(counts)")
  }
}
