internal import Cooperation

/// Filters: values that are looked up, ids, dates.
extension QueryReader {
  mutating func readFilter(_ parameter: Parameter, _ value: String, _ item: QueryString.Item) {
    guard let dimension = parameter.dimension else { preconditionFailure("\(parameter.name) is read elsewhere") }
    let reader = ValueReader(edition: edition, kind: kind)
    var condition = Condition(any: [])
    var (any, none): ([String], [String]) = ([], [])
    guard let parts = split(value, item) else { return }
    var mendedParts: [String]? = parts
    for (place, part) in parts.enumerated() where !isFull {
      let (isNegative, word) = part.signed
      guard !word.isBlank else {
        add(.emptyValue(in: value, of: item.name))
        continue
      }
      switch reader.read(word, parameter) {
      case .value(let number, let canonical):
        if isNegative { condition.none.append(number) } else { condition.any.append(number) }
        if isNegative { none.append("-" + canonical) } else { any.append(canonical) }
        if canonical != word { ask.resolved.append((parameter, word, canonical)) }
      case .problem(let problem):
        switch add(problem) {
        case .word(let word): mendedParts?[place] = (isNegative ? "-" : "") + word
        case .object(let kind, let number):
          mendedParts?[place] = (isNegative ? "-" : "") + catalog.texts.string(catalog.id(kind, number))
        case nil: mendedParts = nil
        }
      }
    }
    ask.question.conditions.add(condition, on: dimension)
    canonical.append((parameter, (any.distinct + none.distinct).joined(separator: ",")))
    mend(item, parts, with: mendedParts)
  }

  mutating func readIDs(_ value: String, _ item: QueryString.Item) {
    var condition = Condition(any: [])
    guard let parts = split(value, item) else { return }
    for part in parts {
      let (isNegative, id) = part.signed
      guard !id.isEmpty else {
        add(.emptyValue(in: value, of: item.name))
        continue
      }
      guard let number = catalog.find(kind, id: id) else {
        if !ask.missing.contains(id) { ask.missing = (ask.missing + [id]).sorted() }
        continue
      }
      if isNegative { condition.none.append(number) } else { condition.any.append(number) }
    }
    // Ids that are all missing leave nothing, not everything.
    if condition.any.isEmpty, !parts.allSatisfy({ $0.hasPrefix("-") }) {
      ask.question.matches = .nothing
    }
    ask.question.conditions.add(condition, on: .id)
    canonical.append((.id, parts.distinct.joined(separator: ",")))
    mended?.append(item)
  }

  mutating func readDates(_ value: String, _ item: QueryString.Item) {
    var (ranges, texts): ([DayRange], [String]) = ([], [])
    guard let parts = split(value, item) else { return }
    var mendedDates: [String]? = parts
    for (place, part) in parts.enumerated() where !isFull {
      do throws(DateReader.Refusal) {
        let (range, text) = try DateReader.read(part)
        ranges.append(range)
        texts.append(text)
      } catch {
        let remedy = add(
          QueryProblem(
            parameter: item.name, code: .invalidValue, value: part, detail: error.detail,
            near: DateReader.guess(part).map { [(.word($0), 0)] } ?? []))
        if case .word(let date)? = remedy { mendedDates?[place] = date } else { mendedDates = nil }
      }
    }
    ask.question.dates.append(ranges)
    canonical.append((.date, texts.distinct.joined(separator: ",")))
    mend(item, parts, with: mendedDates)
  }
}
