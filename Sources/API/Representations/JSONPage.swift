internal import Cooperation
internal import HTTP
internal import JSON

/// A page of a list as JSON: its objects, then the facets and the objects named, where these are asked for, `meta`, `links`.
struct JSONPage: ListForm {
  private let page: Page
  private let alternates: [(format: Format, link: [UInt8])]
  private var writer: ObjectWriter
  /// Where there is `q`.
  private var matches: MatchWriter?
  /// What comes behind the objects and is not written yet, the first of it last.
  private var rest: [Section]

  private enum Section {
    case endArray
    case facets
    case facet(Facet)
    case included
    case kind(Kind, [UInt32])
    /// Those of a kind that are left.
    case objects(Kind, ArraySlice<UInt32>)
    case endObject
    case meta
  }

  private var ask: Ask { page.ask }
  private var edition: Service.Edition { page.call.edition }

  /// - Parameter alternates: the links of the whole list in its other forms.
  init(_ page: Page, alternates: [(format: Format, link: [UInt8])]) {
    self.page = page
    self.alternates = alternates
    writer = ObjectWriter(
      edition: page.call.edition, language: page.ask.language, purpose: page.ask.include.isEmpty ? .quoting : .naming,
      reserving: 0)
    matches = page.search.map { MatchWriter($0, language: page.ask.language) }
    rest = [.meta]
    if !page.ask.include.isEmpty { rest.append(.included) }
    if !page.ask.facets.isEmpty { rest += [.endObject] + page.ask.facets.reversed().map { .facet($0) } + [.facets] }
    rest.append(.endArray)
  }

  mutating func begin(into bytes: inout [UInt8]) {
    // An event is about a kilobyte and a half.
    bytes.reserveCapacity(bytes.count + 8192 + min(page.numbers.count, 100) * 1536)
    write(into: &bytes) { page in
      page.writer.json.beginObject()
      page.writer.json.key("data")
      page.writer.json.beginArray()
    }
  }

  mutating func write(_ number: UInt32, isFirst: Bool, into bytes: inout [UInt8]) {
    write(into: &bytes) { $0.object(number) }
  }

  mutating func end(into bytes: inout [UInt8]) -> Production {
    write(into: &bytes) { $0.section() }
    return rest.isEmpty ? .finished : .more
  }

  /// Lends the writer the bytes to write behind.
  private mutating func write(into bytes: inout [UInt8], _ write: (inout JSONPage) -> Void) {
    swap(&writer.json.bytes, &bytes)
    write(&self)
    swap(&writer.json.bytes, &bytes)
  }

  private mutating func object(_ number: UInt32) {
    // Lent as well, so that it is changed where it lies.
    var matches: MatchWriter?
    swap(&matches, &self.matches)
    writer.projected(ask.projection) { [kind = page.kind] writer in
      writer.object(kind, number) { matches?.write(kind, number, to: &$0) }
    }
    swap(&matches, &self.matches)
  }

  // MARK: - Behind the objects

  /// Writes what comes next.
  private mutating func section() {
    switch rest.popLast() {
    case nil: break
    case .endArray: writer.json.endArray()
    case .endObject: writer.json.endObject()
    case .facets:
      writer.json.key("facets")
      writer.json.beginObject()
    case .facet(let facet):
      writer.json.key(escaping: facet.dimension.rawValue)
      facet.write(to: &writer.json, ask: ask, selection: page.selection, path: page.path, edition: edition)
    case .included:
      writer.json.key("included")
      writer.json.beginObject()
      rest.append(.endObject)
      rest += writer.inclusions(ask.include, of: page.kind, page.numbers).reversed().map { .kind($0.kind, $0.members) }
    case .kind(let kind, let members):
      writer.json.key(escaping: kind.plural)
      writer.json.beginObject()
      rest += [.endObject, .objects(kind, members[...])]
    case .objects(let kind, var members):
      guard let number = members.popFirst() else { break }
      writer.inclusion(kind, number)
      rest.append(.objects(kind, members))
    case .meta:
      meta()
      links()
      writer.json.endObject()
    }
  }

  private mutating func meta() {
    writer.json.key("meta")
    writer.json.beginObject()
    writer.json.key("total")
    writer.json.integer(page.total)
    writer.json.key("count")
    writer.json.integer(page.numbers.count)
    writer.json.key("limit")
    writer.json.integer(page.limit)
    writer.json.key("offset")
    writer.json.integer(ask.offset)
    ask.writeCommonMeta(to: &writer.json, edition: edition)
    if page.total == 0, let search = page.search { search.writeSuggestions(for: [page.kind], to: &writer.json) }
    writer.json.endObject()
  }

  private mutating func links() {
    writer.json.key("links")
    writer.json.beginObject()
    writer.json.key("self")
    writer.json.string(page.canonical)
    writer.json.key("next")
    writer.json.stringOrNull(page.next)
    writer.json.key("prev")
    writer.json.stringOrNull(page.previous)
    for (format, link) in alternates {
      writer.json.key(escaping: format.rawValue)
      writer.json.string { $0 += link }
    }
    writer.json.endObject()
  }
}
