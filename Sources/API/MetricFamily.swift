/// Measurements of one name, as the Prometheus text format (version 0.0.4) writes them.
package struct MetricFamily: Sendable {
  package enum Kind: String, Sendable {
    case counter, gauge, histogram
  }

  private let name: String
  private let kind: Kind
  private let help: String
  private var lines = ""

  package init(_ name: String, _ kind: Kind, _ help: String) {
    self.name = name
    self.kind = kind
    self.help = help
  }

  /// A family of one.
  package init(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
    self.init(name, kind, help)
    add(value)
  }

  package init(_ name: String, _ kind: Kind, _ help: String, _ value: Int) {
    self.init(name, kind, help, Double(value))
  }

  /// Adds a sample.
  ///
  /// - Parameter suffix: what a histogram's samples have behind the name.
  package mutating func add(_ value: Double, _ labels: KeyValuePairs<String, String> = [:], suffix: String = "") {
    lines += name + suffix
    if !labels.isEmpty {
      lines += "{" + labels.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",") + "}"
    }
    lines += " \(Self.number(value))\n"
  }

  package mutating func add(_ value: Int, _ labels: KeyValuePairs<String, String> = [:], suffix: String = "") {
    add(Double(value), labels, suffix: suffix)
  }

  /// A family without samples says nothing.
  var text: String { lines.isEmpty ? "" : "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n\(lines)" }

  /// Whole numbers without a point, as far as a `Double` counts exactly.
  private static func number(_ value: Double) -> String {
    value.rounded() == value && value.magnitude < 0x1p53 ? String(Int(value)) : String(value)
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
