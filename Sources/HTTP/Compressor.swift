internal import Platform

/// The gzip stream of one loop, for bodies that are compressed at once.
final class Compressor {
  let counters: Counters
  private lazy var stream = GzipStream(level: 6)

  /// A loop answers nobody else while it compresses; so much takes it a fifth of a millisecond. What is longer is compressed
  /// while it is sent, so much at a time.
  static let limit = 32 << 10
  /// For what is compressed while it is sent.
  static let streamLevel: Int32 = 5

  init(counters: Counters) { self.counters = counters }

  func gzip(_ body: [UInt8]) -> [UInt8]? {
    guard body.count <= Self.limit else { return nil }
    let started = Clock.now()
    defer {
      counters.gzipBodies.add()
      counters.gzipNanoseconds.add(Int(Clock.now() - started))
    }
    return stream?.compress(body)
  }
}
