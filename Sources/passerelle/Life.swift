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
  private let resources = Resources()
  private let running: Running
  private let version: String
  private let events: Int
  private let server: Server
  /// Listens where operators ask, where they have an address of their own.
  private let admin: Server?
  private let queue: DispatchQueue
  private let isStopping = Mutex(false)

  /// Loads the dataset, and takes the ports.
  ///
  /// - Parameter queue: where `stop` and `reload` are called.
  init(settings: ServeSettings, log: Log, queue: DispatchQueue) throws {
    self.queue = queue
    self.settings = settings
    self.log = log
    let started = Clock.now()
    let display = ProgressDisplay { log.write(.info, "loading", $0) }
    let edition = try display.during(isQuiet: log.level > .info) { [resources] () throws(DatasetError) in
      try settings.dataset.load(resources)
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
    guard !isSecond else { exit(0) }
    running.drains()
    let delay = Int(settings.drainDelay.components.seconds)
    log.write(.info, "stopping", "stopping" + (delay > 0 ? " in \(delay) s" : ""), ["delay_s": .number(delay)])
    queue.asyncAfter(deadline: .now() + .seconds(delay)) { [self] in
      let started = Clock.now()
      server.drain(timeout: settings.drainTime) { [self] in
        let milliseconds = Int((Clock.now() - started) / 1_000_000)
        log.write(.info, "stopped", "stopped after \(milliseconds) ms", ["drain_ms": .number(milliseconds)])
        guard let admin else { exit(0) }
        admin.drain(timeout: .zero) { exit(0) }
      }
    }
  }

  /// Builds the new edition aside; requests meanwhile are answered from the old one, which stays if this fails.
  func reload() {
    let started = Clock.now()
    do throws(DatasetError) {
      let edition = try settings.dataset.load(resources)
      let service = Service(edition, for: settings.admin == nil ? .all : .visitors, vitals: running.vitals)
      server.replace(application: service.application)
      if let admin {
        let service = service.with(audience: .operators)
        admin.replace(application: service.application)
      }
      let time = Clock.now() - started
      running.reloaded(in: time)
      let version = edition.catalog.info.version
      log.write(
        .info, "reloaded", "reloaded — dataset \(version)",
        ["dataset": .text(version), "load_ms": .number(Int(time / 1_000_000))])
    } catch {
      running.failedToReload()
      log.write(
        .error, "not-reloaded", "not reloaded, the old dataset stays: \(error)", ["reason": .text("\(error)")])
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
