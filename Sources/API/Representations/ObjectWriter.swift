internal import Cooperation
internal import JSON

/// Writes objects as JSON in one language.
///
/// Every object has every key. A text that the language lacks falls back, and the object that holds it says so under
/// `fallback`.
struct ObjectWriter {
  let edition: Service.Edition
  let language: Language
  var json: JSONWriter
  private let purpose: Purpose
  /// By kind, the objects that have been named; empty where they are not remembered.
  private var named: [Set<UInt32>]
  /// Fallbacks of the object being written; objects nest, so this is a stack.
  private var fallbacks: [[(key: StaticString, language: Language)]] = []

  /// What it does besides writing.
  enum Purpose {
    /// Nothing: for exports of many objects, which write each once.
    case plain
    /// It takes objects over that were written before, and keeps those that were not.
    case quoting
    /// It remembers which others the objects name, so that `include` can bring them along.
    case naming
  }

  /// - Parameter capacity: about how many bytes it will write.
  init(edition: Service.Edition, language: Language, purpose: Purpose = .plain, reserving capacity: Int = 4096) {
    self.edition = edition
    self.language = language
    self.purpose = purpose
    named = purpose == .naming ? Kind.allCases.map { _ in [] } : []
    json = JSONWriter(reserving: capacity)
  }

  /// Writes one object whole. `extra` adds members at its end.
  mutating func object(_ kind: Kind, _ number: UInt32, extra: (inout JSONWriter) -> Void = { _ in }) {
    guard purpose == .quoting else { return write(kind, number, extra: extra) }
    if let known = edition.fragments.find(kind, number, language) {
      json.raw(known.bytes[..<known.end])
      extra(&json)
      return json.bytes.append(contentsOf: known.bytes[known.end...])
    }
    var writer = ObjectWriter(edition: edition, language: language)
    var end = 0
    writer.write(kind, number) { end = $0.bytes.count }
    edition.fragments.keep(writer.json.bytes, end: end, kind, number, language)
    json.raw(writer.json.bytes[..<end])
    extra(&json)
    json.bytes.append(contentsOf: writer.json.bytes[end...])
  }

  private mutating func write(_ kind: Kind, _ number: UInt32, extra: (inout JSONWriter) -> Void) {
    open()
    let id = edition.id(kind, number)
    json.key("id")
    json.string(utf8: id)
    json.key("kind")
    json.string(kind.singular)
    if kind != .claim {
      json.key("type")
      json.stringOrNull(edition.type(kind, number))
      text("name", edition.name(kind, number))
      json.key("aliases")
      json.beginArray()
      for alias in edition.catalog.aliases(kind, number) { json.string(utf8: edition.catalog.texts.utf8(alias)) }
      json.endArray()
    }
    json.key("url")
    url(kind, id)
    switch kind {
    case .event: event(number)
    case .actor: actor(number)
    case .area: area(number)
    case .place: place(number)
    case .document: document(number)
    case .claim: claim(number)
    }
    let days = edition.days(kind, number)
    json.key("added")
    json.string(days.added.iso)
    json.key("updated")
    json.string(days.updated.iso)
    extra(&json)
    close()
  }

  // MARK: - What is named

  /// By kind, what `include` brings along with objects that are written: those that they name, and their claims, each once.
  func inclusions(_ kinds: [Kind], of kind: Kind, _ numbers: [UInt32]) -> [(kind: Kind, members: [UInt32])] {
    Ask.includable.filter(kinds.contains).map { other in
      var members = named[Int(other.rawValue)]
      if other == .claim { members.formUnion(numbers.flatMap { edition.catalog.claimsOf[Int(kind.rawValue)][$0] }) }
      return (other, members.sorted())
    }
  }

  /// A member of such a kind, under its id.
  mutating func inclusion(_ kind: Kind, _ number: UInt32) {
    json.key(escaping: edition.catalog.texts.string(edition.catalog.id(kind, number)))
    object(kind, number)
  }

