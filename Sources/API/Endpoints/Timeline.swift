internal import Cooperation
internal import HTTP
internal import JSON

/// `/v1/timeline`: how many events each period surely holds.
///
/// Periods without events between the first and the last are there with 0. An event whose date is coarser than a period, or
/// reaches over several, is spread over none of them: `meta.coarser` lists it under its date.
extension Endpoints {
  static func timeline(_ call: Call) -> Response {
    switch call.read(.event) {
    case .refusal(let response): response
    case .ask(let ask): Timeline(ask, in: call).answer()
    }
  }
}

private struct Timeline {
  private struct Bucket {
    var count = 0
    /// The first of them, as many as a link may name.
    var events: [UInt32] = []
    var split: [UInt32: Int] = [:]
    /// Whether each event surely lies in the dates asked for, rather than possibly.
    var isCertain = true
  }

  private let call: Call
  private let ask: Ask
  private var buckets: [Int: Bucket] = [:]
  private var coarser: [(edtf: String, events: [UInt32])] = []
  private var undated = 0

  init(_ ask: Ask, in call: Call) {
    self.call = call
    self.ask = ask
    let catalog = call.edition.catalog
    catalog.select(ask.narrowed(in: call.edition)).forEach { number in
      let (earliest, latest) = catalog.bounds(.event, number)
      guard earliest <= latest else { return undated += 1 }
      if earliest != .min, latest != .max, ask.period.number(of: earliest) == ask.period.number(of: latest) {
        add(number, to: ask.period.number(of: earliest), isCertain: ask.question.surelyMeets(earliest, latest))
      } else if let edtf = catalog.date(catalog.events[Int(number)].date)?.edtf.text {
        if let position = coarser.firstIndex(where: { $0.edtf == edtf }) {
          coarser[position].events.append(number)
        } else {
          coarser.append((edtf, [number]))
        }
      }
    }
  }

  private mutating func add(_ number: UInt32, to period: Int, isCertain: Bool) {
    let catalog = call.edition.catalog
    var bucket = buckets[period] ?? Bucket()
    bucket.count += 1
    if bucket.events.count < Call.greatestLinked { bucket.events.append(number) }
    bucket.isCertain = bucket.isCertain && isCertain
    let values: [UInt32] =
      switch ask.split {
      case .type: [UInt32(catalog.events[Int(number)].type.rawValue)]
      case .area: Array(catalog.areasOfEvent[number])
      case .actor: catalog.participations[number].flatMap { [$0.actor] + ($0.onBehalfOf.map { [$0] } ?? []) }
      default: []
      }
    for value in Set(values) { bucket.split[value, default: 0] += 1 }
    buckets[period] = bucket
  }

  func answer() -> Response {
    call.format == .csv ? csv() : json()
  }

  /// All periods from the first to the last that holds something.
  private var periods: [Int] {
    guard let first = buckets.keys.min(), let last = buckets.keys.max() else { return [] }
    return Array(first...last)
  }

  private func word(_ value: UInt32) -> String {
    let catalog = call.edition.catalog
    return switch ask.split {
    case .area: catalog.texts.string(catalog.id(.area, value))
    case .actor: catalog.texts.string(catalog.id(.actor, value))
    default: EventType(rawValue: UInt8(value))?.word ?? ""
    }
  }

  private func splits(_ bucket: Bucket) -> [(word: String, count: Int)] {
    bucket.split.map { (word($0.key), $0.value) }.sorted { ($1.count, $0.word) < ($0.count, $1.word) }
  }

  /// The events that a period counts: the same filters, and surely in the period.
  private func link(_ edtf: String, _ bucket: Bucket) -> String {
    let range = (try? EDTF(edtf)).map { DayRange($0) }
    let isWithin = ask.question.dates.allSatisfy { choices in
      range.map { range in choices.contains { $0.first <= range.first && range.last <= $0.last } } ?? false
    }
    // A period inside the dates asked for says it all; one that reaches beyond them must meet both, which a question can
    // ask for only if what meets them does so surely.
    guard isWithin || bucket.isCertain else { return link(to: bucket.events) }
    var dropped = Call.aggregating
    dropped.insert(.dateMatch)
    if isWithin { dropped.insert(.date) }
    return ask.canonical.link("/v1/events", without: dropped, adding: [(.date, edtf), (.dateMatch, "certain")])
  }

