/// Lays compact JSON out over lines, two spaces a level, as fixtures are kept: like Python's `json.dumps(…, indent=2)`.
enum Indentation {
  /// `json` is compact and sound; empty lists and objects stay on their line.
  static func indented(_ json: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(json.count * 2)
    var level = 0
    var isInString = false
    var index = 0
    func breakLine() {
      bytes.append(UInt8(ascii: "\n"))
      bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: level * 2))
    }
    while index < json.count {
      let byte = json[index]
      index += 1
      if isInString {
        bytes.append(byte)
        if byte == UInt8(ascii: "\\") {
          bytes.append(json[index])
          index += 1
        }
        isInString = byte != UInt8(ascii: "\"")
        continue
      }
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        bytes.append(byte)
        if json[index] == byte + 2 {
          bytes.append(json[index])
          index += 1
        } else {
          level += 1
          breakLine()
        }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        level -= 1
        breakLine()
        bytes.append(byte)
      case UInt8(ascii: ","):
        bytes.append(byte)
        breakLine()
      case UInt8(ascii: ":"):
        bytes.append(byte)
        bytes.append(UInt8(ascii: " "))
      default:
        bytes.append(byte)
        isInString = byte == UInt8(ascii: "\"")
      }
    }
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }
}
