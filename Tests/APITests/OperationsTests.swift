import API
import Foundation
import HTTP
import Testing

@Suite("What operators are told")
struct OperationsTests {
  private static func get(_ path: String, _ service: Service) -> Response {
    service.respond(to: Request(path: Array(path.utf8), query: nil, accept: nil, acceptLanguage: nil, id: "test"))
  }

  @Test(
    "Where operators have an address of their own, each shows what is theirs",
    arguments: [
      ("/healthz", 200, 200), ("/readyz", 404, 200), ("/metrics", 404, 200), ("/v1", 200, 404), ("/", 200, 404),
      ("/v1/events", 200, 404), ("/openapi.json", 200, 404),
    ])
  func audiences(_ path: String, _ toVisitors: Int, _ toOperators: Int) throws {
    let service = try Site.shared.get().service
    #expect(Self.get(path, service).status == 200)
    #expect(Self.get(path, service.with(audience: .visitors)).status == toVisitors)
    #expect(Self.get(path, service.with(audience: .operators)).status == toOperators)
  }

  @Test("A server that drains is not ready, and lives")
  func draining() throws {
    let site = try Site.shared.get()
    let edition = site.service.edition
    let service = Service(edition) {
      var vitals = Vitals()
      vitals.isDraining = true
      return vitals
    }
    let answer = Self.get("/readyz", service)
    #expect(answer.status == 503)
    #expect(answer.fields.contains { $0 == ("Retry-After", "2") })
    #expect(Self.get("/healthz", service).status == 200)
  }

  @Test("Labels are as many as routes have formats, and one more, whatever is asked for")
  func labels() throws {
    let service = try Site.shared.get().service
    #expect(AnswerLabel.count == Route.all.reduce(1) { $0 + $1.formats.count })
    let ids = ["/v1/actors/japan", "/v1/actors/nato", "/v1/actors/nobody"].map { Self.get($0, service).label }
    #expect(Set(ids).count == 1 && ids[0] > 0)
    let forms = ["/v1/actors", "/v1/actors.csv", "/v1/actors.ndjson", "/v1/events"].map { Self.get($0, service).label }
    #expect(Set(forms).count == 4)
    #expect(Self.get("/v1/nothing", service).label == 0)
  }

  /// The text is read here by the rules of the format, line by line.
  @Test("Metrics add up: buckets ascend to the count, and the counts to what was asked")
  func metrics() throws {
    var statistics = Server.Statistics()
    let label = Self.get("/v1/actors.csv", try Site.shared.get().service).label
    statistics.answers = Array(repeating: .init(), count: AnswerLabel.count)
    statistics.answers[label].statuses = [200: 5, 304: 2, 0: 1]
    statistics.answers[label].durations[0] = 3
    statistics.answers[label].durations[4] = 5
    statistics.answers[label].nanoseconds = 1_500_000
    let edition = try Site.shared.get().service.edition
    let service = Service(edition) { [statistics] in
      var vitals = Vitals()
      vitals.statistics = statistics
      var odd = MetricFamily("odd", .gauge, "Odd.")
      odd.add(0.25, ["name": "a \"quoted\" \\ line\nbreak"])
      vitals.families = [odd, MetricFamily("empty", .gauge, "Nothing.")]
      return vitals
    }
    let text = String(decoding: Self.get("/metrics", service).body, as: UTF8.self)
    let requests = #"passerelle_http_requests_total{route="/v1/actors",format="csv",status="#
    for line in [#""200"} 5"#, #""304"} 2"#, #""other"} 1"#] { #expect(text.contains(requests + line + "\n")) }
    let duration = #"passerelle_http_request_duration_seconds_"#
    #expect(text.contains(duration + #"bucket{route="/v1/actors",le="1e-05"} 3"# + "\n"))
    #expect(text.contains(duration + #"bucket{route="/v1/actors",le="0.0003"} 3"# + "\n"))
    #expect(text.contains(duration + #"bucket{route="/v1/actors",le="0.001"} 8"# + "\n"))
    #expect(text.contains(duration + #"bucket{route="/v1/actors",le="+Inf"} 8"# + "\n"))
    #expect(text.contains(duration + #"sum{route="/v1/actors"} 0.0015"# + "\n"))
    #expect(text.contains(duration + #"count{route="/v1/actors"} 8"# + "\n"))
    #expect(text.contains(##"odd{name="a \"quoted\" \\ line\nbreak"} 0.25"## + "\n"))
    #expect(!text.contains("empty"))
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      #expect(line.wholeMatch(of: /[a-z_]+(\{[a-z]+="[^\n]*"\})? [0-9.e+-]+/) != nil, "\(line)")
    }
  }
}
