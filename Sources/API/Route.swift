internal import Cooperation
internal import HTTP

/// One path of the contract: how it is written in `openapi.yaml`, what it takes, in which forms it answers.
package struct Route: Sendable {
  /// As in `openapi.yaml`, with `{id}` and the like for what varies.
  package let path: String
  package let parameters: [Parameter]
  /// The first is what a client gets who names none.
  package let formats: [Format]
  /// Whether `Accept` and suffixes choose among the formats; the others have one form, whatever is asked.
  let isNegotiated: Bool
  let audience: Audience
  let answer: @Sendable (Call) -> Response

  init(
    _ path: String, _ parameters: [Parameter], _ formats: [Format] = [.json], isNegotiated: Bool = true,
    for audience: Audience = .visitors, answer: @escaping @Sendable (Call) -> Response
  ) {
    self.path = path
    self.parameters = parameters
    self.formats = formats
    self.isNegotiated = isNegotiated
    self.audience = audience
    self.answer = answer
    segments = path.split(separator: "/").map(String.init)
  }

  let segments: [String]

  /// Whether unknown parameters are refused: not for operations, which probes call as they like.
  var isStrict: Bool { !audience.contains(.operators) }

  /// Every path that is served, in the order in which they are tried.
  package static let all: [Route] =
    [
      Route("/", [.lang, .pretty], [.json, .html], answer: Endpoints.index),
      Route("/v1", [.lang, .pretty], answer: Endpoints.resources),
    ]
    + Kind.allCases.map { kind in
      Route("/v1/\(kind.plural)", Parameter.list(of: kind), Format.list(of: kind)) { Endpoints.list($0, of: kind) }
    }
    + Kind.allCases.map { kind in
      Route("/v1/\(kind.plural)/{id}", Parameter.object) { Endpoints.object($0, of: kind) }
    }
    + [Kind.actor, .area, .place, .document].map { owner in
      Route("/v1/\(owner.plural)/{id}/events", Parameter.list(of: .event), Format.list(of: .event)) {
        Endpoints.list($0, of: .event, under: owner)
      }
    }
    + [
      Route("/v1/events/{id}/claims", Parameter.list(of: .claim), Format.list(of: .claim)) {
        Endpoints.list($0, of: .claim, under: .event)
      },
      Route("/v1/search", [.q, .kind, .limit, .offset, .lang, .pretty], answer: Endpoints.search),
      Route(
        "/v1/timeline", [.q] + Parameter.filters(of: .event) + [.by, .split, .lang, .pretty], [.json, .csv],
        answer: Endpoints.timeline),
      Route(
        "/v1/graph", [.q] + Parameter.filters(of: .event) + [.lang, .pretty], [.json, .csv], answer: Endpoints.graph),
      Route("/v1/vocab", [.lang, .pretty], answer: Endpoints.vocabulary),
      Route("/v1/dataset", [.lang, .pretty], answer: Endpoints.dataset),
      Route("/v1/dataset.sqlite", [.lang], [.sqlite], isNegotiated: false, answer: Endpoints.sqlite),
      Route("/v1/dataset.ndjson", [.lang], [.ndjson], isNegotiated: false, answer: Endpoints.ndjson),
      Route("/docs", [.lang], [.text], isNegotiated: false, answer: Endpoints.docs),
      Route("/llms.txt", [.lang], [.text], isNegotiated: false, answer: Endpoints.languageModels),
      Route("/openapi.yaml", [.lang], [.yaml], isNegotiated: false, answer: Endpoints.openAPIYAML),
      Route("/openapi.json", [.lang, .pretty], [.json], isNegotiated: false, answer: Endpoints.openAPIJSON),
      Route("/problems/{name}", [.lang, .pretty], answer: Endpoints.problem),
      Route("/healthz", [], isNegotiated: false, for: .all, answer: Endpoints.health),
      Route("/readyz", [], isNegotiated: false, for: .operators, answer: Endpoints.readiness),
      Route("/metrics", [], [.text], isNegotiated: false, for: .operators, answer: Endpoints.metrics),
    ]

  /// What a path is to a route.
  struct Match {
    let arguments: [String]
    let suffix: Format?
  }

  /// This route's path with what varies taken from a path of as many segments; `nil` for a route where nothing varies.
  func filled(like parts: [String]) -> String? {
    guard parts.count == segments.count, segments.contains(where: { $0.hasPrefix("{") }) else { return nil }
    return "/" + zip(segments, parts).map { $0.hasPrefix("{") ? PercentEncoding.encode($1) : $0 }.joined(separator: "/")
  }

  /// Whether a path is this route's: its segments, decoded, with or without the suffix of one of its formats.
  func match(_ parts: [String]) -> Match? {
    guard parts.count == segments.count else { return nil }
    var suffix: Format?
    var parts = parts
    if isNegotiated, let last = parts.last, let dot = last.utf8.lastIndex(of: UInt8(ascii: ".")),
      let format = Format(rawValue: String(last[last.utf8.index(after: dot)...])), formats.contains(format)
    {
      suffix = format
      parts[parts.count - 1] = String(last[..<dot])
    }
    var arguments: [String] = []
    for (part, segment) in zip(parts, segments) {
      if segment.hasPrefix("{"), !part.isEmpty {
        arguments.append(part)
      } else if part != segment {
        return nil
      }
    }
    return Match(arguments: arguments, suffix: suffix)
  }
}

extension Format {
  /// The forms of a kind's list.
  static func list(of kind: Kind) -> [Format] {
    switch kind {
    case .event: [.json, .csv, .ndjson, .geojson, .ics]
    case .place: [.json, .csv, .ndjson, .geojson]
    case .actor, .area, .document, .claim: [.json, .csv, .ndjson]
    }
  }
}

/// A namespace: one file for each endpoint adds its function here.
enum Endpoints {}
