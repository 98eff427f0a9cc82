/// A JSON text as a tree: the fixtures before they are records.
package enum JSONValue: Sendable, Hashable {
  package struct Member: Sendable, Hashable {
    package let key: String
    package let value: JSONValue
  }

  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  /// In the order of the text; no key comes twice.
  case object([Member])

  /// The member of an object; `nil` where there is none, or no object.
  subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// What it is, for a sentence that says what was found.
  var noun: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }

  /// Follows a JSON Pointer (RFC 6901); `nil` where it leads nowhere or is none.
  func resolve(_ pointer: String) -> JSONValue? {
    guard pointer.isEmpty || pointer.utf8.first == UInt8(ascii: "/") else { return nil }
    var value = self
    for token in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      switch value {
      case .object:
        let key = token.split(separator: "~1", omittingEmptySubsequences: false)
          .map { $0.split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~") }
          .joined(separator: "/")
        guard let member = value[key] else { return nil }
        value = member
      case .array(let items):
        // An index has no leading zero and no sign.
        guard let index = Int(token), String(index) == token, items.indices.contains(index) else { return nil }
        value = items[index]
      default: return nil
      }
    }
    return value
  }
}
