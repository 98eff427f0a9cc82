internal import Platform

/// The gzip streams of one loop.
final class Compressor {
  private let counters: Counters
  private lazy var thorough = GzipStream(level: 6)
  private lazy var quick = GzipStream(level: 1)

  /// A loop answers nobody else while it compresses; so much takes it some milliseconds thoroughly, …
  private static let thoroughLimit = 256 << 10
  /// … and so much a tenth of a second quickly. Longer bodies are sent as they are.
  private static let limit = 16 << 20

  init(counters: Counters) { self.counters = counters }

  func gzip(_ body: [UInt8]) -> [UInt8]? {
    guard body.count <= Self.limit else { return nil }
    let started = Clock.now()
    defer {
      counters.gzipBodies.add()
      counters.gzipNanoseconds.add(Int(Clock.now() - started))
    }
    return (body.count <= Self.thoroughLimit ? thorough : quick)?.compress(body)
  }
}
