internal import Cooperation

/// The links of one facet: the list with a value switched on, or off where it is on, from its first page on.
struct FacetLinks {
  private let canonical: CanonicalQuery
  private let path: [UInt8]
  private let parameter: Parameter
  /// What the query says of the facet's own parameter, list by list, and which of the lists takes a further value: the
  /// only one that names some that are wanted.
  private let given: [[String]]
  private let single: Int?
  /// What a link says anew, or no longer.
  private let dropped: ParameterSet

  init(_ facet: Facet, of canonical: CanonicalQuery, path: String) {
    self.canonical = canonical
    self.path = Array(path.utf8)
    // Years and decades are dates.
    parameter = Parameter(name: facet.dimension.rawValue) ?? .date
    dropped = parameter == .date ? [.date, .dateMatch, .offset] : [parameter, .offset]
    let given = parameter == .date ? [] : canonical.values(of: parameter).map(\.parts)
    self.given = given
    let positive = given.indices.filter { given[$0].contains { !$0.signed.isNegative } }
    single = positive.count == 1 ? positive[0] : nil
  }

  /// Appends the link of a value.
  func append(_ value: String, isSelected: Bool, to link: inout [UInt8]) {
    link.append(contentsOf: path)
    guard parameter != .date else {
      let period: [CanonicalQuery.Item] = isSelected ? [] : [(.date, value), (.dateMatch, "certain")]
      return canonical.append(to: &link, without: dropped, adding: period)
    }
    canonical.append(
      to: &link, without: dropped, adding: lists(value, isSelected: isSelected).map { (parameter, $0) })
  }

  private func lists(_ value: String, isSelected: Bool) -> [String] {
    guard !given.isEmpty else { return [value] }
    var lists = given
    if isSelected {
      lists = given.map { $0.filter { $0 != value } }.filter { !$0.isEmpty }
    } else if let single {
      // In order, with those behind that are not wanted.
      let place = given[single].firstIndex { $0.signed.isNegative || value < $0 } ?? given[single].count
      lists[single].insert(value, at: place)
    } else {
      lists.append([value])
    }
    return lists.map { $0.joined(separator: ",") }
  }
}
