internal import Cooperation
internal import HTTP

/// `/metrics`: what the server has done so far, in the Prometheus text format (version 0.0.4).
///
/// Names and labels are few and known beforehand: a route is written as in the contract, whatever ids were asked for.
extension Endpoints {
  static func metrics(_ call: Call) -> Response {
    let vitals = call.service.vitals()
    let families =
      requests(vitals.statistics) + connections(vitals.statistics) + answers(vitals.statistics)
      + dataset(call) + vitals.families
    var text: [UInt8] = []
    text.reserveCapacity(64 << 10)
    for family in families { family.write(to: &text) }
    return Response(
      status: 200, contentType: "text/plain; version=0.0.4; charset=utf-8", fields: ["Cache-Control": "no-store"],
      body: text)
  }

  /// In seconds.
  private static let bounds = Server.Statistics.durationBounds.map { "\(Double($0) / 1e9)" }

  private static func requests(_ statistics: Server.Statistics) -> [MetricFamily] {
    var requests = MetricFamily("passerelle_http_requests_total", .counter, "Answers by route, format and status.")
    for (label, answers) in statistics.answers.enumerated() {
      let (route, format) = AnswerLabel.names(label)
      for (status, count) in answers.statuses.sorted(by: { $0.key < $1.key }) {
        let status = status == 0 ? "other" : String(status)
        requests.add(count, ["route": route, "format": format, "status": status])
      }
    }
    var durations = MetricFamily(
      "passerelle_http_request_duration_seconds", .histogram,
      "Time from a whole request to its composed answer, by route.")
    var bytes = MetricFamily("passerelle_http_response_bytes_total", .counter, "Bytes of content sent, by route.")
    for (route, answers) in byRoute(statistics) {
      var below = 0
      for (bound, count) in zip(bounds, answers.durations) {
        below += count
        durations.add(below, ["route": route, "le": bound], suffix: "_bucket")
      }
      durations.add(answers.count, ["route": route, "le": "+Inf"], suffix: "_bucket")
      durations.add(Double(answers.nanoseconds) / 1e9, ["route": route], suffix: "_sum")
      durations.add(answers.count, ["route": route], suffix: "_count")
      bytes.add(answers.contentBytes, ["route": route])
    }
    return [requests, durations, bytes]
  }

  /// What was answered, all formats together; routes that nobody has asked for are left out.
  private static func byRoute(_ statistics: Server.Statistics) -> [(String, Server.Statistics.Answers)] {
    var routes: [(String, Server.Statistics.Answers)] = []
    for (label, answers) in statistics.answers.enumerated() where answers.count > 0 {
      let route = AnswerLabel.names(label).route
      if routes.last?.0 == route {
        routes[routes.count - 1].1.add(answers)
      } else {
        routes.append((route, answers))
      }
    }
    return routes
  }

  private static func connections(_ statistics: Server.Statistics) -> [MetricFamily] {
    var states = MetricFamily(
      "passerelle_connections", .gauge, "Connections by what they are at, as of about a second ago.")
    for phase in ConnectionState.Phase.allCases {
      states.add(statistics.connections[phase] ?? 0, ["state": "\(phase)"])
    }
    return [
      states,
      MetricFamily("passerelle_connections_open", .gauge, "Connections open now.", statistics.connectionsOpen),
      MetricFamily(
        "passerelle_connections_accepted_total", .counter, "Connections accepted.", statistics.connectionsAccepted),
      MetricFamily(
        "passerelle_connections_shed_total", .counter, "Connections turned away because there were too many.",
        statistics.connectionsShed),
      MetricFamily(
        "passerelle_connections_let_go_total", .counter,
        "Connections closed because what slow clients held came to too much.", statistics.connectionsLetGo),
      MetricFamily(
        "passerelle_connections_bytes", .gauge, "What unfinished requests and output not taken yet hold.",
        statistics.heldBytes),
    ]
  }

  private static func answers(_ statistics: Server.Statistics) -> [MetricFamily] {
    [
      MetricFamily(
        "passerelle_cache_hits_total", .counter, "Answers given from the kept ones.", statistics.cacheHits),
      MetricFamily("passerelle_cache_misses_total", .counter, "Answers that had to be made.", statistics.cacheMisses),
      MetricFamily(
        "passerelle_cache_evictions_total", .counter, "Kept answers that made room for others.",
        statistics.cacheEvictions),
      MetricFamily(
        "passerelle_cache_entries", .gauge, "Ways of asking whose answer is kept.", statistics.cacheEntries),
      MetricFamily("passerelle_cache_bytes", .gauge, "What kept answers take.", statistics.cacheBytes),
      MetricFamily("passerelle_gzip_bodies_total", .counter, "Bodies compressed.", statistics.gzipBodies),
      MetricFamily(
        "passerelle_gzip_seconds_total", .counter, "Time spent on compressing bodies.",
        Double(statistics.gzipNanoseconds) / 1e9),
    ]
  }

  private static func dataset(_ call: Call) -> [MetricFamily] {
    var info = MetricFamily("passerelle_dataset_info", .gauge, "The dataset that is served.")
    info.add(1, ["version": call.edition.catalog.info.version, "checksum": call.service.edition.checksum])
    var objects = MetricFamily("passerelle_dataset_objects", .gauge, "Objects of the dataset by kind.")
    for kind in Kind.allCases { objects.add(call.edition.catalog.count(kind), ["kind": kind.singular]) }
    return [
      info, objects,
      MetricFamily(
        "passerelle_dataset_released_timestamp_seconds", .gauge, "When the dataset was released.",
        call.edition.catalog.info.released),
    ]
  }
}
