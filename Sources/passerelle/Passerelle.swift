import ArgumentParser

/// The command line: each subcommand is a file of its own.
@main
struct Passerelle: ParsableCommand {
  /// Of the program; the dataset has versions of its own.
  static let version = "1.0.0-dev"

  static let configuration = CommandConfiguration(
    commandName: "passerelle",
    abstract: "NATO–Japan cooperation: its fixtures, its database, its HTTP JSON API.",
    discussion: """
      EXAMPLES:
        passerelle import ./Fixtures --into passerelle.sqlite
        passerelle serve --database passerelle.sqlite
        passerelle query --database passerelle.sqlite '/v1/events?actor=japan&lang=en&pretty'
        passerelle --generate-completion-script bash > /etc/bash_completion.d/passerelle
      """,
    version: version,
    subcommands: [Serve.self, Query.self, Validate.self, Import.self, Export.self, Health.self, Reload.self])
}
