import Cooperation
import Dispatch
import SQLite
import Synchronization

/// The claims of a large database file, read by another thread while the records that come before them are taken: they need
/// nothing of these to be read.
///
/// It reads by a connection of its own, and is ahead by one batch at the most, so that no more is held.
final class ClaimsAhead: Sendable {
  private struct Rows: ~Copyable {
    private let database: Database
    private var rows: Statement
    private var isFinished = false
    private static let batch = 512

    init(of file: OpenFile) throws {
      let database = try Database(reading: file.path)
      let rows = try Statement(RecordStream.claims, on: database)
      guard file.isInPlace else { throw Inconsistent(reason: "another file was put in its place while it was read") }
      self.database = database
      self.rows = rows
    }

    mutating func next() throws -> [ClaimRecord] {
      var claims: [ClaimRecord] = []
      while !isFinished, claims.count < Rows.batch {
        if try rows.step() { claims.append(try RecordReader.claim(&rows)) } else { isFinished = true }
      }
      return claims
    }
  }

  private let file: OpenFile
  /// `nil` before the first batch.
  private let rows = Mutex<Rows?>(nil)
  private let batch = Mutex(Result<[ClaimRecord], any Error>.success([]))
  private let group = DispatchGroup()

  /// Begins to read.
  init(of file: OpenFile) {
    self.file = file
    readOn()
  }

  /// The next of them, in the order of their ids; none when there are no more.
  func next() throws -> [ClaimRecord] {
    group.wait()
    let batch = try batch.withLock { try $0.get() }
    if !batch.isEmpty { readOn() }
    return batch
  }

  private func readOn() {
    DispatchQueue.global().async(group: group) { [self] in
      let next = Result { try rows.withLock { rows in try ClaimsAhead.next(&rows, of: file) } }
      batch.withLock { $0 = next }
    }
  }

  private static func next(_ rows: inout Rows?, of file: OpenFile) throws -> [ClaimRecord] {
    var open = try rows.take() ?? Rows(of: file)
    let claims = try open.next()
    rows = consume open
    return claims
  }
}
