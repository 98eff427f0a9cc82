import API
import Cooperation
import Dataset
import Dispatch
import Glibc
import HTTP
import Platform
import Synchronization

/// A server from its start to its end, and what signals do to it.
final class Life: Sendable {
  private let settings: ServeSettings
  private let log: Log
  private let running: Running
  private let version: String
  private let events: Int
  private let server: Server
  /// Listens where operators ask, where they have an address of their own.
  private let admin: Server?
  private let queue: DispatchQueue
  /// Where datasets are read anew, so that nobody who wants the server to stop waits for it.
  private let loading = DispatchQueue(label: "passerelle.loading", qos: .utility)
  /// By which `passerelle reload` finds this server.
  private let file: ProcessFile?
  private let reloads = Atomic<Int>(0)
  private let isStopping = Mutex(false)

  /// Loads the dataset, and takes the ports.
  ///
  /// - Parameter queue: where `stop` and `reload` are called.
  init(settings: ServeSettings, log: Log, queue: DispatchQueue) throws {
    self.queue = queue
    self.settings = settings
    self.log = log
    file = try settings.pidFile.map { path throws(ProcessFile.Failure) in try ProcessFile(path: path) }
    let started = Clock.now()
    let display = ProgressDisplay { log.write(.info, "loading", $0) }
    let edition = try display.during(isQuiet: log.level > .info) { () throws(DatasetError) in
      try settings.dataset.load()
    }
    version = edition.catalog.info.version
    events = edition.catalog.count(.event)
    running = Running(loadTime: Clock.now() - started)
    let service = Service(edition, for: settings.admin == nil ? .all : .visitors, vitals: running.vitals)
    server = try Server(configuration: settings.server, application: service.application)
    admin = try settings.admin.map { address in
      let service = service.with(audience: .operators)
      return try Server(configuration: .admin(address), application: service.application)
    }
    running.began(server)
    SignalSource.ignoreBrokenPipes()
  }

  /// - Parameter started: when the program began.
  func start(after started: UInt64) {
    server.start()
    admin?.start()
    let milliseconds = Int((Clock.now() - started) / 1_000_000)
    let isInherited = settings.server.inherited != nil
    log.write(
      .info, "listening",
      "listening on http://\(server.address)" + (isInherited ? ", handed over" : "")
        + (admin.map { ", for operators on http://\($0.address)" } ?? "")
        + " — dataset \(version), \(events) events, ready in \(milliseconds) ms",
      [
        "address": .text("\(server.address)"), "admin_address": .text(admin.map { "\($0.address)" } ?? ""),
        "dataset": .text(version), "events": .number(events), "threads": .number(settings.server.threads),
        "ready_ms": .number(milliseconds),
      ])
  }

  /// First only says that it is about to end, where balancers need time to hear it; then drains; operators last.
  func stop() {
    let isSecond = isStopping.withLock { isStopping in
      defer { isStopping = true }
      return isStopping
    }
    guard !isSecond else { end() }
    running.drains()
    let delay = Int(settings.drainDelay.components.seconds)
    log.write(.info, "stopping", "stopping" + (delay > 0 ? " in \(delay) s" : ""), ["delay_s": .number(delay)])
    queue.asyncAfter(deadline: .now() + .seconds(delay)) { [self] in
      let started = Clock.now()
      server.drain(timeout: settings.drainTime) { [self] in
        let milliseconds = Int((Clock.now() - started) / 1_000_000)
        log.write(.info, "stopped", "stopped after \(milliseconds) ms", ["drain_ms": .number(milliseconds)])
        guard let admin else { end() }
        admin.drain(timeout: .zero) { [self] in end() }
      }
    }
  }

  private func end() -> Never {
    file?.remove()
    exit(0)
  }

  /// Builds the new edition aside; requests meanwhile are answered from the old one, which stays if this fails.
  func reload() {
    loading.async { [self] in
      let started = Clock.now()
      do throws(DatasetError) {
        let edition = try settings.dataset.load()
        let service = Service(edition, for: settings.admin == nil ? .all : .visitors, vitals: running.vitals)
        admin?.replace(application: service.with(audience: .operators).application)
        server.replace(application: service.application) { [self] in
          loading.async { [self] in reloaded(edition.catalog.info.version, in: Clock.now() - started) }
        }
      } catch {
        refused(error)
      }
    }
  }

  private func reloaded(_ version: String, in time: UInt64) {
    running.reloaded(in: time)
    log.write(
      .info, "reloaded", "reloaded — dataset \(version)",
      ["dataset": .text(version), "load_ms": .number(Int(time / 1_000_000))])
    leaveWord(.reloaded, version)
  }

  private func refused(_ error: DatasetError) {
    running.failedToReload()
    log.write(.error, "not-reloaded", "not reloaded, the old dataset stays: \(error)", ["reason": .text("\(error)")])
    leaveWord(.refused, "\(error)")
  }

  /// For who asked for the reload by `passerelle reload`.
  private func leaveWord(_ result: ReloadOutcome.Result, _ text: String) {
    let number = reloads.add(1, ordering: .relaxed).newValue
    do throws(SystemError) {
      try file?.leave(ReloadOutcome(number: number, result: result, text: text).line)
    } catch {
      log.write(.warning, "no-word", "the outcome could not be left in the file of --pid-file: \(error)")
    }
  }
}

extension Server.Configuration {
  /// For a few probes that come by now and then.
  fileprivate static func admin(_ address: ServeSettings.Admin) -> Server.Configuration {
    var configuration = Server.Configuration()
    configuration.host = address.host
    configuration.port = address.port
    configuration.threads = 1
    configuration.maxConnections = 256
    configuration.cacheBytes = 0
    configuration.accessLog = false
    return configuration
  }
}
