internal import HTTP

/// The items of a query, decoded once: `+` is a space, `%XX` a byte, and splitting at commas comes after decoding.
struct QueryString: Sendable {
  struct Item: Sendable {
    var name: String
    /// `nil` where there is no `=`.
    var value: String?
  }

  private(set) var items: [Item] = []
  /// Items whose bytes are no percent-encoded UTF-8, as far as they can be printed.
  private(set) var malformed: [String] = []

  /// Reads a raw query, `nil` where the target has none. Names that begin with `_` are dropped: cache busters.
  init(_ query: [UInt8]?) {
    guard let query else { return }
    for part in query.split(separator: UInt8(ascii: "&")) {
      let equals = part.firstIndex(of: UInt8(ascii: "="))
      let value = equals.map { part[($0 + 1)...] }
      guard let name = PercentEncoding.decode(part[..<(equals ?? part.endIndex)], plusIsSpace: true) else {
        malformed.append(String(decoding: part, as: UTF8.self))
        continue
      }
      guard !name.hasPrefix("_") else { continue }
      guard let value else {
        items.append(Item(name: name, value: nil))
        continue
      }
      guard let decoded = PercentEncoding.decode(value, plusIsSpace: true) else {
        malformed.append(name)
        continue
      }
      items.append(Item(name: name, value: decoded))
    }
  }

  init(items: [Item], malformed: [String] = []) {
    self.items = items
    self.malformed = malformed
  }

  /// The query as it goes into a link, without `?`.
  var encoded: String {
    items.map { item in
      PercentEncoding.encode(item.name) + (item.value.map { "=" + PercentEncoding.encode($0) } ?? "")
    }.joined(separator: "&")
  }

  /// A root-relative link to a path with these items.
  func link(_ path: String) -> String { items.isEmpty ? path : path + "?" + encoded }
}
