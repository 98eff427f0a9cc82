internal import Cooperation
internal import HTTP
internal import JSON

/// `/v1/graph`: who appears with whom in the events of a selection, and who belongs to whom among them.
extension Endpoints {
  static func graph(_ call: Call) -> Response {
    switch call.read(.event) {
    case .refusal(let response): return response
    case .ask(let ask):
      return call.format == .csv
        ? call.answer(GraphBody(GraphTable(call), ask, in: call), ask)
        : call.answer(GraphBody(GraphJSON(ask, in: call), ask, in: call), ask)
    }
  }
}

/// How a graph is written in one of its forms.
private protocol GraphForm: Sendable {
  mutating func begin(into bytes: inout [UInt8])
  mutating func node(_ actor: UInt32, events: Int, into bytes: inout [UInt8])
  mutating func endNodes(into bytes: inout [UInt8])
  /// - Parameter count: what the edge counts; `nil` for a standing link.
  mutating func edge(_ kind: String, _ pair: Pair, _ count: EdgeCount?, into bytes: inout [UInt8])
  mutating func end(into bytes: inout [UInt8])
}

/// Two actors: the one with the lower number first, or the part of the other.
private struct Pair: Hashable, Comparable {
  private let packed: UInt64

  init(_ source: UInt32, _ target: UInt32) { packed = UInt64(source) << 32 | UInt64(target) }

  var source: UInt32 { UInt32(packed >> 32) }
  var target: UInt32 { UInt32(packed & 0xFFFF_FFFF) }

  static func < (left: Pair, right: Pair) -> Bool { left.packed < right.packed }
}

/// The events that two actors share.
private struct EdgeCount {
  let pair: Pair
  var weight = 0
  /// The first of them, as many as a link may name, where links name them.
  var events: [UInt32] = []
  var first = Int32.max
  var last = Int32.min
}

/// A graph that is counted and then written step by step: an event, a node or an edge each.
private struct GraphBody<Form: GraphForm>: Stepwise {
  private enum Stage {
    case start, events, nodes, edges, standing
  }

  private let call: Call
  private var walk: MemberWalk
  /// Whether links name the events, for no question finds just these.
  private let namesEvents: Bool
  private var form: Form
  private var stage = Stage.start
  /// How far the stage has come.
  private var place = 0
  /// Those of the event at hand.
  private var actors: [UInt32] = []
  /// How many events of the selection count for each actor; where the edge of each pair is.
  private var counts: [UInt32: Int] = [:]
  private var places: [Pair: Int] = [:]
  private var edges: [EdgeCount] = []
  private var nodes: [(actor: UInt32, events: Int)] = []

  init(_ form: Form, _ ask: Ask, in call: Call) {
    self.form = form
    self.call = call
    walk = MemberWalk(call.edition.catalog.select(ask.narrowed(in: call.edition)))
    namesEvents = ask.bindsRoles
  }

  var isSmall: Bool { walk.count <= Ask.greatestLimit }

  mutating func step(into bytes: inout [UInt8], _ cost: inout Int) -> Bool {
    cost += 1
    switch stage {
    case .start:
      form.begin(into: &bytes)
      stage = .events
    case .events:
      if let number = walk.next() { count(number, &cost) } else { sort(&cost) }
    case .nodes:
      guard place < nodes.count else {
        form.endNodes(into: &bytes)
        (stage, place) = (.edges, 0)
        break
      }
      form.node(nodes[place].actor, events: nodes[place].events, into: &bytes)
      place += 1
    case .edges:
      guard place < edges.count else {
        nodes.sort { $0.actor < $1.actor }
        (stage, place) = (.standing, 0)
        break
      }
      form.edge("together", edges[place].pair, edges[place], into: &bytes)
      place += 1
      // An edge costs more than an event, for its link.
      cost += 8
    case .standing:
      guard place < nodes.count else {
        form.end(into: &bytes)
        return false
      }
      standing(nodes[place].actor, into: &bytes)
      place += 1
    }
    return true
  }

  private mutating func count(_ number: UInt32, _ cost: inout Int) {
    let catalog = call.edition.catalog
    actors.removeAll(keepingCapacity: true)
    catalog.participations.appendActors(of: number, to: &actors)
    let (earliest, latest) = catalog.bounds(.event, number)
    // Of what is open on one side the other counts; of what has no date the first day is after the last.
    let isDated = earliest <= latest
    let first = earliest == .min ? latest : earliest
    let last = latest == .max ? earliest : latest
    for (position, source) in actors.enumerated() {
      counts[source, default: 0] += 1
      for target in actors[(position + 1)...] {
        let pair = Pair(source, target)
        let place = places[pair] ?? edges.count
        if place == edges.count {
          places[pair] = place
          edges.append(EdgeCount(pair: pair))
        }
        edges[place].weight += 1
        if namesEvents, edges[place].events.count < Call.greatestLinked { edges[place].events.append(number) }
        guard isDated else { continue }
        if first != .max { edges[place].first = min(edges[place].first, first) }
        if last != .min { edges[place].last = max(edges[place].last, last) }
      }
      cost += actors.count - position
    }
  }

  /// Most events first, heaviest first; ties by the ids of actors, and of both ends.
  private mutating func sort(_ cost: inout Int) {
    nodes = counts.map { ($0.key, $0.value) }.sorted { ($1.events, $0.actor) < ($0.events, $1.actor) }
    edges.sort { ($1.weight, $0.pair) < ($0.weight, $1.pair) }
    cost += nodes.count + edges.count
    places = [:]
    (stage, place) = (.nodes, 0)
  }

