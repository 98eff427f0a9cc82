package import HTTP

/// What operators want to know and no edition tells: for `/metrics` and `/readyz`, the answers that are no functions of
/// request and edition alone.
package struct Vitals: Sendable {
  /// What the server has done so far.
  package var statistics = Server.Statistics()
  /// The server is about to end and should not be sent anybody any more.
  package var isDraining = false
  /// What else there is to measure, of the process and of how it got its dataset.
  package var families: [MetricFamily] = []

  package init() {}
}
