import API
import Dataset
import HTTP
import Platform

/// What options, environment and defaults come to.
struct ServeSettings: Sendable {
  /// Where the dataset comes from.
  enum Source: Sendable {
    case database(String)
    case fixtures(String)

    /// Loads an edition: the whole dataset, or nothing.
    func load() throws(DatasetError) -> Service.Edition {
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
        openAPIYAML: { Contract.yaml }, openAPIJSON: { Contract.json }, page: { Contract.page })
    }
  }

  /// An address for operators alone.
  struct Admin: Sendable {
    var host: String
    var port: UInt16
  }

  var dataset: Source
  var server = Server.Configuration()
  var admin: Admin?
  var pidFile: String?
  var drainDelay = Duration.zero
  var drainTime = Duration.seconds(10)
  var logLevel = LogLevel.info

  /// Every setting by the name of its option, as text that can be given again; empty says nothing.
  var values: [(name: String, value: String)] {
    let seconds = { (nanoseconds: UInt64) in String(nanoseconds / 1_000_000_000) }
    var database = ""
    var fixtures = ""
    switch dataset {
    case .database(let file): database = file
    case .fixtures(let folder): fixtures = folder
    }
    return [
      ("database", database),
      ("fixtures", fixtures),
      ("host", server.host),
      ("port", String(server.port)),
      ("admin-host", admin?.host ?? ""),
      ("admin-port", admin.map { String($0.port) } ?? ""),
      ("pid-file", pidFile ?? ""),
      ("threads", String(server.threads)),
      ("max-connections", String(server.maxConnections)),
      ("max-connections-per-address", server.maxConnectionsPerAddress.map { String($0) } ?? ""),
      ("cache-size", String(server.cacheBytes >> 20)),
      ("connection-memory", String(server.heldBytes >> 20)),
      ("header-timeout", seconds(server.limits.headTime)),
      ("idle-timeout", seconds(server.limits.idleTime)),
      ("write-timeout", seconds(server.limits.writeTime)),
      ("drain-delay", String(drainDelay.components.seconds)),
      ("drain-timeout", String(drainTime.components.seconds)),
      ("log-level", logLevel.rawValue),
      ("access-log", String(server.accessLog)),
    ]
  }
}
