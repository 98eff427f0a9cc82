import API
import HTTP
import Platform
import Synchronization

/// How the running server does: what it tells those who ask for `/metrics` and `/readyz`.
///
/// Applications are made before the server that asks them, so it is given later.
final class Running: Sendable {
  private struct State {
    var server: Server?
    var isDraining = false
    /// Milliseconds since 1970, and nanoseconds.
    var loaded = Clock.milliseconds()
    var loadTime: UInt64
    var reloads = 0
    var failedReloads = 0
    /// `nil` where there has been none.
    var lastReloadFailed: Bool?
  }

  private let started = Clock.milliseconds()
  private let state: Mutex<State>

  /// - Parameter loadTime: nanoseconds that the first dataset took.
  init(loadTime: UInt64) { state = Mutex(State(loadTime: loadTime)) }

  func began(_ server: Server) { state.withLock { $0.server = server } }

  func drains() { state.withLock { $0.isDraining = true } }

  func reloaded(in nanoseconds: UInt64) {
    state.withLock {
      $0.reloads += 1
      $0.lastReloadFailed = false
      $0.loaded = Clock.milliseconds()
      $0.loadTime = nanoseconds
    }
  }

  func failedToReload() {
    state.withLock {
      $0.failedReloads += 1
      $0.lastReloadFailed = true
    }
  }

  var vitals: @Sendable () -> Vitals {
    {
      let state = self.state.withLock { $0 }
      var vitals = Vitals()
      vitals.statistics = state.server?.statistics ?? Server.Statistics()
      vitals.isDraining = state.isDraining
      vitals.lastReloadFailed = state.lastReloadFailed
      vitals.families = self.families(state) + self.processFamilies()
      return vitals
    }
  }

  private func families(_ state: State) -> [MetricFamily] {
    var build = MetricFamily("passerelle_build_info", .gauge, "The program that runs.")
    build.add(1, ["version": Passerelle.version])
    var reloads = MetricFamily("passerelle_reloads_total", .counter, "Reloads of the dataset by what came of them.")
    reloads.add(state.reloads, ["result": "success"])
    reloads.add(state.failedReloads, ["result": "failure"])
    return [
      build, reloads,
      MetricFamily(
        "passerelle_last_reload_successful", .gauge, "1 unless the last reload failed and the old dataset stayed.",
        state.lastReloadFailed == true ? 0 : 1),
      MetricFamily(
        "passerelle_dataset_loaded_timestamp_seconds", .gauge, "When the dataset that is served was loaded.",
        Double(state.loaded) / 1e3),
      MetricFamily(
        "passerelle_dataset_load_seconds", .gauge, "How long the dataset that is served took to load.",
        Double(state.loadTime) / 1e9),
    ]
  }

  /// Under the names that every Prometheus client library uses.
  private func processFamilies() -> [MetricFamily] {
    let usage = ProcessUsage()
    return [
      MetricFamily(
        "process_cpu_seconds_total", .counter, "Processor time, of all threads together.",
        Double(usage.processorTime) / 1e9),
      MetricFamily("process_resident_memory_bytes", .gauge, "Memory in use.", usage.residentBytes),
      MetricFamily("process_virtual_memory_bytes", .gauge, "Addresses in use.", usage.virtualBytes),
      MetricFamily("process_open_fds", .gauge, "Descriptors open.", usage.openDescriptors),
      MetricFamily("process_max_fds", .gauge, "Descriptors that may be open.", usage.mostDescriptors),
      MetricFamily("process_start_time_seconds", .gauge, "When the process began.", Double(started) / 1e3),
    ]
  }
}
