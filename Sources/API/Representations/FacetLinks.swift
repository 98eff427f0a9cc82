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
  /// The one list that there is, written where it stands in a link: so a value more or less is put in or left out there.
  private let written: Written?
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
    written = given.count == 1 ? Written(given[0], of: parameter, in: canonical, without: dropped) : nil
  }

  /// Appends the link of a value.
  func append(_ value: String, isSelected: Bool, to link: inout [UInt8]) {
    link.append(contentsOf: path)
    guard parameter != .date else {
      let period: [CanonicalQuery.Item] = isSelected ? [] : [(.date, value), (.dateMatch, "certain")]
      return canonical.append(to: &link, without: dropped, adding: period)
    }
    if !isSelected, single == nil {
      return canonical.append(to: &link, without: [.offset], adding: [(parameter, value)])
    }
    if let written, written.append(value, at: place(of: value, in: given[0], isSelected), isSelected, to: &link) {
      return
    }
    canonical.append(
      to: &link, without: dropped, adding: lists(value, isSelected: isSelected).map { (parameter, $0) })
  }

  /// Where a value is in a list, or would be: in order, with those behind that are not wanted.
  private func place(of value: String, in list: [String], _ isSelected: Bool) -> Int? {
    isSelected
      ? list.firstIndex(of: value) : list.firstIndex { $0.signed.isNegative || value < $0 } ?? list.count
  }

  private func lists(_ value: String, isSelected: Bool) -> [String] {
    var texts = canonical.values(of: parameter)
    for index in given.indices where isSelected ? given[index].contains(value) : index == single {
      var list = given[index]
      if isSelected {
        list.removeAll { $0 == value }
      } else if let place = place(of: value, in: list, isSelected) {
        list.insert(value, at: place)
      }
      texts[index] = list.joined(separator: ",")
    }
    return texts.filter { !$0.isEmpty }
  }
}

/// A link that is cut up at the values of one of its lists.
private struct Written {
  /// What comes before the list, the list, and what comes behind it.
  private let head: [UInt8]
  private let list: [UInt8]
  private let tail: [UInt8]
  /// Where each value begins in the list, and where one behind them would, after a comma.
  private let starts: [Int]

  init?(_ values: [String], of parameter: Parameter, in canonical: CanonicalQuery, without dropped: ParameterSet) {
    var link: [UInt8] = []
    canonical.append(to: &link, without: dropped, adding: [(parameter, "")])
    let name = Array("\(parameter.name)=".utf8)
    guard
      let place = link.indices.first(where: {
        (link[$0] == UInt8(ascii: "?") || link[$0] == UInt8(ascii: "&")) && link[($0 + 1)...].starts(with: name)
      })
    else { return nil }
    let end = place + 1 + name.count
    (head, tail) = (Array(link[..<end]), Array(link[end...]))
    var (list, starts): ([UInt8], [Int]) = ([], [])
    for value in values {
      starts.append(list.count)
      PercentEncoding.append(value, to: &list)
      list.append(UInt8(ascii: ","))
    }
    starts.append(list.count)
    (self.list, self.starts) = (list.dropLast(), starts)
  }

  /// Appends the link with the value at a place left out, or put in there; says false where nothing would be left.
  func append(_ value: String, at place: Int?, _ isSelected: Bool, to link: inout [UInt8]) -> Bool {
    guard let place, !isSelected || starts.count > 2 else { return false }
    link += head
    switch (isSelected, place == starts.count - 1) {
    case (false, true):
      link += list
      link.append(UInt8(ascii: ","))
      PercentEncoding.append(value, to: &link)
    case (false, false):
      link += list[..<starts[place]]
      PercentEncoding.append(value, to: &link)
      link.append(UInt8(ascii: ","))
      link += list[starts[place]...]
    // The last takes the comma before it along.
    case (true, _) where place == starts.count - 2: link += list[..<(starts[place] - 1)]
    case (true, _):
      link += list[..<starts[place]]
      link += list[starts[place + 1]...]
    }
    link += tail
    return true
  }
}
