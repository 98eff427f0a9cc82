package import HTTP

/// What operators want to know and no edition tells: for `/metrics` and `/readyz`, the answers that are no functions of
/// request and edition alone.
package struct Vitals: Sendable {
  /// What the server has done so far.
  package var statistics = Server.Statistics()
  /// The server is about to end and should not be sent anybody any more.
  package var isDraining = false
  /// Whether the dataset could not be read anew when that was last asked for; `nil` where it never was.
  package var lastReloadFailed: Bool?
  /// What else there is to measure, of the process and of how it got its dataset.
  package var families: [MetricFamily] = []

  package init() {}
}
