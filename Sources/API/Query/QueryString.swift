internal import HTTP

/// The items of a query, decoded once: `+` is a space, `%XX` a byte, and splitting at commas comes after decoding.
struct QueryString: Sendable {
  struct Item: Sendable {
    /// `nil` where the contract has no such name.
    let parameter: Parameter?
    let name: String
    /// `nil` where there is no `=`.
    var value: String?

    init(name: String, value: String?) { self.init(Parameter(name: name), name, value) }

    fileprivate init(_ parameter: Parameter?, _ name: String, _ value: String?) {
      self.parameter = parameter
      self.name = name
      self.value = value
    }

    init(_ parameter: Parameter, _ value: String?) { self.init(parameter, parameter.name, value) }
  }

  private(set) var items: [Item] = []
  /// Items whose bytes are no percent-encoded UTF-8, as far as they can be printed.
  private(set) var malformed: [String] = []
  /// How many items were none of the contract's; what lies beyond a hundred is not kept, for no refusal tells of it.
  private var strangers = 0

  /// Reads a raw query, `nil` where the target has none. Names that begin with `_` are dropped: cache busters.
  init(_ query: [UInt8]?) {
    guard let query else { return }
    items.reserveCapacity(8)
    var start = 0
    while start < query.count {
      let end = query[start...].firstIndex(of: UInt8(ascii: "&")) ?? query.count
      if start < end { add(query[start..<end]) }
      start = end + 1
    }
  }

  private mutating func add(_ part: ArraySlice<UInt8>) {
    let equals = part.firstIndex(of: UInt8(ascii: "="))
    let bytes = part[..<(equals ?? part.endIndex)]
    let parameter = Parameter(bytes.span)
    guard parameter != nil || strangers < 100 && bytes.first != UInt8(ascii: "_") else { return }
    guard let name = parameter?.name ?? PercentEncoding.decode(bytes, plusIsSpace: true) else {
      return refuse(String(decoding: part, as: UTF8.self))
    }
    if parameter == nil {
      guard !name.hasPrefix("_") else { return }
      strangers += 1
    }
    let value = equals.map { PercentEncoding.decode(part[($0 + 1)...], plusIsSpace: true) }
    if case .some(nil) = value { return refuse(name) }
    items.append(Item(parameter, name, value ?? nil))
  }

  private mutating func refuse(_ text: String) {
    if malformed.count < 100 { malformed.append(text) }
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
