internal import Cooperation

/// Filters: values that are looked up, ids, dates.
extension QueryReader {
  /// The values between commas; `nil`, with the problem told, where a filter gets more than it takes in all.
  private mutating func split(_ value: String, _ parameter: Parameter, _ item: QueryString.Item) -> [String]? {
    let parts = value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let count = valueCounts[parameter, default: 0] + parts.count
    valueCounts[parameter] = count
    guard count <= 100 else {
      add(
        QueryProblem(parameter: item.name, code: .tooMany, value: value, detail: "At most 100 values a filter."),
        mending: nil)
      return nil
    }
    return parts
  }

  mutating func readFilter(_ parameter: Parameter, _ value: String, _ item: QueryString.Item) {
    guard let dimension = parameter.dimension else { preconditionFailure("\(parameter.rawValue) is read elsewhere") }
    let reader = ValueReader(catalog: catalog, kind: kind)
    var condition = Condition(any: [])
    var (any, none): (Set<String>, Set<String>) = ([], [])
    var mendedWords: [String]? = []
    guard let parts = split(value, parameter, item) else { return }
    for part in parts {
      let isNegative = part.hasPrefix("-")
      let word = isNegative ? String(part.dropFirst()) : part
      guard !word.allSatisfy(\.isWhitespace) else {
        add(.emptyValue(in: value, of: item.name), mending: nil)
        continue
      }
      switch reader.read(word, parameter) {
      case .value(let number, let canonical):
        if isNegative { condition.none.append(number) } else { condition.any.append(number) }
        if isNegative { none.insert("-" + canonical) } else { any.insert(canonical) }
        mendedWords?.append(part)
        if canonical != word { ask.resolved.append((parameter, word, canonical)) }
      case .problem(let problem):
        problems.append(problem)
        switch problem.remedy {
        case .word(let word): mendedWords?.append((isNegative ? "-" : "") + word)
        case .object(let kind, let number):
          mendedWords?.append((isNegative ? "-" : "") + catalog.texts.string(catalog.id(kind, number)))
        case nil: mendedWords = nil
        }
      }
    }
    ask.question.conditions[dimension, default: []].append(condition)
    canonical[parameter, default: []].append((any.sorted() + none.sorted()).joined(separator: ","))
    mend(item, with: mendedWords)
  }

  mutating func readIDs(_ value: String, _ item: QueryString.Item) {
    var condition = Condition(any: [])
    var ids: Set<String> = []
    guard let parts = split(value, .id, item) else { return }
    for part in parts {
      let isNegative = part.hasPrefix("-")
      let id = isNegative ? String(part.dropFirst()) : part
      guard !id.isEmpty else {
        add(.emptyValue(in: value, of: item.name), mending: nil)
        continue
      }
      ids.insert(part)
      guard let number = catalog.find(kind, id: id.utf8) else {
        if !ask.missing.contains(id) { ask.missing = (ask.missing + [id]).sorted() }
        continue
      }
      if isNegative { condition.none.append(number) } else { condition.any.append(number) }
    }
    // Ids that are all missing leave nothing, not everything.
    if condition.any.isEmpty, !parts.allSatisfy({ $0.hasPrefix("-") }) {
      ask.question.matches = Bitmap(capacity: catalog.count(kind))
    }
    ask.question.conditions[.id, default: []].append(condition)
    canonical[.id, default: []].append(ids.sorted().joined(separator: ","))
    mended?.append(item)
  }

  mutating func readDates(_ value: String, _ item: QueryString.Item) {
    var (ranges, texts): ([DayRange], Set<String>) = ([], [])
    var mendedDates: [String]? = []
    guard let parts = split(value, .date, item) else { return }
    for part in parts {
      do throws(DateReader.Refusal) {
        let (range, text) = try DateReader.read(part)
        ranges.append(range)
        texts.insert(text)
        mendedDates?.append(part)
      } catch {
        let suggestions = error.suggestion.map { [QueryProblem.Suggestion.word($0)] } ?? []
        problems.append(
          QueryProblem(
            parameter: item.name, code: .invalidValue, value: part, detail: error.detail, suggestions: suggestions,
            remedy: suggestions.first))
        if let suggestion = error.suggestion { mendedDates?.append(suggestion) } else { mendedDates = nil }
      }
    }
    ask.question.dates.append(ranges)
    canonical[.date, default: []].append(texts.sorted().joined(separator: ","))
    mend(item, with: mendedDates)
  }
}
