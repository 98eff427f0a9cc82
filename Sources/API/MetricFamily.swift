/// Measurements of one name, as the Prometheus text format (version 0.0.4) writes them.
package struct MetricFamily: Sendable {
  package enum Kind: String, Sendable {
    case counter, gauge, histogram
  }

  private let name: String
  private let kind: Kind
  private let help: String
  private var lines: [UInt8] = []

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
    lines.append(contentsOf: name.utf8)
    lines.append(contentsOf: suffix.utf8)
    var separator = UInt8(ascii: "{")
    for (label, value) in labels {
      lines.append(separator)
      lines.append(contentsOf: label.utf8)
      lines.append(contentsOf: "=\"".utf8)
      append(escaping: value)
      lines.append(UInt8(ascii: "\""))
      separator = UInt8(ascii: ",")
    }
    if !labels.isEmpty { lines.append(UInt8(ascii: "}")) }
    lines.append(UInt8(ascii: " "))
    append(value)
    lines.append(UInt8(ascii: "\n"))
  }

  package mutating func add(_ value: Int, _ labels: KeyValuePairs<String, String> = [:], suffix: String = "") {
    add(Double(value), labels, suffix: suffix)
  }

  /// Appends the family; one without samples says nothing.
  func write(to text: inout [UInt8]) {
    guard !lines.isEmpty else { return }
    text.append(contentsOf: "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n".utf8)
    text.append(contentsOf: lines)
  }

  /// Whole numbers without a point, as far as a `Double` counts exactly.
  private mutating func append(_ value: Double) {
    guard value.rounded() == value, value.magnitude < 0x1p53 else {
      return lines.append(contentsOf: value.description.utf8)
    }
    guard value != 0 else { return lines.append(UInt8(ascii: "0")) }
    lines.append(contentsOf: String(Int(value)).utf8)
  }

  private mutating func append(escaping text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "\""): lines.append(contentsOf: [UInt8(ascii: "\\"), byte])
      case UInt8(ascii: "\n"): lines.append(contentsOf: "\\n".utf8)
      default: lines.append(byte)
      }
    }
  }
}
