internal import Cooperation
internal import HTTP

/// `/metrics`: what the server has done so far, in the Prometheus text format (version 0.0.4).
extension Endpoints {
  static func metrics(_ call: Call) -> Response {
    let statistics = call.service.statistics()
    var text = MetricsText()
    text.family("passerelle_responses_total", "counter", "Answers by the first digit of their status.")
    text.sample("passerelle_responses_total", "status=\"2xx\"", statistics.answers2xx)
    text.sample("passerelle_responses_total", "status=\"3xx\"", statistics.answers3xx)
    text.sample("passerelle_responses_total", "status=\"4xx\"", statistics.answers4xx)
    text.sample("passerelle_responses_total", "status=\"5xx\"", statistics.answers5xx)
    text.single("passerelle_content_bytes_total", "counter", "Bytes of content sent.", statistics.contentBytes)
    text.single(
      "passerelle_connections_accepted_total", "counter", "Connections accepted.", statistics.connectionsAccepted)
    text.single("passerelle_connections_open", "gauge", "Connections open now.", statistics.connectionsOpen)
    text.single(
      "passerelle_connections_shed_total", "counter", "Connections turned away because there were too many.",
      statistics.connectionsShed)
    text.single("passerelle_cache_hits_total", "counter", "Answers given from the kept ones.", statistics.cacheHits)
    text.single("passerelle_cache_misses_total", "counter", "Answers that had to be made.", statistics.cacheMisses)
    text.family("passerelle_dataset_objects", "gauge", "Objects of the dataset by kind.")
    for kind in Kind.allCases {
      text.sample("passerelle_dataset_objects", "kind=\"\(kind.singular)\"", call.catalog.count(kind))
    }
    text.family("passerelle_dataset_info", "gauge", "The dataset that is served.")
    text.sample("passerelle_dataset_info", "version=\"\(call.catalog.info.version)\"", 1)
    text.single(
      "passerelle_dataset_released_seconds", "gauge", "When the dataset was released, in seconds since 1970.",
      call.catalog.info.released)
    return Response(
      status: 200, contentType: "text/plain; version=0.0.4; charset=utf-8", fields: [("Cache-Control", "no-store")],
      body: Array(text.text.utf8))
  }
}

/// Lines of the text format: a family's help and type, then its samples.
private struct MetricsText {
  private(set) var text = ""

  mutating func family(_ name: String, _ type: String, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }

  mutating func sample(_ name: String, _ label: String, _ value: Int) { text += "\(name){\(label)} \(value)\n" }

  mutating func single(_ name: String, _ type: String, _ help: String, _ value: Int) {
    family(name, type, help)
    text += "\(name) \(value)\n"
  }
}
