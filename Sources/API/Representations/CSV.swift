/// Comma-separated values (RFC 4180): a header line, CRLF, quotes where needed.
///
/// A cell that a spreadsheet would run as a formula gets an apostrophe in front.
package struct CSV {
  package private(set) var bytes: [UInt8]

  /// - Parameter bytes: to be written behind.
  package init(continuing bytes: [UInt8] = []) { self.bytes = bytes }

  package mutating func row(_ cells: [String]) {
    row(of: cells) { $1.append(contentsOf: $0.utf8) }
  }

  /// A row of what `write` appends for each column.
  mutating func row<Column>(of columns: [Column], _ write: (Column, inout [UInt8]) -> Void) {
    for (position, column) in columns.enumerated() {
      if position > 0 { bytes.append(UInt8(ascii: ",")) }
      let start = bytes.count
      write(column, &bytes)
      finishCell(from: start)
    }
    bytes.append(contentsOf: "\r\n".utf8)
  }

  /// Gives the cell that was appended last its apostrophe and its quotes.
  private mutating func finishCell(from start: Int) {
    guard let first = bytes[start...].first else { return }
    if CSV.mayBeginFormula(first), Double(String(decoding: bytes[start...], as: UTF8.self)) == nil {
      bytes.insert(UInt8(ascii: "'"), at: start)
    }
    guard bytes[start...].contains(where: CSV.isSpecial) else { return }
    let quote = UInt8(ascii: "\"")
    let cell = Array(bytes[start...])
    var rest = cell[...]
    bytes[start] = quote
    bytes.removeSubrange((start + 1)...)
    while let next = rest.firstIndex(of: quote) {
      bytes.append(contentsOf: rest[...next])
      bytes.append(quote)
      rest = rest[(next + 1)...]
    }
    bytes.append(contentsOf: rest)
    bytes.append(quote)
  }

  private static func mayBeginFormula(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "\t"),
      UInt8(ascii: "\r"):
      true
    default: false
    }
  }

  /// Whether a cell with it stands in quotes.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\r")
      || byte == UInt8(ascii: "\n")
  }
}
