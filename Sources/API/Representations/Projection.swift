/// Keeps some members of a JSON object and drops the others: what `fields` asks for.
///
/// It works on the written object, not on the writer: one pass over the bytes copies what is kept. Lists are gone through;
/// `id`, `fallback` and `match` stay where an object keeps anything at its top.
struct Projection: Sendable {
  private final class Tree: Sendable {
    /// By the written name, quotes and all: a handful, or as many as an object has members.
    let children: [(key: [UInt8], tree: Tree)]
    /// Named itself, not only on the way to something below.
    let isNamed: Bool

    init(_ paths: [[Substring]]) {
      isNamed = paths.contains { $0.isEmpty }
      children = Dictionary(grouping: paths.filter { !$0.isEmpty }) { $0[0] }
        .map { (Array("\"\($0)\"".utf8), Tree($1.map { Array($0.dropFirst()) })) }
    }

    func child(_ key: Span<UInt8>) -> Tree? {
      children.first { child in
        guard child.key.count == key.count else { return false }
        for index in key.indices where key[index] != child.key[index] { return false }
        return true
      }?.tree
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
    var scanner = Scanner()
    scanner.output.reserveCapacity(object.count)
    scanner.value(object.span, tree, keepsNamed)
    return scanner.output
  }

  private struct Scanner {
    private var position = 0
    var output: [UInt8] = []

    mutating func value(_ bytes: Span<UInt8>, _ tree: Tree, _ keepsNamed: Bool) {
      switch bytes[position] {
      case UInt8(ascii: "{"): object(bytes, tree, keepsNamed)
      case UInt8(ascii: "["):
        output.append(UInt8(ascii: "["))
        position += 1
        while bytes[position] != UInt8(ascii: "]") {
          if bytes[position] == UInt8(ascii: ",") {
            output.append(UInt8(ascii: ","))
            position += 1
          }
          value(bytes, tree, keepsNamed)
        }
        output.append(UInt8(ascii: "]"))
        position += 1
      default: copy(bytes, skip(bytes))
      }
    }

    private mutating func object(_ bytes: Span<UInt8>, _ tree: Tree, _ keepsNamed: Bool) {
      output.append(UInt8(ascii: "{"))
      position += 1
      var isFirst = true
      while bytes[position] != UInt8(ascii: "}") {
        if bytes[position] == UInt8(ascii: ",") { position += 1 }
        let key = skip(bytes)
        position += 1  // the colon
        let child = tree.child(bytes.extracting(key))
        let isKept = keepsNamed ? child != nil : child?.isNamed != true
        guard isKept else {
          _ = skip(bytes)
          continue
        }
        if !isFirst { output.append(UInt8(ascii: ",")) }
        isFirst = false
        copy(bytes, key)
        output.append(UInt8(ascii: ":"))
        if let child, !child.isNamed { value(bytes, child, keepsNamed) } else { copy(bytes, skip(bytes)) }
      }
      output.append(UInt8(ascii: "}"))
      position += 1
    }

    private mutating func copy(_ bytes: Span<UInt8>, _ range: Range<Int>) {
      for index in range { output.append(bytes[index]) }
    }

    /// Passes over one value, and says where it stands.
    private mutating func skip(_ bytes: Span<UInt8>) -> Range<Int> {
      let start = position
      var index = position
      var depth = 0
      repeat {
        switch bytes[index] {
        case UInt8(ascii: "\""):
          index += 1
          while bytes[index] != UInt8(ascii: "\"") { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 }
          index += 1
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          depth += 1
          index += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          depth -= 1
          index += 1
        case UInt8(ascii: ","), UInt8(ascii: ":"): index += 1
        default:
          // A number or a word.
          while index < bytes.count, !Self.endsWord(bytes[index]) { index += 1 }
        }
      } while depth > 0
      position = index
      return start..<index
    }

    private static func endsWord(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "]"), UInt8(ascii: "}"): true
      default: false
      }
    }
  }
}

extension Projection {
  /// Whether a table keeps the column that shows what is at `path`, such as `date.label`.
  func keeps(path: String) -> Bool {
    if path == "id" { return true }
    var node = tree
    for key in path.split(separator: ".") {
      guard let child = node.child("\"\(key)\"".utf8.span) else { return !keepsNamed }
      if child.isNamed { return keepsNamed }
      node = child
    }
    // Only part of what the column shows is named.
    return true
  }
}
