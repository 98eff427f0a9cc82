/// Indents compact JSON by two spaces, for people.
enum PrettyPrinter {
  static func print(_ json: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(json.count * 2)
    var (depth, isInString, isEscaped) = (0, false, false)
    for (index, byte) in json.enumerated() {
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
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        output.append(byte)
        let isEmpty = index + 1 < json.count && json[index + 1] == byte + 2
        depth += 1
        if !isEmpty { newLine(depth, &output) }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if json[index - 1] != byte - 2 { newLine(depth, &output) }
        output.append(byte)
      case UInt8(ascii: ","):
        output.append(byte)
        newLine(depth, &output)
      case UInt8(ascii: ":"):
        output.append(byte)
        output.append(UInt8(ascii: " "))
      default:
        isInString = byte == UInt8(ascii: "\"")
        output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\n"))
    return output
  }

  private static func newLine(_ depth: Int, _ output: inout [UInt8]) {
    output.append(UInt8(ascii: "\n"))
    for _ in 0..<depth * 2 { output.append(UInt8(ascii: " ")) }
  }
}
