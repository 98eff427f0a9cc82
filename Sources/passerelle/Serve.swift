import API
import ArgumentParser
import Cooperation
import Dataset
import Dispatch
import Glibc
import HTTP
import Platform

/// `passerelle serve`: loads a dataset and answers from it until it is told to stop.
struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve a dataset over HTTP.",
    discussion: """
      Without --database and --fixtures, the folder Fixtures here is served. SIGHUP reads the same dataset anew; if it cannot \
      be read, the old one stays. SIGTERM and SIGINT answer what has been asked, then end with 0.

      Each option can be given as an environment variable as well: PASSERELLE_ and its name, upper case, with _ for -. \
      An option on the command line wins.

      EXAMPLES:
        passerelle serve --database passerelle.sqlite
        passerelle serve --fixtures Fixtures --port 0 --no-access-log
        PASSERELLE_HOST=0.0.0.0 PASSERELLE_PORT=80 passerelle serve --database passerelle.sqlite
      """)

  @OptionGroup var options: ServeOptions

  func run() throws {
    let settings = try options.settings()
    let started = Clock.now()
    let resources = Resources()
    let edition = try reportingFailure { () throws(DatasetError) in try settings.dataset.load(resources) }
    let running = Running(loadTime: Clock.now() - started)
    let service = Service(edition, vitals: running.vitals)
    let server: Server
    do throws(Server.StartError) {
      server = try Server(configuration: settings.server, application: service.application)
      running.began(server)
    } catch {
      StandardError.print("passerelle: \(error)")
      throw ExitCode(71)  // EX_OSERR
    }
    SignalSource.ignoreBrokenPipes()
    let life = Life(server: server, running: running, settings: settings, resources: resources)
    let signals = life.listen()
    server.start()
    let milliseconds = (Clock.now() - started) / 1_000_000
    let counts = edition.catalog.count(.event)
    StandardError.print(
      "passerelle: listening on http://\(server.address) — dataset \(edition.catalog.info.version), "
        + "\(counts) events, ready in \(milliseconds) ms")
    withExtendedLifetime(signals) { dispatchMain() }
  }
}

/// The files of the contract and the page that the program carries within itself.
struct Resources: Sendable {
  let openAPIYAML = Contract.yaml
  let openAPIJSON = Contract.json
}

/// What signals do to a running server.
private final class Life: Sendable {
  private let server: Server
  private let running: Running
  private let settings: ServeOptions.Settings
  private let resources: Resources
  private let queue = DispatchQueue(label: "passerelle.life")

  init(server: Server, running: Running, settings: ServeOptions.Settings, resources: Resources) {
    self.server = server
    self.running = running
    self.settings = settings
    self.resources = resources
  }

  /// Listens for signals for as long as the result lives.
  func listen() -> [SignalSource] {
    let stop: @Sendable () -> Void = { self.stop() }
    let sources = [
      SignalSource(SIGTERM, queue: queue, handler: stop),
      SignalSource(SIGINT, queue: queue, handler: stop),
      SignalSource(SIGHUP, queue: queue) { self.reload() },
    ]
    // `run` never returns, so neither do they end.
    return sources
  }

  private func stop() {
    StandardError.print("passerelle: stopping")
    running.drains()
    server.drain(timeout: settings.drainTime) { exit(0) }
  }

  /// Builds the new edition aside; requests meanwhile are answered from the old one, which stays if this fails.
  private func reload() {
    let started = Clock.now()
    do throws(DatasetError) {
      let edition = try settings.dataset.load(resources)
      let service = Service(edition, vitals: running.vitals)
      server.replace(application: service.application)
      running.reloaded(in: Clock.now() - started)
      StandardError.print("passerelle: reloaded — dataset \(edition.catalog.info.version)")
    } catch {
      running.failedToReload()
      StandardError.print("passerelle: not reloaded, the old dataset stays: \(error)")
    }
  }
}
