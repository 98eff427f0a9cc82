// Every list says its own link, those of the pages around it and of its other forms, and one for each value of a facet: the
// same query each time but for a parameter or two. So it is encoded once, and a link copies what stays.

/// A query as canonical links show it: resolved ids, in the order of the parameters, defaults left out.
struct CanonicalQuery: Sendable {
  /// A parameter and one of its values.
  typealias Item = (parameter: Parameter, value: String)

  private var items: [Item] = []
  /// The items one behind the other, each behind a `&`, as they go into links, and where each ends.
  private var encoded: [UInt8] = []
  private var ends: [Int] = []

  /// Of no items.
  init() {}

  /// - Parameter items: in any order; those that come twice count once.
  init(_ items: [Item]) {
    self.items.reserveCapacity(items.count)
    ends.reserveCapacity(items.count)
    encoded.reserveCapacity(256)
    for item in items.sorted(by: Self.precedes) where self.items.last.map({ $0 == item }) != true {
      self.items.append(item)
      Self.append(item, to: &encoded)
      ends.append(encoded.count)
    }
  }

  private static func precedes(_ left: Item, _ right: Item) -> Bool {
    left.parameter == right.parameter
      ? left.value < right.value : left.parameter.rawValue < right.parameter.rawValue
  }

  private static func append(_ item: Item, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "&"))
    output.append(contentsOf: item.parameter.name.utf8)
    output.append(UInt8(ascii: "="))
    PercentEncoding.append(item.value, to: &output)
  }

  /// The values of a parameter, ascending.
  func values(of parameter: Parameter) -> [String] {
    items.filter { $0.parameter == parameter }.map(\.value)
  }

  /// A root-relative link to a path with these items but for those of some parameters, and with others added.
  func link(_ path: String, without dropped: ParameterSet = [], adding others: [Item] = []) -> String {
    var link = Array(path.utf8)
    append(to: &link, without: dropped, adding: others)
    return String(decoding: link, as: UTF8.self)
  }

  /// The same link from another offset.
  func link(_ path: String, offset: Int) -> String {
    link(path, without: [.offset], adding: offset == 0 ? [] : [(.offset, String(offset))])
  }

  /// The part of such a link that follows the path.
  func append(to link: inout [UInt8], without dropped: ParameterSet = [], adding others: [Item] = []) {
    let start = link.count
    var others = others.count > 1 ? others.sorted(by: Self.precedes)[...] : others[...]
    // Items that stay are copied in one stretch, as long as nothing comes between them.
    var stretch = 0..<0
    for place in items.indices {
      let isDropped = dropped.contains(items[place].parameter)
      while !isDropped, let other = others.first, Self.precedes(other, items[place]) {
        link += encoded[stretch]
        stretch = stretch.upperBound..<stretch.upperBound
        Self.append(others.removeFirst(), to: &link)
      }
      if isDropped { link += encoded[stretch] }
      stretch = (isDropped ? ends[place] : stretch.lowerBound)..<ends[place]
    }
    link += encoded[stretch]
    for other in others { Self.append(other, to: &link) }
    if start < link.count { link[start] = UInt8(ascii: "?") }
  }
}
