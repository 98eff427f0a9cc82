import Glibc

// Long work tells how far it has come. Whoever wants to hear it says so around the work, not through every function
// between: the observer is bound to the task, and where there is none, nothing is counted.

/// How far reading or writing a dataset has come.
package struct DatasetProgress: Sendable, Equatable {
  package enum Stage: String, Sendable {
    case writing, reading
  }

  package var stage: Stage
  /// Records, so far and in all; `nil` where nobody knows yet.
  package var done = 0
  package var total: Int?

  package typealias Observer = @Sendable (DatasetProgress) -> Void

  @TaskLocal fileprivate static var observer: Observer?

  /// Does `work`, during which `observer` is told of progress, now and then and at the end of each stage.
  package static func observed<Outcome>(
    by observer: @escaping Observer, _ work: () throws(DatasetError) -> Outcome
  ) throws(DatasetError) -> Outcome {
    let result: Result<Outcome, DatasetError> = $observer.withValue(observer) {
      do throws(DatasetError) {
        return .success(try work())
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}

/// Counts records for whoever observes, and gives way now and then to threads that answer somebody: a kernel that preempts lazily
/// would let them wait for its next tick.
struct Meter {
  private let observer = DatasetProgress.observer
  private var progress: DatasetProgress
  private var passed: UInt32 = 0

  /// As many records go by between two reports.
  private static let interval = 1024

  init(_ stage: DatasetProgress.Stage) { progress = DatasetProgress(stage: stage) }

  var isObserved: Bool { observer != nil }

  mutating func expect(_ total: Int) { progress.total = total }

  mutating func advance(by count: Int = 1) {
    passed &+= 1
    if passed % 32 == 0 { sched_yield() }
    guard let observer else { return }
    progress.done += count
    if progress.done / Self.interval > (progress.done - count) / Self.interval { observer(progress) }
  }

  /// Says that this was all.
  func finish() { observer?(progress) }
}
