internal import Cooperation
internal import HTTP
internal import JSON

/// `/v1/graph`: who appears with whom in the events of a selection, and who belongs to whom among them.
extension Endpoints {
  static func graph(_ call: Call) -> Response {
    switch call.read(.event) {
    case .refusal(let response): response
    case .ask(let ask): Graph(ask, in: call).answer()
    }
  }
}

private struct Graph {
  private struct Pair: Hashable {
    let source: UInt32
    let target: UInt32
  }

  private struct Edge {
    var weight = 0
    /// The first of its events, as many as a link may name.
    var events: [UInt32] = []
    var first: Day?
    var last: Day?
  }

  private let call: Call
  private let ask: Ask
  /// How many events of the selection count for each actor.
  private var nodes: [UInt32: Int] = [:]
  private var together: [Pair: Edge] = [:]

  init(_ ask: Ask, in call: Call) {
    self.call = call
    self.ask = ask
    let catalog = call.edition.catalog
    catalog.select(ask.narrowed(in: call.edition)).forEach { number in
      let actors = Set(catalog.participations[number].flatMap { [$0.actor] + ($0.onBehalfOf.map { [$0] } ?? []) })
        .sorted()
      let date = catalog.date(catalog.events[Int(number)].date)?.edtf
      let (first, last) = (date?.earliest ?? date?.latest, date?.latest ?? date?.earliest)
      for (position, source) in actors.enumerated() {
        nodes[source, default: 0] += 1
        for target in actors[(position + 1)...] {
          var edge = together[Pair(source: source, target: target)] ?? Edge()
          edge.weight += 1
          if edge.events.count < Call.greatestLinked { edge.events.append(number) }
          edge.first = [edge.first, first].compactMap { $0 }.min()
          edge.last = [edge.last, last].compactMap { $0 }.max()
          together[Pair(source: source, target: target)] = edge
        }
      }
    }
  }

  /// Standing links between actors of the graph.
  private var standing: [(kind: String, pair: Pair)] {
    let catalog = call.edition.catalog
    var edges: [(kind: String, pair: Pair)] = []
    for actor in nodes.keys.sorted() {
      for other in catalog.memberships[actor] where nodes[other] != nil {
        edges.append(("member_of", Pair(source: actor, target: other)))
      }
      if let whole = catalog.actors[Int(actor)].partOf, nodes[whole] != nil {
        edges.append(("part_of", Pair(source: actor, target: whole)))
      }
    }
    return edges
  }

  /// Heaviest first; ties by the ids of both ends.
  private var sortedPairs: [(pair: Pair, edge: Edge)] {
    together.map { ($0.key, $0.value) }.sorted {
      ($1.edge.weight, $0.pair.source, $0.pair.target) < ($0.edge.weight, $1.pair.source, $1.pair.target)
    }
  }

  private func id(_ actor: UInt32) -> String {
    call.edition.catalog.texts.string(call.edition.catalog.id(.actor, actor))
  }

  /// The events that an edge counts: the same filters, and both actors.
  private func link(_ pair: Pair, _ edge: Edge) -> String {
    // With a role asked for, naming the actors would bind it to them, and here it is anybody's.
    let roles = ask.question.conditions[.role] ?? []
    guard roles.allSatisfy(\.any.isEmpty) else { return call.link(toEvents: edge.events, ask) }
    let given = ask.canonical.values(of: .actor)
    let others = [pair.source, pair.target].map(id).filter { !given.contains($0) }
    return ask.canonical.link("/v1/events", without: Call.aggregating, adding: others.map { (.actor, $0) })
  }

  func answer() -> Response { call.format == .csv ? csv() : json() }

  private func json() -> Response {
    let catalog = call.edition.catalog
    var writer = ObjectWriter(edition: call.edition, language: ask.language)
    writer.json.beginObject()
    writer.json.key("data")
    writer.json.beginObject()
    writer.json.key("nodes")
    writer.json.beginArray()
    for (actor, count) in nodes.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      writer.open()
      writer.json.key("id")
      writer.json.string(id(actor))
      writer.json.key("type")
      writer.json.stringOrNull(catalog.type(.actor, actor))
      writer.text("name", catalog.name(.actor, actor))
      writer.json.key("events")
      writer.json.integer(count)
      writer.close()
    }
    writer.json.endArray()
    writer.json.key("edges")
    writer.json.beginArray()
    for (pair, edge) in sortedPairs { write("together", pair, edge, to: &writer.json) }
    for (kind, pair) in standing { write(kind, pair, nil, to: &writer.json) }
    writer.json.endArray()
    writer.json.endObject()
    return call.finish(&writer.json, ask)
  }

  private func write(_ kind: String, _ pair: Pair, _ edge: Edge?, to json: inout JSONWriter) {
    json.beginObject()
    json.key("source")
    json.string(id(pair.source))
    json.key("target")
    json.string(id(pair.target))
    json.key("kind")
    json.string(kind)
    json.key("weight")
    if let edge { json.integer(edge.weight) } else { json.null() }
    json.key("first")
    json.stringOrNull(edge?.first?.iso)
    json.key("last")
    json.stringOrNull(edge?.last?.iso)
    json.key("href")
    json.stringOrNull(edge.map { link(pair, $0) })
    json.endObject()
  }

  private func csv() -> Response {
    var table = CSV()
    table.row(["source", "target", "kind", "weight", "first", "last"])
    for (pair, edge) in sortedPairs {
      table.row([
        id(pair.source), id(pair.target), "together", String(edge.weight), edge.first?.iso ?? "", edge.last?.iso ?? "",
      ])
    }
    for (kind, pair) in standing { table.row([id(pair.source), id(pair.target), kind, "", "", ""]) }
    return call.answer(table.bytes, canonical: ask.canonical.link(call.path(.csv)), ask: ask)
  }
}
