internal import HTTP

/// Indents compact JSON by two spaces, for people; piece by piece, wherever these are cut.
struct PrettyPrinter {
  private var depth = 0
  private var isInString = false
  private var isEscaped = false
  /// A bracket was opened, and nothing stands in it yet.
  private var isOpen = false

  /// A whole document.
  static func print(_ json: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(json.count * 2)
    var printer = PrettyPrinter()
    printer.print(json, into: &output)
    printer.end(into: &output)
    return output
  }

  /// The next piece of a document.
  mutating func print(_ json: [UInt8], into output: inout [UInt8]) {
    for byte in json {
      if isInString {
        output.append(byte)
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      let closes = byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
      if closes { depth -= 1 }
      // An empty pair of brackets stays one.
      if closes != isOpen { newLine(&output) }
      isOpen = false
      output.append(byte)
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        isOpen = true
      case UInt8(ascii: ","): newLine(&output)
      case UInt8(ascii: ":"): output.append(UInt8(ascii: " "))
      default: isInString = byte == UInt8(ascii: "\"")
      }
    }
  }

  func end(into output: inout [UInt8]) { output.append(UInt8(ascii: "\n")) }

  private func newLine(_ output: inout [UInt8]) {
    output.append(UInt8(ascii: "\n"))
    for _ in 0..<depth * 2 { output.append(UInt8(ascii: " ")) }
  }
}

/// A JSON body, indented where that is asked for.
struct Indented<Body: Producer>: Producer {
  private var body: Body
  private var printer: PrettyPrinter?

  init(_ body: Body, if isAskedFor: Bool) {
    self.body = body
    printer = isAskedFor ? PrettyPrinter() : nil
  }

  mutating func produce(into bytes: inout [UInt8]) -> Production {
    guard printer != nil else { return body.produce(into: &bytes) }
    var piece: [UInt8] = []
    let production = body.produce(into: &piece)
    printer?.print(piece, into: &bytes)
    if production == .finished { printer?.end(into: &bytes) }
    return production
  }
}