  /// Standing links from an actor of the graph to others.
  private mutating func standing(_ actor: UInt32, into bytes: inout [UInt8]) {
    let catalog = call.edition.catalog
    for other in catalog.memberships[actor] where counts[other] != nil {
      form.edge("member_of", Pair(actor, other), nil, into: &bytes)
    }
    if let whole = catalog.actors[Int(actor)].partOf, counts[whole] != nil {
      form.edge("part_of", Pair(actor, whole), nil, into: &bytes)
    }
  }
}

extension Ask {
  /// Whether roles are asked for: to name actors as well would bind these to them, where here they are anybody's.
  fileprivate var bindsRoles: Bool { !(question.conditions[.role] ?? []).allSatisfy(\.any.isEmpty) }
}

// MARK: - Forms

private struct GraphJSON: GraphForm {
  private let call: Call
  private let ask: Ask
  private var writer: ObjectWriter
  /// The actors that the question names.
  private let given: [String]

  init(_ ask: Ask, in call: Call) {
    self.call = call
    self.ask = ask
    writer = ObjectWriter(edition: call.edition, language: ask.language, reserving: 0)
    given = ask.canonical.values(of: .actor)
  }

  /// Goes on behind `bytes`.
  private mutating func write(into bytes: inout [UInt8], _ body: (inout ObjectWriter) -> Void) {
    swap(&writer.json.bytes, &bytes)
    body(&writer)
    swap(&writer.json.bytes, &bytes)
  }

  mutating func begin(into bytes: inout [UInt8]) {
    write(into: &bytes) { writer in
      writer.json.beginObject()
      writer.json.key("data")
      writer.json.beginObject()
      writer.json.key("nodes")
      writer.json.beginArray()
    }
  }

  mutating func node(_ actor: UInt32, events: Int, into bytes: inout [UInt8]) {
    let edition = call.edition
    write(into: &bytes) { writer in
      writer.open()
      writer.json.key("id")
      writer.json.string(utf8: edition.id(.actor, actor))
      writer.json.key("type")
      writer.json.stringOrNull(edition.catalog.type(.actor, actor))
      writer.text("name", edition.catalog.name(.actor, actor))
      writer.json.key("events")
      writer.json.integer(events)
      writer.close()
    }
  }

  mutating func endNodes(into bytes: inout [UInt8]) {
    write(into: &bytes) { writer in
      writer.json.endArray()
      writer.json.key("edges")
      writer.json.beginArray()
    }
  }

  mutating func edge(_ kind: String, _ pair: Pair, _ count: EdgeCount?, into bytes: inout [UInt8]) {
    let (ask, call, given) = (ask, call, given)
    write(into: &bytes) { writer in
      writer.json.beginObject()
      writer.json.key("source")
      writer.json.string(utf8: call.edition.id(.actor, pair.source))
      writer.json.key("target")
      writer.json.string(utf8: call.edition.id(.actor, pair.target))
      writer.json.key("kind")
      writer.json.string(kind)
      writer.json.key("weight")
      if let count { writer.json.integer(count.weight) } else { writer.json.null() }
      writer.json.key("first")
      writer.json.stringOrNull(count.flatMap { $0.first == .max ? nil : Day(ordinal: $0.first).iso })
      writer.json.key("last")
      writer.json.stringOrNull(count.flatMap { $0.last == .min ? nil : Day(ordinal: $0.last).iso })
      writer.json.key("href")
      if let count {
        writer.json.string { GraphJSON.link(count, ask, call, given, to: &$0) }
      } else {
        writer.json.null()
      }
      writer.json.endObject()
    }
  }

  /// The events that an edge counts: the same filters, and both actors.
  private static func link(_ count: EdgeCount, _ ask: Ask, _ call: Call, _ given: [String], to link: inout [UInt8]) {
    guard count.events.isEmpty else { return link.append(contentsOf: call.link(toEvents: count.events, ask).utf8) }
    let others = [count.pair.source, count.pair.target].map {
      String(decoding: call.edition.id(.actor, $0), as: UTF8.self)
    }
    link.append(contentsOf: "/v1/events".utf8)
    ask.canonical.append(
      to: &link, without: Call.aggregating,
      adding: others.filter { !given.contains($0) }.map { (.actor, $0) })
  }

  mutating func end(into bytes: inout [UInt8]) {
    let (ask, call) = (ask, call)
    write(into: &bytes) { writer in
      writer.json.endArray()
      writer.json.endObject()
      call.beginMeta(&writer.json, ask)
      call.endMeta(&writer.json, ask)
    }
  }
}

private struct GraphTable: GraphForm {
  private let call: Call

  init(_ call: Call) { self.call = call }

  func begin(into bytes: inout [UInt8]) {
    CSV.append(["source", "target", "kind", "weight", "first", "last"], to: &bytes)
  }

  func node(_ actor: UInt32, events: Int, into bytes: inout [UInt8]) {}
  func endNodes(into bytes: inout [UInt8]) {}

  func edge(_ kind: String, _ pair: Pair, _ count: EdgeCount?, into bytes: inout [UInt8]) {
    let ids = [pair.source, pair.target].map { String(decoding: call.edition.id(.actor, $0), as: UTF8.self) }
    let counted =
      count.map { count in
        [
          String(count.weight), count.first == .max ? "" : Day(ordinal: count.first).iso,
          count.last == .min ? "" : Day(ordinal: count.last).iso,
        ]
      } ?? ["", "", ""]
    CSV.append(ids + [kind] + counted, to: &bytes)
  }

  func end(into bytes: inout [UInt8]) {}
}
