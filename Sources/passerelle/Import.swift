import ArgumentParser
import Cooperation
import Dataset

struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Check the fixtures of a folder and make a database of them.",
    discussion: """
      If anything is wrong, or fails, the old database stays as it is. A large one shows on standard error how far it has come.

      EXAMPLES:
        passerelle import ./Fixtures --into passerelle.sqlite
        passerelle import ./Fixtures --into passerelle.sqlite --sources texts && kill -HUP "$(pidof passerelle)"
      """)

  @Argument(help: "The folder of fixtures.")
  var folder: String

  @Option(name: .customLong("into"), help: "The database to make or to replace.")
  var file: String

  @OptionGroup var sources: SourcesOption
  @OptionGroup var progress: QuietOption

  func run() throws {
    let fixtures = try reportingFailure { () throws(DatasetError) in
      try ProgressDisplay().during(isQuiet: progress.quiet) { () throws(DatasetError) in
        try Importer.run(folder: folder, into: file, sources: sources.folder)
      }
    }
    print("\(file): \(fixtures.info.version): \(fixtures.counts)")
  }
}
