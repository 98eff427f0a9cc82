internal import Cooperation

/// The shape of the answer: facets, fields, order.
extension QueryReader {
  mutating func readFacets(_ value: String, _ item: QueryString.Item) {
    let dimensions = Facet.dimensions(of: kind)
    for dimension in readWords(value, item, among: dimensions.map(\.rawValue)).compactMap(Dimension.init)
    where !ask.facets.contains(where: { $0.dimension == dimension }) {
      ask.facets.append(Facet(dimension: dimension))
    }
    guard ask.facets.count > 8 else { return }
    add(QueryProblem(parameter: item.name, code: .tooMany, value: value, detail: "At most 8 facets."))
  }

  mutating func readFields(_ value: String, _ item: QueryString.Item) {
    let known = Schema.fields(of: kind)
    guard let parts = split(value, item) else { return }
    var mendedFields: [String]? = parts
    var (kept, dropped): ([String], [String]) = ([], [])
    for (place, part) in parts.enumerated() where !isFull {
      let (isNegative, field) = part.signed
      if known.contains(field) {
        if isNegative { dropped.append(field) } else { kept.append(field) }
        continue
      }
      let remedy = add(
        QueryProblem(
          parameter: item.name, code: .unknownValue, value: field, near: QueryProblem.near(field, among: known),
          allowed: known.filter { !$0.utf8.contains(UInt8(ascii: ".")) }))
      if case .word(let word)? = remedy {
        mendedFields?[place] = (isNegative ? "-" : "") + word
      } else {
        mendedFields = nil
      }
    }
    guard kept.isEmpty || dropped.isEmpty else {
      add(
        QueryProblem(
          parameter: item.name, code: .conflict, value: value,
          detail: "Either fields to keep or fields to leave out, not both."))
      return
    }
    ask.projection = kept.isEmpty ? .without(dropped) : .only(kept)
    canonical.append((.fields, (kept + dropped.map { "-" + $0 }).distinct.joined(separator: ",")))
    mend(item, parts, with: mendedFields)
  }

  mutating func readOrder(_ value: String, _ item: QueryString.Item) {
    let fields = Order.fields(of: kind).map(\.rawValue)
    guard let parts = split(value, item) else { return }
    var (keys, mendedFields): ([Order.Key], [String]?) = ([], parts)
    for (place, part) in parts.enumerated() where !isFull {
      let (isDescending, rest) = part.signed
      let word = rest.lowercased()
      if fields.contains(word), let field = Order.Field(rawValue: word) {
        if !keys.contains(where: { $0.field == field }) {
          keys.append(Order.Key(field: field, isDescending: isDescending))
        }
        if word != rest { mendedFields?[place] = (isDescending ? "-" : "") + word }
        continue
      }
      let remedy = add(
        QueryProblem(
          parameter: item.name, code: .unknownValue, value: word, near: QueryReader.near(word, among: fields),
          allowed: fields))
      if case .word(let word)? = remedy {
        mendedFields?[place] = (isDescending && !word.hasPrefix("-") ? "-" : "") + word
      } else {
        mendedFields = nil
      }
    }
    if !keys.isEmpty {
      ask.order = Order(keys)
      isOrdered = true
      canonical.append((.sort, keys.map { ($0.isDescending ? "-" : "") + $0.field.rawValue }.joined(separator: ",")))
    }
    mend(item, parts, with: mendedFields)
  }

  /// A field that is near to a word, or has its direction behind it, as other APIs have it: `date:desc` is `-date` here.
  private static func near(_ word: String, among fields: [String]) -> QueryProblem.Near {
    let near = QueryProblem.near(word, among: fields)
    let parts = word.split { ": .|".contains($0) }.map(String.init)
    guard near.isEmpty, parts.count == 2, fields.contains(parts[0]) else { return near }
    return ["asc": parts[0], "desc": "-" + parts[0]][parts[1]].map { [(.word($0), 0)] } ?? []
  }
}
