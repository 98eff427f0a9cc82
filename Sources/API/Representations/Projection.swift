/// Keeps some members of a JSON object and drops the others: what `fields` asks for.
///
/// It works on the written object, not on the writer: one pass over the bytes copies what is kept. Lists are gone through;
/// `id`, `fallback` and `match` stay where an object keeps anything at its top.
struct Projection: Sendable {
  private final class Tree: Sendable {
    let children: [String: Tree]
    /// Named itself, not only on the way to something below.
    let isNamed: Bool

    init(_ paths: [[Substring]]) {
      isNamed = paths.contains { $0.isEmpty }
      children = Dictionary(grouping: paths.filter { !$0.isEmpty }) { String($0[0]) }
        .mapValues { Tree($0.map { Array($0.dropFirst()) }) }
    }
  }

  private let tree: Tree
  private let keepsNamed: Bool

  static func only(_ fields: [String]) -> Projection {
    Projection(tree: Tree((fields + ["id", "fallback", "match"]).map { $0.split(separator: ".") }), keepsNamed: true)
  }

  static func without(_ fields: [String]) -> Projection {
    Projection(tree: Tree(fields.filter { $0 != "id" }.map { $0.split(separator: ".") }), keepsNamed: false)
  }

  /// The object with only what is asked for. `object` is well-formed compact JSON.
  func apply(to object: ArraySlice<UInt8>) -> [UInt8] {
    var scanner = Scanner(bytes: object, position: object.startIndex)
    scanner.output.reserveCapacity(object.count)
    scanner.value(tree, keepsNamed)
    return scanner.output
  }

  private struct Scanner {
    let bytes: ArraySlice<UInt8>
    var position: Int
    var output: [UInt8] = []

    mutating func value(_ tree: Tree, _ keepsNamed: Bool) {
      switch bytes[position] {
      case UInt8(ascii: "{"): object(tree, keepsNamed)
      case UInt8(ascii: "["):
        output.append(UInt8(ascii: "["))
        position += 1
        while bytes[position] != UInt8(ascii: "]") {
          if bytes[position] == UInt8(ascii: ",") {
            output.append(UInt8(ascii: ","))
            position += 1
          }
          value(tree, keepsNamed)
        }
        output.append(UInt8(ascii: "]"))
        position += 1
      default: output.append(contentsOf: skip())
      }
    }

    private mutating func object(_ tree: Tree, _ keepsNamed: Bool) {
      output.append(UInt8(ascii: "{"))
      position += 1
      var isFirst = true
      while bytes[position] != UInt8(ascii: "}") {
        if bytes[position] == UInt8(ascii: ",") { position += 1 }
        let key = skip()
        position += 1  // the colon
        let child = tree.children[String(decoding: key.dropFirst().dropLast(), as: UTF8.self)]
        let isKept = keepsNamed ? child != nil : child?.isNamed != true
        guard isKept else {
          _ = skip()
          continue
        }
        if !isFirst { output.append(UInt8(ascii: ",")) }
        isFirst = false
        output.append(contentsOf: key)
        output.append(UInt8(ascii: ":"))
        if let child, !child.isNamed { value(child, keepsNamed) } else { output.append(contentsOf: skip()) }
      }
      output.append(UInt8(ascii: "}"))
      position += 1
    }

    /// Passes over one value, and gives its bytes.
    private mutating func skip() -> ArraySlice<UInt8> {
      let start = position
      var depth = 0
      repeat {
        switch bytes[position] {
        case UInt8(ascii: "\""):
          position += 1
          while bytes[position] != UInt8(ascii: "\"") { position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1 }
          position += 1
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          depth += 1
          position += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          depth -= 1
          position += 1
        case UInt8(ascii: ","), UInt8(ascii: ":"): position += 1
        default:
          while position < bytes.endIndex, !",:]}".utf8.contains(bytes[position]) { position += 1 }
        }
      } while depth > 0
      return bytes[start..<position]
    }
  }
}

extension Projection {
  /// Whether a table keeps the column that shows what is at `path`, such as `date.label`.
  func keeps(path: String) -> Bool {
    if path == "id" { return true }
    var node = tree
    for key in path.split(separator: ".") {
      guard let child = node.children[String(key)] else { return !keepsNamed }
      if child.isNamed { return keepsNamed }
      node = child
    }
    // Only part of what the column shows is named.
    return true
  }
}
