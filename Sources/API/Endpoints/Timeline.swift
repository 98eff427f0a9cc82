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
    case .refusal(let response): return response
    case .ask(let ask):
      return call.format == .csv
        ? call.answer(TimelineBody(TimelineTable(ask, in: call), ask, in: call), ask)
        : call.answer(TimelineBody(TimelineJSON(ask, in: call), ask, in: call), ask)
    }
  }
}

/// How a timeline is written in one of its forms.
private protocol TimelineForm: Sendable {
  mutating func begin(into bytes: inout [UInt8])
  mutating func period(_ number: Int, _ bucket: Bucket, into bytes: inout [UInt8])
  mutating func endPeriods(total: Int, undated: Int, into bytes: inout [UInt8])
  mutating func coarser(_ edtf: String, _ events: [UInt32], count: Int, into bytes: inout [UInt8])
  mutating func end(into bytes: inout [UInt8])
}

/// The events of one period.
private struct Bucket {
  var count = 0
  /// The first of them, as many as a link may name.
  var events: [UInt32] = []
  var split: [UInt32: Int] = [:]
  /// Whether each event surely lies in the dates asked for, rather than possibly.
  var isCertain = true
}

/// A timeline that is counted and then written step by step: an event, a period, or a coarser date each.
private struct TimelineBody<Form: TimelineForm>: Stepwise {
  private enum Stage {
    case start, events, periods, coarser
  }

  private let call: Call
  private let ask: Ask
  private var walk: MemberWalk
  private var form: Form
  private var stage = Stage.start
  /// How far the stage has come.
  private var place = 0
  /// Those of the event at hand.
  private var values: [UInt32] = []
  private var buckets: [Int: Bucket] = [:]
  /// The periods from the first to the last that holds something.
  private var periods = 0..<0
  /// The period of the event before, and its first and last day: events come by date.
  private var latest = (period: 0, first: Int32.max, last: Int32.min)
  /// What lies in no period, by its date as it is written, in the order of the first events.
  private var coarser: [(edtf: String, events: [UInt32], count: Int)] = []
  private var places: [String: Int] = [:]
  private var undated = 0

  init(_ form: Form, _ ask: Ask, in call: Call) {
    self.form = form
    self.call = call
    self.ask = ask
    walk = MemberWalk(call.edition.catalog.select(ask.narrowed(in: call.edition)))
  }

  var isSmall: Bool { walk.count <= Ask.greatestLimit }

  mutating func step(into bytes: inout [UInt8], _ cost: inout Int) -> Bool {
    cost += 1
    switch stage {
    case .start:
      form.begin(into: &bytes)
      stage = .events
    case .events:
      if let number = walk.next() {
        count(number, &cost)
      } else {
        if let first = buckets.keys.min(), let last = buckets.keys.max() { periods = first..<last + 1 }
        (stage, place) = (.periods, periods.lowerBound)
      }
    case .periods:
      guard place < periods.upperBound else {
        let total = buckets.values.reduce(undated) { $0 + $1.count } + coarser.reduce(0) { $0 + $1.count }
        form.endPeriods(total: total, undated: undated, into: &bytes)
        (stage, place) = (.coarser, 0)
        break
      }
      let bucket = buckets[place] ?? Bucket()
      form.period(place, bucket, into: &bytes)
      place += 1
      cost += 8 + bucket.split.count
    case .coarser:
      guard place < coarser.count else {
        form.end(into: &bytes)
        return false
      }
      form.coarser(coarser[place].edtf, coarser[place].events, count: coarser[place].count, into: &bytes)
      cost += coarser[place].events.count
      place += 1
    }
    return true
  }

  private mutating func count(_ number: UInt32, _ cost: inout Int) {
    let catalog = call.edition.catalog
    let (earliest, latest) = catalog.bounds(.event, number)
    guard earliest <= latest else { return undated += 1 }
    if let period = period(earliest, latest) {
      readValues(number)
      cost += values.count
      let isCertain = ask.question.surelyMeets(earliest, latest)
      buckets[period, default: Bucket()].add(number, values, isCertain: isCertain)
    } else if let edtf = catalog.date(catalog.events[Int(number)].date)?.edtf.text {
      let place = places[edtf] ?? coarser.count
      if place == coarser.count {
        places[edtf] = place
        coarser.append((edtf, [], 0))
      }
      coarser[place].count += 1
      if coarser[place].events.count < Call.greatestLinked { coarser[place].events.append(number) }
    }
  }

  /// The period in which all days from one to another lie.
  private mutating func period(_ earliest: Int32, _ latest: Int32) -> Int? {
    if self.latest.first <= earliest, latest <= self.latest.last { return self.latest.period }
    guard earliest != .min, latest != .max else { return nil }
    let period = ask.period.number(of: earliest)
    guard period == ask.period.number(of: latest) else { return nil }
    if let days = ask.period.days(period) { self.latest = (period, days.first.ordinal, days.last.ordinal) }
    return period
  }

  /// What an event counts under, each once.
  private mutating func readValues(_ number: UInt32) {
    let catalog = call.edition.catalog
    values.removeAll(keepingCapacity: true)
    switch ask.split {
    case .type: values.append(UInt32(catalog.events[Int(number)].type.rawValue))
    case .area: values.append(contentsOf: Set(catalog.areasOfEvent[number]))
    case .actor: catalog.participations.appendActors(of: number, to: &values)
    default: break
    }
  }
}

extension Bucket {
  fileprivate mutating func add(_ number: UInt32, _ values: [UInt32], isCertain: Bool) {
    count += 1
    if events.count < Call.greatestLinked { events.append(number) }
    self.isCertain = self.isCertain && isCertain
    for value in values { split[value, default: 0] += 1 }
  }

