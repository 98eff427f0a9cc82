internal import Cooperation
internal import HTTP
internal import JSON

/// `/healthz`, `/readyz`, `/problems/{name}`: for operators and for those who met an error.
extension Endpoints {
  /// The process answers.
  static func health(_ call: Call) -> Response {
    var json = JSONWriter()
    json.beginObject()
    json.key("status")
    json.string("ok")
    json.endObject()
    return call.operation(json)
  }

  /// Whether to send anybody here: a server without a dataset does not listen yet, and one that is about to end says so.
  static func readiness(_ call: Call) -> Response {
    let vitals = call.service.vitals()
    guard !vitals.isDraining else {
      return call.service.refuse(
        .notReady, "The server is about to end.", call.request, fields: ["Retry-After": "2"])
    }
    var json = JSONWriter()
    json.beginObject()
    json.key("status")
    json.string("ready")
    json.key("dataset")
    json.string(call.edition.catalog.info.version)
    json.key("checksum")
    json.string(call.service.edition.checksum)
    json.key("events")
    json.integer(call.edition.catalog.count(.event))
    json.key("last_reload")
    json.stringOrNull(vitals.lastReloadFailed.map { $0 ? "failure" : "success" })
    json.endObject()
    return call.operation(json)
  }

  /// What an error type means and how to mend it.
  static func problem(_ call: Call) -> Response {
    let name = call.arguments.first ?? ""
    guard let problem = Problem.Name(rawValue: name) else {
      var json = JSONWriter()
      json.beginObject()
      json.key("did_you_mean")
      json.beginArray()
      let near = nearest(to: name, among: Problem.Name.allCases.map { ($0.rawValue, $0.rawValue) })
      for word in near { json.string("/problems/" + word.element) }
      json.endArray()
      json.endObject()
      return call.service.refuse(.notFound, "There is no problem “\(Echo.cut(name))”.", call.request, members: json)
    }
    return call.withSettings { ask in
      var json = JSONWriter()
      json.beginObject()
      json.key("data")
      json.beginObject()
      json.key("type")
      json.string("/problems/" + name)
      json.key("title")
      json.string(problem.title)
      json.key("status")
      json.integer(problem.status)
      json.key("explanation")
      json.string(problem.explanation)
      json.key("remedy")
      json.string(problem.remedy)
      json.endObject()
      return call.finish(&json, ask)
    }
  }
}

extension Call {
  /// An answer for probes: never cached.
  fileprivate func operation(_ json: JSONWriter) -> Response {
    Response(
      status: 200, contentType: Format.json.contentType,
      fields: ["Cache-Control": "no-store"], body: json.bytes)
  }
}