  private func json() -> Response {
    var json = JSONWriter()
    json.beginObject()
    json.key("data")
    json.beginArray()
    for period in periods {
      let bucket = buckets[period] ?? Bucket()
      let edtf = ask.period.edtf(period)
      let bounds = try? EDTF(edtf)
      json.beginObject()
      json.key("period")
      json.string(edtf)
      json.key("start")
      json.stringOrNull(bounds?.earliest?.iso)
      json.key("end")
      json.stringOrNull(bounds?.latest?.iso)
      json.key("count")
      json.integer(bucket.count)
      json.key("split")
      if ask.split == nil {
        json.null()
      } else {
        json.beginObject()
        for (word, count) in splits(bucket) {
          json.key(escaping: word)
          json.integer(count)
        }
        json.endObject()
      }
      json.key("href")
      json.string(link(edtf, bucket))
      json.endObject()
    }
    json.endArray()
    return call.finish(&json, ask) { json in
      json.key("total")
      json.integer(buckets.values.reduce(undated) { $0 + $1.count } + coarser.reduce(0) { $0 + $1.events.count })
      json.key("by")
      json.string(ask.period.rawValue)
      json.key("undated")
      json.integer(undated)
      json.key("coarser")
      json.beginArray()
      for (edtf, events) in coarser {
        json.beginObject()
        json.key("edtf")
        json.string(edtf)
        json.key("count")
        json.integer(events.count)
        json.key("href")
        json.string(link(to: events))
        json.endObject()
      }
      json.endArray()
    }
  }

  /// The events themselves: no question by date finds just those with one date.
  private func link(to events: [UInt32]) -> String { call.link(toEvents: events, ask) }

  private func csv() -> Response {
    var table = CSV()
    table.row(ask.split == nil ? ["period", "start", "end", "count"] : ["period", "start", "end", "value", "count"])
    for period in periods {
      let bucket = buckets[period] ?? Bucket()
      let edtf = ask.period.edtf(period)
      let bounds = try? EDTF(edtf)
      let head = [edtf, bounds?.earliest?.iso ?? "", bounds?.latest?.iso ?? ""]
      if ask.split == nil {
        table.row(head + [String(bucket.count)])
      } else {
        for (word, count) in splits(bucket) { table.row(head + [word, String(count)]) }
      }
    }
    return call.answer(table.bytes, canonical: ask.canonical.link(call.path(.csv)), ask: ask)
  }
}

extension Call {
  /// As many values as a filter takes.
  static let greatestLinked = 100

  /// A list of events by id, where no question finds just them. Beyond a hundred, the first hundred.
  func link(toEvents events: [UInt32], _ ask: Ask) -> String {
    let ids = events.prefix(Call.greatestLinked).map { catalog.texts.string(catalog.id(.event, $0)) }
    let language = ask.canonical.values(of: .lang).map { CanonicalQuery.Item(.lang, $0) }
    return CanonicalQuery([(.id, ids.sorted().joined(separator: ","))] + language).link("/v1/events")
  }

  /// What of an aggregate's query a list of events does not take.
  static let aggregating: ParameterSet = [.by, .split, .pretty]
}

extension Question {
  /// Whether what lies from one day to another surely meets every choice of dates.
  fileprivate func surelyMeets(_ earliest: Int32, _ latest: Int32) -> Bool {
    dates.allSatisfy { choices in choices.contains { $0.first <= earliest && latest <= $0.last } }
  }
}

extension Ask {
  /// The question with what `q` leaves of it.
  func narrowed(in edition: Service.Edition) -> Question {
    var question = question
    if let text { question.narrow(to: TextSearch(text, among: [question.kind], in: edition).hits(question.kind)) }
    return question
  }
}
