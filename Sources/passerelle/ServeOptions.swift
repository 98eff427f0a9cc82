import API
import ArgumentParser
import Dataset
import FoundationEssentials
import HTTP
import Platform

/// The options of `serve`, on the command line or in the environment.
struct ServeOptions: ParsableArguments {
  @Option(help: "The database to serve, as `passerelle import` made it.")
  var database: String?

  @Option(help: "The folder of fixtures to serve instead. (default: Fixtures)")
  var fixtures: String?

  @Option(help: "The address to listen at. (default: 127.0.0.1)")
  var host: String?

  @Option(help: "The port to listen at; 0 takes a free one and prints it. (default: 8080)")
  var port: UInt16?

  @Option(help: "Event loops. (default: one for each usable core)")
  var threads: Int?

  @Option(help: "Connections at a time; more are told 503. (default: 10000)")
  var maxConnections: Int?

  @Option(help: "Connections at a time from one address. (default: no limit)")
  var maxConnectionsPerAddress: Int?

  @Option(help: "Memory for finished answers, in MiB. (default: 64)")
  var cacheSize: Int?

  @Option(help: "Seconds in which a request's head must arrive. (default: 10)")
  var headerTimeout: Int?

  @Option(help: "Seconds that a connection may idle between requests. (default: 30)")
  var idleTimeout: Int?

  @Option(help: "Seconds in which a slow reader must take some of its answer. (default: 20)")
  var writeTimeout: Int?

  @Option(help: "Seconds for what is in flight when the server is told to stop. (default: 10)")
  var drainTimeout: Int?

  @Flag(inversion: .prefixedNo, help: "One JSON line a request on standard output. (default: --access-log)")
  var accessLog: Bool?

  /// Where the dataset comes from.
  enum Source: Sendable {
    case database(String)
    case fixtures(String)

    /// Loads an edition: the whole dataset, or nothing.
    func load(_ resources: Resources) throws(DatasetError) -> Service.Edition {
      let dataset =
        switch self {
        case .database(let file): try Loader.load(database: file)
        case .fixtures(let folder): try Loader.load(fixtures: folder)
        }
      // Building it took some times what it holds.
      Heap.giveBack()
      return Service.Edition(
        catalog: dataset.catalog, ndjson: Steps(dataset.lines) { $0.append(to: &$1) }, checksum: dataset.checksum,
        sqlite: ByteSource(count: dataset.image.count, append: dataset.image.append), seal: dataset.image.seal,
        openAPIYAML: resources.openAPIYAML, openAPIJSON: resources.openAPIJSON, page: { Contract.page })
    }
  }

  struct Settings: Sendable {
    var dataset: Source
    var server = Server.Configuration()
    var drainTime = Duration.seconds(10)
  }

  /// The settings that options, environment and defaults make together; options win over the environment.
  func settings(environment: [String: String] = ProcessInfo.processInfo.environment) throws -> Settings {
    let environment = Environment(variables: environment)
    let database = try self.database ?? environment.text("DATABASE")
    let fixtures = try self.fixtures ?? environment.text("FIXTURES")
    if self.database != nil && self.fixtures != nil {
      throw ValidationError("Either --database or --fixtures, not both.")
    }
    var settings = Settings(dataset: .fixtures(fixtures ?? "Fixtures"))
    if let database, self.fixtures == nil { settings.dataset = .database(database) }

    var server = Server.Configuration()
    server.host = try host ?? environment.text("HOST") ?? server.host
    server.port = try port ?? environment.number("PORT", in: 0...UInt16.max) ?? server.port
    server.threads = try number(threads, "threads", 1...256, environment) ?? server.threads
    server.maxConnections =
      try number(maxConnections, "max-connections", 1...1_000_000, environment) ?? server.maxConnections
    server.maxConnectionsPerAddress = try number(
      maxConnectionsPerAddress, "max-connections-per-address", 1...1_000_000, environment)
    let mebibytes = try number(cacheSize, "cache-size", 0...65_536, environment)
    server.cacheBytes = mebibytes.map { $0 << 20 } ?? server.cacheBytes
    let seconds = { (value: Int?, name: String) in
      try number(value, name, 1...3600, environment).map { UInt64($0) * 1_000_000_000 }
    }
    server.limits.headTime = try seconds(headerTimeout, "header-timeout") ?? server.limits.headTime
    server.limits.idleTime = try seconds(idleTimeout, "idle-timeout") ?? server.limits.idleTime
    server.limits.writeTime = try seconds(writeTimeout, "write-timeout") ?? server.limits.writeTime
    server.accessLog = try accessLog ?? environment.flag("ACCESS_LOG") ?? server.accessLog
    server.labels = AnswerLabel.count
    settings.server = server
    if let seconds = try number(drainTimeout, "drain-timeout", 0...3600, environment) {
      settings.drainTime = .seconds(seconds)
    }
    return settings
  }

  private func number(
    _ option: Int?, _ name: String, _ range: ClosedRange<Int>, _ environment: Environment
  ) throws -> Int? {
    guard let option else {
      return try environment.number(name.uppercased().replacing("-", with: "_"), in: range)
    }
    guard range.contains(option) else {
      throw ValidationError(
        "--\(name) is a whole number from \(range.lowerBound) to \(range.upperBound), not \(option).")
    }
    return option
  }
}

/// The environment variables that stand for options.
private struct Environment {
  let variables: [String: String]

  /// A variable that is there but empty says nothing.
  func text(_ name: String) throws -> String? {
    variables["PASSERELLE_" + name].flatMap { $0.isEmpty ? nil : $0 }
  }

  func number<Number: FixedWidthInteger>(_ name: String, in range: ClosedRange<Number>) throws -> Number? {
    guard let text = try text(name) else { return nil }
    guard let number = Number(text), range.contains(number) else {
      throw ValidationError(
        "PASSERELLE_\(name) is a whole number from \(range.lowerBound) to \(range.upperBound), not “\(text)”.")
    }
    return number
  }

  func flag(_ name: String) throws -> Bool? {
    guard let text = try text(name) else { return nil }
    switch text.lowercased() {
    case "1", "true", "yes", "on": return true
    case "0", "false", "no", "off": return false
    default: throw ValidationError("PASSERELLE_\(name) is true or false, not “\(text)”.")
    }
  }
}
