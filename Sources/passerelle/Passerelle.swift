import ArgumentParser

/// The command line: each subcommand is a file of its own.
@main
struct Passerelle: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "passerelle",
    abstract: "NATO–Japan cooperation: its fixtures, its database, its HTTP JSON API.",
    subcommands: [Serve.self, Validate.self, Import.self, Export.self, Health.self])
}