  // MARK: - Parts

  /// Begins an object whose texts may fall back.
  mutating func open() {
    json.beginObject()
    fallbacks.append([])
  }

  /// Ends it, saying which texts did.
  mutating func close() {
    if let used = fallbacks.popLast(), !used.isEmpty {
      json.key("fallback")
      json.beginObject()
      for (key, language) in used {
        json.key(key)
        json.string(language.tag)
      }
      json.endObject()
    }
    json.endObject()
  }

  /// A member whose value is a text in the writer's language, or the nearest there is; `null` where there is none.
  mutating func text(_ key: StaticString, _ reference: LocalizedReference) {
    json.key(key)
    guard let best = reference.best(for: language) else { return json.null() }
    json.string(utf8: edition.catalog.texts.utf8(best.text))
    if best.language != language { fallbacks[fallbacks.count - 1].append((key, best.language)) }
  }

  mutating func textOrNull(_ key: StaticString, _ reference: TextReference) {
    json.key(key)
    if reference.isMissing { json.null() } else { json.string(utf8: edition.catalog.texts.utf8(reference)) }
  }

  mutating func reference(_ kind: Kind, _ number: UInt32) {
    if purpose == .naming { named[Int(kind.rawValue)].insert(number) }
    let id = edition.id(kind, number)
    open()
    json.key("id")
    json.string(utf8: id)
    json.key("kind")
    json.string(kind.singular)
    json.key("type")
    json.stringOrNull(edition.type(kind, number))
    text("name", edition.name(kind, number))
    json.key("url")
    url(kind, id)
    close()
  }

  mutating func referenceOrNull(_ key: StaticString, _ kind: Kind, _ number: UInt32?) {
    json.key(key)
    if let number { reference(kind, number) } else { json.null() }
  }

  mutating func references(_ key: StaticString, _ kind: Kind, _ numbers: some Sequence<UInt32>) {
    json.key(key)
    json.beginArray()
    for number in numbers { reference(kind, number) }
    json.endArray()
  }

  /// A member whose value is a date object or `null`; `number` counts in `Catalog.dates`.
  mutating func date(_ key: StaticString, _ number: UInt32?) {
    json.key(key)
    guard let date = edition.date(number) else { return json.null() }
    json.beginObject()
    json.key("edtf")
    json.string(date.edtf.text)
    json.key("earliest")
    json.stringOrNull(date.edtf.earliest?.iso)
    json.key("latest")
    json.stringOrNull(date.edtf.latest?.iso)
    json.key("precision")
    json.string(date.edtf.precision.word)
    json.key("basis")
    json.string(date.basis.word)
    json.key("span")
    json.bool(date.edtf.isSpan)
    json.key("approximate")
    json.bool(date.edtf.isApproximate)
    json.key("uncertain")
    json.bool(date.edtf.isUncertain)
    json.key("time")
    json.stringOrNull(date.time)
    json.key("label")
    json.string(date.edtf.label(in: language))
    json.endObject()
  }

  mutating func statistics(_ statistics: Statistics, of kind: Kind) {
    json.key("stats")
    json.beginObject()
    json.key("events")
    json.integer(statistics.events)
    if kind == .document {
      json.key("claims")
      json.integer(statistics.claims)
    } else {
      json.key("documents")
      json.integer(statistics.documents)
    }
    json.key("first")
    json.stringOrNull(statistics.first?.iso)
    json.key("last")
    json.stringOrNull(statistics.last?.iso)
    json.endObject()
  }

  private mutating func url(_ kind: Kind, _ id: ArraySlice<UInt8>) {
    json.string { bytes in
      bytes.append(contentsOf: "/v1/".utf8)
      bytes.append(contentsOf: kind.plural.utf8)
      bytes.append(UInt8(ascii: "/"))
      bytes.append(contentsOf: id)
    }
  }
}
