import Dataset
import Synchronization
import Testing

/// Told while a dataset is written and read.
@Suite struct ProgressTests {
  /// What an observer was told, in order.
  private final class Told: Sendable {
    let reports = Mutex<[DatasetProgress]>([])
    var observer: DatasetProgress.Observer { { report in self.reports.withLock { $0.append(report) } } }
    var last: [DatasetProgress] { reports.withLock { $0 } }
  }

  @Test func `import writes every record, then reads every record back`() throws {
    let scratch = try Scratch()
    let told = Told()
    _ = try DatasetProgress.observed(by: told.observer) { () throws(DatasetError) in
      try Importer.run(folder: Paths.small, into: scratch.path("a.sqlite"))
    }
    // 3 events, 4 actors, 3 areas, 2 places, 1 document, 20 claims
    #expect(told.last.map(\.stage) == [.writing, .reading])
    #expect(told.last.allSatisfy { $0.done == 33 && $0.total == 33 })
  }

  @Test func `load and export read every record once`() throws {
    let scratch = try Scratch()
    let file = scratch.path("a.sqlite")
    _ = try Importer.run(folder: Paths.small, into: file)
    let (loaded, exported) = (Told(), Told())
    _ = try DatasetProgress.observed(by: loaded.observer) { () throws(DatasetError) in try Loader.load(database: file) }
    _ = try DatasetProgress.observed(by: exported.observer) { () throws(DatasetError) in
      try Exporter.run(file: file, into: scratch.path("out"))
    }
    for told in [loaded, exported] {
      let whole = told.last.filter { $0.stage == .reading && $0.done == 33 && $0.total == 33 }
      #expect(whole.count == 1 && told.last.count == 1)
    }
  }

  @Test func `who does not ask is not told, and the work is the same`() throws {
    let scratch = try Scratch()
    let told = Told()
    try DatasetProgress.observed(by: told.observer) { () throws(DatasetError) in }
    _ = try Importer.run(folder: Paths.small, into: scratch.path("a.sqlite"))
    #expect(told.last.isEmpty)
    #expect(throws: DatasetError.self) {
      try DatasetProgress.observed(by: told.observer) { () throws(DatasetError) in try Loader.load(database: "/nowhere")
      }
    }
  }
}
