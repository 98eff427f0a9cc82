import ArgumentParser
import Dataset
import Glibc
import Platform
import Synchronization

/// Shows on standard error how far long work has come: a bar on a terminal, else a line now and then. Work that is soon
/// over is not worth either.
final class ProgressDisplay: Sendable {
  private struct State {
    var stage: DatasetProgress.Stage?
    var began: UInt64 = 0
    var due: UInt64 = 0
    var isShown = false
  }

  private let isForPeople = isatty(2) == 1
  private let line: @Sendable (String) -> Void
  private let state = Mutex(State())

  /// - Parameter line: says a line where there is no terminal.
  init(line: @escaping @Sendable (String) -> Void = { StandardError.print("passerelle: " + $0) }) { self.line = line }

  /// Does `work`, and shows how it goes unless `isQuiet`.
  func during<Outcome>(
    isQuiet: Bool = false, _ work: () throws(DatasetError) -> Outcome
  ) throws(DatasetError) -> Outcome {
    guard !isQuiet else { return try work() }
    defer { erase() }
    return try DatasetProgress.observed(by: { self.show($0) }, work)
  }

  private func show(_ progress: DatasetProgress) {
    let now = Clock.now()
    let interval: UInt64 = isForPeople ? 100_000_000 : 5_000_000_000
    let elapsed: UInt64? = state.withLock { state in
      if state.stage != progress.stage {
        state.stage = progress.stage
        state.began = now
        // The first look is at what has been going on for a while.
        state.due = now + (isForPeople ? 300_000_000 : interval)
      }
      guard now >= state.due else { return nil }
      state.due = now + interval
      state.isShown = true
      return now - state.began
    }
    guard let elapsed else { return }
    let text = Self.describe(progress, seconds: Double(elapsed) / 1e9)
    guard isForPeople else { return line(text) }
    // One row and not a column more: what a terminal wraps, a carriage return does not overwrite.
    let room = Terminal.columns(of: 2) - 1
    write("\r\(Self.bar(progress, within: room - text.count))\(text.prefix(room))\u{1B}[K")
  }

  /// The line of the bar is free again for what comes next.
  private func erase() {
    if isForPeople, state.withLock({ $0.isShown }) { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) {
    // If this cannot be shown, the work goes on all the same.
    try? FileDescriptor.write(Array(text.utf8).span, to: 2)
  }

  /// `reading: 43 %, 120000 of 280000 records, 95000 a second, 2 s left`
  private static func describe(_ progress: DatasetProgress, seconds: Double) -> String {
    let rate = Int(Double(progress.done) / max(seconds, 0.001))
    guard let total = progress.total, total > 0 else {
      return "\(progress.stage.rawValue): \(progress.done) records, \(rate) a second"
    }
    let left = Int((Double(max(0, total - progress.done)) / Double(max(1, rate))).rounded(.up))
    return "\(progress.stage.rawValue): \(progress.done * 100 / total) %, \(progress.done) of \(total) records, "
      + "\(rate) a second, \(left) s left"
  }

  private static func bar(_ progress: DatasetProgress, within room: Int) -> String {
    let width = min(24, room - 3)
    guard width > 3, let total = progress.total, total > 0 else { return "" }
    let filled = min(width, progress.done * width / total)
    return "[" + String(repeating: "#", count: filled) + String(repeating: "·", count: width - filled) + "] "
  }
}

/// Whether to say nothing but the outcome.
struct QuietOption: ParsableArguments {
  @Flag(name: [.short, .long], help: "Show no progress.")
  var quiet = false
}
