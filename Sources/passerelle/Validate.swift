import ArgumentParser
import Cooperation
import Dataset

struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check the fixtures of a folder and name all that is wrong.",
    discussion: """
      EXAMPLES:
        passerelle validate Fixtures
        passerelle validate Fixtures --sources texts
      """)

  @Argument(help: "The folder of fixtures.")
  var folder: String

  @OptionGroup var sources: SourcesOption

  func run() throws {
    let fixtures = try reportingFailure { () throws(DatasetError) in
      try Fixtures(folder: folder, sources: sources.folder)
    }
    print("\(folder): \(fixtures.info.version) is sound: \(fixtures.counts)")
  }
}

/// Where the texts of the documents are.
struct SourcesOption: ParsableArguments {
  @Option(
    name: .customLong("sources"),
    help: ArgumentHelp(
      "The folder of the documents' texts: counts their paragraphs and looks for copied wording.", valueName: "dir"))
  var folder: String?
}
