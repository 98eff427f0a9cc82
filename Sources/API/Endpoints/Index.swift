internal import Cooperation
internal import HTTP
internal import JSON

/// `/` and `/v1`: what is here, for those who come without having read anything.
extension Endpoints {
  static func index(_ call: Call) -> Response {
    call.withSettings { ask in
      if call.format == .html { return call.page(ask) }
      var json = JSONWriter()
      json.beginObject()
      json.key("name")
      json.string("Passerelle")
      json.texts(of: call.edition.catalog.info, in: ask.language)
      json.key("dataset")
      json.string(call.edition.catalog.info.version)
      json.key("links")
      json.beginObject()
      for (name, link) in [
        ("self", "/"), ("api", "/v1"), ("events", "/v1/events"), ("search", "/v1/search?q=tokyo"),
        ("dataset", "/v1/dataset"), ("openapi", "/openapi.yaml"), ("docs", "/docs"),
        ("llms", "/llms.txt"), ("health", "/healthz"), ("readiness", "/readyz"),
      ] {
        json.key(escaping: name)
        json.string(link)
      }
      json.endObject()
      json.endObject()
      return call.answer(json: json, canonical: ask.canonical.link("/"), ask: ask)
    }
  }

  static func resources(_ call: Call) -> Response {
    call.withSettings { ask in
      var json = JSONWriter()
      json.beginObject()
      json.key("data")
      json.beginObject()
      json.key("resources")
      json.beginArray()
      for kind in Kind.allCases {
        json.resource(
          kind.plural, count: call.edition.catalog.count(kind), url: "/v1/\(kind.plural)", example: kind.example)
      }
      for (name, example) in [
        ("search", "/v1/search?q=abe%20tokyo"), ("timeline", "/v1/timeline?by=decade&split=type"),
        ("graph", "/v1/graph?date=2014"), ("vocab", "/v1/vocab"), ("dataset", "/v1/dataset"),
      ] {
        json.resource(name, count: nil, url: "/v1/\(name)", example: example)
      }
      json.endArray()
      json.key("dataset")
      json.string(call.edition.catalog.info.version)
      json.key("languages")
      json.beginArray()
      for language in Language.allCases { json.string(language.tag) }
      json.endArray()
      json.key("limits")
      json.beginObject()
      for (name, value) in [
        ("default_limit", Ask.defaultLimit), ("max_limit", Ask.greatestLimit), ("max_values_per_filter", 100),
        ("max_facets", 8), ("max_q_characters", 200), ("max_target_bytes", 8192),
      ] {
        json.key(escaping: name)
        json.integer(value)
      }
      json.endObject()
      json.endObject()
      return call.finish(&json, ask)
    }
  }
}

extension Kind {
  /// A question about this kind that shows something.
  fileprivate var example: String {
    switch self {
    case .event: "/v1/events?actor=nato&date=2014&facets=type,area"
    case .actor: "/v1/actors?type=person&sort=-events"
    case .area: "/v1/areas?broader=none"
    case .place: "/v1/places?type=city"
    case .document: "/v1/documents?sort=-published"
    case .claim: "/v1/claims?field=/date&limit=5"
    }
  }
}

extension JSONWriter {
  /// The dataset's `title` and `description`, and `fallback` where the language lacks one.
  mutating func texts(of info: DatasetInfo, in language: Language) {
    let texts: [(key: StaticString, text: LocalizedText)] = [("title", info.title), ("description", info.description)]
    for (name, text) in texts {
      key(name)
      stringOrNull(text.best(for: language)?.text)
    }
    let missing = texts.compactMap { name, text in text.best(for: language).map { (name, $0.language) } }
      .filter { $0.1 != language }
    guard !missing.isEmpty else { return }
    key("fallback")
    beginObject()
    for (name, other) in missing {
      key(name)
      string(other.tag)
    }
    endObject()
  }

  fileprivate mutating func resource(_ name: String, count: Int?, url: String, example: String) {
    beginObject()
    key("name")
    string(name)
    key("count")
    if let count { integer(count) } else { null() }
    key("url")
    string(url)
    key("example")
    string(example)
    endObject()
  }
}

extension Call {
  /// Reads the settings of a path that takes nothing else, and answers.
  func withSettings(_ answer: (Ask) -> Response) -> Response {
    switch readSettings() {
    case .refusal(let response): response
    case .ask(let ask): answer(ask)
    }
  }

  /// Ends an envelope that has a `data` member: adds `meta` and `links`, and closes it.
  func finish(_ json: inout JSONWriter, _ ask: Ask) -> Response {
    beginMeta(&json, ask)
    endMeta(&json, ask)
    return self.answer(json: json, canonical: ask.canonical.link(path()), ask: ask)
  }

  /// Begins the `meta` of an envelope with what every answer says.
  func beginMeta(_ json: inout JSONWriter, _ ask: Ask) {
    json.key("meta")
    json.beginObject()
    ask.writeCommonMeta(to: &json, edition: edition)
  }

  /// Ends it, adds `links`, and closes the envelope.
  func endMeta(_ json: inout JSONWriter, _ ask: Ask) {
    json.endObject()
    json.key("links")
    json.beginObject()
    json.key("self")
    json.string(ask.canonical.link(path()))
    for format in route.formats.dropFirst() {
      json.key(escaping: format.rawValue)
      json.string(ask.canonical.link(path(format)))
    }
    json.endObject()
    json.endObject()
  }
}
