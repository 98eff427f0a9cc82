internal import Cooperation
internal import SQLite

/// One question, as every engine is asked it: a row of `question` in the tables that `peers.py` makes.
struct Asked {
  let name: String
  /// `page`, `search`, or the dimension of a facet.
  let form: String
  let actor: String?
  let words: [String]
  let areas: [String]
  /// Days since 1970, both included.
  let dates: (first: Int, last: Int)?

  static func all(of tables: String) throws -> [Asked] {
    let database = try Database(reading: tables)
    var rows = try Statement("SELECT name, form, actor, words, areas, first, last FROM question", on: database)
    var questions: [Asked] = []
    while try rows.step() {
      let (name, form, actor) = (rows.text() ?? "", rows.text() ?? "", rows.text())
      let (words, areas) = (rows.text() ?? "", rows.text() ?? "")
      let (first, last) = (rows.integer(), rows.integer())
      questions.append(
        Asked(
          name: name, form: form, actor: actor, words: words.split(separator: " ").map(String.init),
          areas: areas.split(separator: " ").map(String.init),
          dates: first.flatMap { first in last.map { (first, $0) } }))
    }
    return questions
  }

  /// What an engine found: how many, and the first twenty ids or each value's count.
  struct Answer {
    var total = 0
    var ids: [String] = []
    var counts: [(word: String, count: Int)] = []
  }

  func report(_ engine: String, _ milliseconds: Double, _ answer: Answer) {
    let ids = answer.ids.map { "\"\($0)\"" }.joined(separator: ", ")
    let counts = answer.counts.sorted { $0.word < $1.word }.map { "\"\($0.word)\": \($0.count)" }.joined(
      separator: ", ")
    print(
      """
      {"question": "\(name)", "engine": "\(engine)", "ms": \(milliseconds), "total": \(answer.total), \
      "ids": [\(ids)], "counts": {\(counts)}}
      """)
  }

  // MARK: - Our catalog

  func ask(_ catalog: Catalog, rounds: Int) {
    var answer = Answer()
    let milliseconds = Stopwatch.median(rounds: rounds) { answer = self.answer(catalog) }
    report("passerelle", milliseconds, answer)
  }

  private func answer(_ catalog: Catalog) -> Answer {
    var question = Question(kind: .event)
    if let actor { question.conditions[.actor] = [Condition(any: numbers(.actor, [actor], catalog))] }
    if !areas.isEmpty { question.conditions[.area] = [Condition(any: numbers(.area, areas, catalog))] }
    if let dates { question.dates = [[DayRange(first: Int32(dates.first), last: Int32(dates.last))]] }
    var hits: SearchHits?
    if let last = words.last {
      // The last word would stand for all that it begins, which the others are not asked.
      let text = (words.dropLast() + ["\"\(last)\""]).joined(separator: " ")
      hits = catalog.search.hits(for: SearchQuery(text), kind: .event)
      question.matches = hits?.matches
    }
    let selection = catalog.select(question)
    var answer = Answer(total: selection.count)
    if form == "page" || form == "search" {
      let field: Order.Field = form == "search" ? .relevance : .date
      let numbers = catalog.page(
        selection, .event, by: Order([Order.Key(field: field, isDescending: false)]), language: .fr, hits: hits,
        offset: 0, limit: 20)
      answer.ids = numbers.map { catalog.texts.string(catalog.id(.event, $0)) }
    } else if let dimension = Dimension(rawValue: form) {
      let counts = catalog.counts(dimension, of: question, in: selection)
      answer.counts.reserveCapacity(counts.count)
      for (value, count) in counts { answer.counts.append((word(value, dimension, catalog), count)) }
    }
    return answer
  }

  private func numbers(_ kind: Kind, _ ids: [String], _ catalog: Catalog) -> [UInt32] {
    ids.compactMap { catalog.find(kind, id: $0.utf8) }
  }

  private func word(_ value: UInt32, _ dimension: Dimension, _ catalog: Catalog) -> String {
    switch dimension {
    case .type: EventType(rawValue: UInt8(value))?.word ?? ""
    case .actor: catalog.texts.string(catalog.id(.actor, value))
    default: catalog.texts.string(catalog.id(.area, value))
    }
  }
}
