internal import Cooperation
internal import HTTP
internal import JSON

/// `/v1/search`: all kinds in one ranked list; with a small limit, what a search box shows while one types.
extension Endpoints {
  static func search(_ call: Call) -> Response {
    let ask: Ask
    let relevance = Order([Order.Key(field: .relevance, isDescending: false)])
    switch call.read(.event, order: relevance, limits: 0...50, usualLimit: 10) {
    case .refusal(let response): return response
    case .ask(let understood): ask = understood
    }
    let kinds = ask.kinds.isEmpty ? Kind.allCases : Kind.allCases.filter(ask.kinds.contains)
    let search = ask.text.map { TextSearch($0, among: kinds, in: call.edition) }
    let limit = ask.limit ?? 10
    // The best of all kinds are among the best of each.
    var (hits, total): ([(kind: Kind, number: UInt32, score: Float)], Int) = ([], 0)
    // Unlike a list, a search for nothing finds nothing.
    if let search, !search.isEmpty {
      for kind in kinds {
        let selection = search.hits(kind)
        total += selection.count
        let best = call.edition.catalog.page(
          selection, kind, by: relevance, language: ask.language, hits: search.ranked(kind), offset: 0,
          limit: ask.offset + limit)
        // Millionths, as within each kind.
        for number in best { hits.append((kind, number, (search.score(kind, number) * 1_000_000).rounded())) }
      }
    }
    let ranks = call.edition.catalog.ranks
    hits.sort {
      ($1.score, $0.kind.rawValue, ranks[Int($0.kind.rawValue)].byID[Int($0.number)])
        < ($0.score, $1.kind.rawValue, ranks[Int($1.kind.rawValue)].byID[Int($1.number)])
    }
    let page = hits.dropFirst(ask.offset).prefix(limit)
    let link = { (offset: Int) in
      ask.canonical.link(call.path(), offset: offset)
    }
    let next = limit > 0 && ask.offset + page.count < total && !page.isEmpty ? link(ask.offset + limit) : nil
    let previous = limit > 0 && ask.offset > 0 ? link(max(0, min(ask.offset, total) - limit)) : nil

    var writer = ObjectWriter(edition: call.edition, language: ask.language)
    var matches = search.map { MatchWriter($0, language: ask.language) }
    writer.json.beginObject()
    writer.json.key("data")
    writer.json.beginArray()
    for hit in page {
      writer.searchItem(hit.kind, hit.number) { matches?.write(hit.kind, hit.number, to: &$0) }
    }
    writer.json.endArray()
    writer.json.key("meta")
    writer.json.beginObject()
    writer.json.key("total")
    writer.json.integer(total)
    writer.json.key("count")
    writer.json.integer(page.count)
    writer.json.key("limit")
    writer.json.integer(limit)
    writer.json.key("offset")
    writer.json.integer(ask.offset)
    ask.writeCommonMeta(to: &writer.json, edition: call.edition)
    if total == 0, let search { search.writeSuggestions(for: kinds, to: &writer.json) }
    writer.json.endObject()
    writer.json.key("links")
    writer.json.beginObject()
    writer.json.key("self")
    writer.json.string(ask.canonical.link(call.path()))
    writer.json.key("next")
    writer.json.stringOrNull(next)
    writer.json.key("prev")
    writer.json.stringOrNull(previous)
    writer.json.endObject()
    writer.json.endObject()
    return call.answer(
      json: writer.json, canonical: ask.canonical.link(call.path()), ask: ask,
      links: LinkField(next: next, previous: previous))
  }
}

extension ObjectWriter {
  /// One hit: enough to print, to link, and to tell it from others of the same name.
  mutating func searchItem(_ kind: Kind, _ number: UInt32, extra: (inout JSONWriter) -> Void) {
    let id = edition.catalog.texts.string(edition.catalog.id(kind, number))
    open()
    json.key("kind")
    json.string(kind.singular)
    json.key("type")
    json.stringOrNull(edition.catalog.type(kind, number))
    json.key("id")
    json.string(id)
    text("name", edition.catalog.name(kind, number))
    json.key("hint")
    json.stringOrNull(hint(kind, number))
    json.key("url")
    json.string("/v1/\(kind.plural)/\(id)")
    extra(&json)
    close()
  }

  /// What sets an object apart: an event's date, an actor's post or type, the area above, the place around, the source.
  private func hint(_ kind: Kind, _ number: UInt32) -> String? {
    let row = Int(number)
    func name(_ kind: Kind, _ number: UInt32) -> String? {
      edition.catalog.name(kind, number).best(for: language).map { edition.catalog.texts.string($0.text) }
    }
    switch kind {
    case .event:
      let date = edition.catalog.date(edition.catalog.events[row].date)?.edtf.label(in: language)
      return [edition.catalog.events[row].type.label[language], date].compactMap { $0 }.joined(separator: " · ")
    case .actor:
      let title = edition.catalog.posts[number].first?.title.best(for: language).map {
        edition.catalog.texts.string($0.text)
      }
      return title ?? edition.catalog.actors[row].type.label[language]
    case .area: return edition.catalog.areas[row].broader.flatMap { name(.area, $0) } ?? AreaType.domain.label[language]
    case .place:
      let around = edition.catalog.places[row].within.flatMap { name(.place, $0) }
      return [edition.catalog.places[row].type.label[language], around].compactMap { $0 }.joined(separator: " · ")
    case .document:
      let date = edition.catalog.date(edition.catalog.documents[row].published)?.edtf.label(in: language)
      return [edition.catalog.documents[row].type.label[language], date].compactMap { $0 }.joined(separator: " · ")
    case .claim:
      let claim = edition.catalog.claims[row]
      return name(.document, claim.document).map { "\($0) · §\(claim.paragraph)" }
    }
  }
}
