import API
import ArgumentParser
import Cooperation
import Dataset
import Dispatch
import FoundationEssentials
import HTTP
import Platform

/// `passerelle serve`: loads a dataset and answers from it until it is told to stop.
struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve a dataset over HTTP.",
    discussion: """
      Without --database and --fixtures, the folder Fixtures here is served. SIGHUP reads the same dataset anew; if it cannot \
      be read, the old one stays; `passerelle reload` does the same and waits for the outcome. SIGTERM and SIGINT answer what has been asked, then end with 0; a second one ends at once.

      Each option can be given as an environment variable as well: PASSERELLE_ and its name, upper case, with _ for -. \
      An option on the command line wins. A socket that a service manager hands over (LISTEN_FDS) is listened at instead \
      of --host and --port.

      EXAMPLES:
        passerelle serve --database passerelle.sqlite
        passerelle serve --fixtures Fixtures --port 0 --no-access-log
        passerelle serve --database passerelle.sqlite --admin-port 9090 --log-level warning
        PASSERELLE_HOST=0.0.0.0 PASSERELLE_PORT=80 passerelle serve --database passerelle.sqlite
        passerelle serve --print-config > passerelle.env
      """)

  @OptionGroup var options: ServeOptions

  @Flag(help: "Print all settings as environment variables, and end.")
  var printConfig = false

  func run() throws {
    let environment = ProcessInfo.processInfo.environment
    var settings = try options.settings(environment: environment)
    if printConfig {
      for (name, value) in settings.values { print("\(SettingReader.variable(name))=\(value)") }
      return
    }
    let log = Log(level: settings.logLevel)
    let variables = settings.values.map { SettingReader.variable($0.name) }
    for name in SettingReader(environment: environment).unknown(among: variables) {
      let near = nearest(to: name, among: variables.map { ($0, $0) }, limit: 1).first?.element
      let hint = near.map { "; did you mean \($0)?" } ?? ""
      log.write(.warning, "unknown-setting", "\(name) is no setting\(hint)", ["name": .text(name)])
    }
    let started = Clock.now()
    do {
      settings.server.inherited = try InheritedSocket.take()
      let signals = Signals()
      let sources = signals.listen()
      let life = try Life(settings: settings, log: log, queue: signals.queue)
      signals.tell(life)
      life.start(after: started)
      withExtendedLifetime(sources) { dispatchMain() }
    } catch let error as DatasetError {
      log.write(.error, "no-dataset", error.description)
      throw error.exitCode
    } catch let error as ProcessFile.Failure {
      log.write(.error, "no-pid-file", "cannot take \(settings.pidFile ?? ""): \(error)")
      throw ExitCode(73)  // EX_CANTCREAT
    } catch let error as InheritedSocket.Failure {
      log.write(.error, "no-socket", error.description)
      throw ExitCode(71)  // EX_OSERR
    } catch let error as Server.StartError {
      log.write(.error, "no-socket", error.description)
      throw ExitCode(71)
    }
  }
}