  /// The values of the split in words, those with the most events first.
  fileprivate func words(_ ask: Ask, _ edition: Service.Edition) -> [(word: String, count: Int)] {
    split.map { value, count in
      let word =
        switch ask.split {
        case .area: String(decoding: edition.id(.area, value), as: UTF8.self)
        case .actor: String(decoding: edition.id(.actor, value), as: UTF8.self)
        default: EventType(rawValue: UInt8(value))?.word ?? ""
        }
      return (word, count)
    }.sorted { ($1.count, $0.word) < ($0.count, $1.word) }
  }
}

// MARK: - Forms

private struct TimelineJSON: TimelineForm {
  private let call: Call
  private let ask: Ask
  private var json = JSONWriter(reserving: 0)

  init(_ ask: Ask, in call: Call) {
    self.call = call
    self.ask = ask
  }

  mutating func begin(into bytes: inout [UInt8]) {
    json.write(into: &bytes) { json in
      json.beginObject()
      json.key("data")
      json.beginArray()
    }
  }

  mutating func period(_ number: Int, _ bucket: Bucket, into bytes: inout [UInt8]) {
    let (ask, call) = (ask, call)
    let days = ask.period.days(number)
    json.write(into: &bytes) { json in
      json.beginObject()
      json.key("period")
      json.string(ask.period.edtf(number))
      json.key("start")
      json.stringOrNull(days?.first.iso)
      json.key("end")
      json.stringOrNull(days?.last.iso)
      json.key("count")
      json.integer(bucket.count)
      json.key("split")
      if ask.split == nil {
        json.null()
      } else {
        json.beginObject()
        for (word, count) in bucket.words(ask, call.edition) {
          json.key(escaping: word)
          json.integer(count)
        }
        json.endObject()
      }
      json.key("href")
      json.string { TimelineJSON.link(number, bucket, ask, call, to: &$0) }
      json.endObject()
    }
  }

  /// The events that a period counts: the same filters, and surely in the period.
  private static func link(_ number: Int, _ bucket: Bucket, _ ask: Ask, _ call: Call, to link: inout [UInt8]) {
    let isWithin = ask.question.dates.allSatisfy { choices in
      ask.period.days(number).map { days in
        choices.contains { $0.first <= days.first.ordinal && days.last.ordinal <= $0.last }
      } ?? false
    }
    // A period inside the dates asked for says it all; one that reaches beyond them must meet both, which a question can
    // ask for only if what meets them does so surely.
    guard isWithin || bucket.isCertain else {
      return link.append(contentsOf: call.link(toEvents: bucket.events, ask).utf8)
    }
    var dropped = Call.aggregating
    dropped.insert(.dateMatch)
    if isWithin { dropped.insert(.date) }
    link.append(contentsOf: "/v1/events".utf8)
    ask.canonical.append(
      to: &link, without: dropped, adding: [(.date, ask.period.edtf(number)), (.dateMatch, "certain")])
  }

  mutating func endPeriods(total: Int, undated: Int, into bytes: inout [UInt8]) {
    let (ask, call) = (ask, call)
    json.write(into: &bytes) { json in
      json.endArray()
      call.beginMeta(&json, ask)
      json.key("total")
      json.integer(total)
      json.key("by")
      json.string(ask.period.rawValue)
      json.key("undated")
      json.integer(undated)
      json.key("coarser")
      json.beginArray()
    }
  }

  /// Links the events themselves: no question by date finds just those with one date.
  mutating func coarser(_ edtf: String, _ events: [UInt32], count: Int, into bytes: inout [UInt8]) {
    let (ask, call) = (ask, call)
    json.write(into: &bytes) { json in
      json.beginObject()
      json.key("edtf")
      json.string(edtf)
      json.key("count")
      json.integer(count)
      json.key("href")
      json.string(call.link(toEvents: events, ask))
      json.endObject()
    }
  }

  mutating func end(into bytes: inout [UInt8]) {
    let (ask, call) = (ask, call)
    json.write(into: &bytes) { json in
      json.endArray()
      call.endMeta(&json, ask)
    }
  }
}

extension JSONWriter {
  /// Goes on behind `bytes`.
  mutating func write(into bytes: inout [UInt8], _ body: (inout JSONWriter) -> Void) {
    swap(&self.bytes, &bytes)
    body(&self)
    swap(&self.bytes, &bytes)
  }
}

private struct TimelineTable: TimelineForm {
  private let call: Call
  private let ask: Ask

  init(_ ask: Ask, in call: Call) {
    self.call = call
    self.ask = ask
  }

  func begin(into bytes: inout [UInt8]) {
    let split = ask.split == nil ? [] : ["value"]
    CSV.append(["period", "start", "end"] + split + ["count"], to: &bytes)
  }

  func period(_ number: Int, _ bucket: Bucket, into bytes: inout [UInt8]) {
    let days = ask.period.days(number)
    let head = [ask.period.edtf(number), days?.first.iso ?? "", days?.last.iso ?? ""]
    guard ask.split != nil else { return CSV.append(head + [String(bucket.count)], to: &bytes) }
    for (word, count) in bucket.words(ask, call.edition) { CSV.append(head + [word, String(count)], to: &bytes) }
  }

  func endPeriods(total: Int, undated: Int, into bytes: inout [UInt8]) {}
  func coarser(_ edtf: String, _ events: [UInt32], count: Int, into bytes: inout [UInt8]) {}
  func end(into bytes: inout [UInt8]) {}
}

extension CSV {
  /// Appends one row.
  static func append(_ cells: [String], to bytes: inout [UInt8]) {
    var table = CSV(continuing: bytes)
    bytes = []
    table.row(cells)
    bytes = table.bytes
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
