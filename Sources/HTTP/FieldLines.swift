/// Fields of an answer's head, as they are sent: a line each, in the order in which they were added.
///
/// Names and values are already well-formed.
package struct FieldLines: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  private(set) var bytes: [UInt8] = []

  package init() {}

  package init(dictionaryLiteral fields: (StaticString, String)...) {
    for (name, value) in fields { add(name, value) }
  }

  package mutating func reserveCapacity(_ count: Int) { bytes.reserveCapacity(count) }

  /// Takes no more memory than it needs.
  mutating func fit() { bytes = bytes.fitted }

  package mutating func add(_ name: StaticString, _ value: String) {
    add(name) { $0.append(value) }
  }

  package mutating func add(_ name: StaticString, _ value: StaticString) {
    add(name) { $0.append(value) }
  }

  /// - Parameter write: appends the value.
  package mutating func add(_ name: StaticString, writing write: (inout [UInt8]) -> Void) {
    bytes.append(name)
    bytes.append(": ")
    write(&bytes)
    bytes.append("\r\n")
  }

  package static func += (fields: inout FieldLines, others: FieldLines) { fields.bytes += others.bytes }
}

extension FieldLines: Sequence {
  /// The names and values, for those who look for one.
  package func makeIterator() -> some IteratorProtocol<(name: String, value: String)> {
    bytes.split(separator: ASCII.lineFeed).lazy.map { line in
      let text = String(decoding: line.dropLast(), as: UTF8.self)
      let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) ?? text.endIndex
      return (String(text[..<colon]), String(text[colon...].dropFirst(2)))
    }.makeIterator()
  }
}
