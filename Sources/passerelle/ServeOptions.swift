import API
import ArgumentParser
import FoundationEssentials
import HTTP

/// The options of `serve`, on the command line or in the environment.
///
/// All are taken as text, so that an option and a variable that are wrong are told so in the same words.
struct ServeOptions: ParsableArguments {
  @OptionGroup(title: "Dataset") var dataset: DatasetOptions

  @Option(help: "The address to listen at. (default: 127.0.0.1)")
  var host: String?

  @Option(help: "The port to listen at; 0 takes a free one and prints it. (default: 8080)")
  var port: String?

  @Option(help: "The address of the operators' port. (default: 127.0.0.1)")
  var adminHost: String?

  @Option(
    help: "A port for operators alone: /metrics, /readyz and /healthz; of these, the other then shows /healthz only.")
  var adminPort: String?

  @Option(
    help: ArgumentHelp(
      "A file to hold while serving, by which `passerelle reload` finds the server.", valueName: "file"))
  var pidFile: String?

  @Option(help: "Event loops. (default: one for each usable core)")
  var threads: String?

  @Option(help: "Connections at a time; more are told 503. (default: 10000)")
  var maxConnections: String?

  @Option(help: "Connections at a time from one address. (default: no limit)")
  var maxConnectionsPerAddress: String?

  @Option(help: "Memory for finished answers, in MiB. (default: 64)")
  var cacheSize: String?

  @Option(
    help: "Memory for unfinished requests and output not taken yet, in MiB; beyond, the slowest go. (default: 64)")
  var connectionMemory: String?

  @Option(help: "Seconds in which a request's head must arrive. (default: 10)")
  var headerTimeout: String?

  @Option(help: "Seconds that a connection may idle between requests. (default: 30)")
  var idleTimeout: String?

  @Option(help: "Seconds in which a slow reader must take some of its answer. (default: 20)")
  var writeTimeout: String?

  @Option(help: "Seconds to serve on, while /readyz says no, when the server is told to stop. (default: 0)")
  var drainDelay: String?

  @Option(help: "Then, seconds for what is in flight. (default: 10)")
  var drainTimeout: String?

  @Option(help: "The least that a line of the log must matter: info, warning or error. (default: info)")
  var logLevel: String?

  @Flag(inversion: .prefixedNo, help: "One JSON line a request on standard output. (default: --access-log)")
  var accessLog: Bool?

  /// The settings that options, environment and defaults make together; options win over the environment.
  func settings(environment: [String: String] = ProcessInfo.processInfo.environment) throws -> ServeSettings {
    let reader = SettingReader(environment: environment)
    var settings = ServeSettings(dataset: try dataset.source(reader))
    var server = settings.server
    let ports = 0...Int(UInt16.max)
    server.host = reader.text("host", host) ?? server.host
    server.port = try reader.number("port", port, in: ports).map { UInt16($0) } ?? server.port
    server.threads = try reader.number("threads", threads, in: 1...256) ?? server.threads
    let connections = 1...1_000_000
    server.maxConnections =
      try reader.number("max-connections", maxConnections, in: connections) ?? server.maxConnections
    server.maxConnectionsPerAddress = try reader.number(
      "max-connections-per-address", maxConnectionsPerAddress, in: connections)
    server.cacheBytes = try reader.number("cache-size", cacheSize, in: 0...65_536).map { $0 << 20 } ?? server.cacheBytes
    server.heldBytes =
      try reader.number("connection-memory", connectionMemory, in: 1...65_536).map { $0 << 20 } ?? server.heldBytes
    server.limits.headTime = try reader.seconds("header-timeout", headerTimeout) ?? server.limits.headTime
    server.limits.idleTime = try reader.seconds("idle-timeout", idleTimeout) ?? server.limits.idleTime
    server.limits.writeTime = try reader.seconds("write-timeout", writeTimeout) ?? server.limits.writeTime
    settings.logLevel = try reader.word("log-level", logLevel) ?? settings.logLevel
    server.logLevel = settings.logLevel
    server.accessLog = try reader.flag("access-log", accessLog) ?? server.accessLog
    server.labels = AnswerLabel.count
    settings.server = server

    let adminHost = reader.text("admin-host", adminHost) ?? "127.0.0.1"
    settings.admin = try reader.number("admin-port", adminPort, in: ports).map {
      ServeSettings.Admin(host: adminHost, port: UInt16($0))
    }
    settings.pidFile = reader.text("pid-file", pidFile)
    let delay = try reader.number("drain-delay", drainDelay, in: 0...3600)
    settings.drainDelay = delay.map { .seconds($0) } ?? settings.drainDelay
    let drain = try reader.number("drain-timeout", drainTimeout, in: 0...3600)
    settings.drainTime = drain.map { .seconds($0) } ?? settings.drainTime
    return settings
  }
}

/// Which dataset: for all that answers from one.
struct DatasetOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The database to serve, as `passerelle import` made it.", valueName: "file"))
  var database: String?

  @Option(help: ArgumentHelp("The folder of fixtures to serve instead. (default: Fixtures)", valueName: "folder"))
  var fixtures: String?

  func source(_ reader: SettingReader) throws -> ServeSettings.Source {
    // On the command line either one puts the environment aside.
    if fixtures == nil, let file = database { return .database(file) }
    if database == nil, let folder = fixtures { return .fixtures(folder) }
    guard database == nil else { throw ValidationError("Either --database or --fixtures, not both.") }
    switch (reader.text("database", nil), reader.text("fixtures", nil)) {
    case (.some, .some):
      throw ValidationError("PASSERELLE_DATABASE and PASSERELLE_FIXTURES are both set: leave one empty.")
    case (let file?, nil): return .database(file)
    case (nil, let folder): return .fixtures(folder ?? "Fixtures")
    }
  }
}
