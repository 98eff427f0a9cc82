import Foundation
import Testing

@Suite("The program, run as people run it")
struct ServeTests {
  @Test("It answers, compresses, revalidates, and says that it is well")
  func answers() throws {
    let server = try RunningServer()
    let plain = try server.curl("/v1/events?actor=OTAN&date=2014&lang=en")
    #expect(plain.hasPrefix(#"{"data":[{"id":"#))
    #expect(try server.curl("/v1/events?actor=OTAN&date=2014&lang=en", ["--compressed"]) == plain)
    let head = try server.curl("/v1/events", ["-I"])
    #expect(head.hasPrefix("HTTP/1.1 200 OK"))
    let tag = try #require(head.firstMatch(of: /(?i)etag: ("[^"]+")/)?.1)
    #expect(try server.curl("/v1/events", ["-I", "-H", "If-None-Match: \(tag)"]).hasPrefix("HTTP/1.1 304"))
    #expect(try server.curl("/v1/events", ["-X", "DELETE", "-o", "/dev/null", "-w", "%{http_code}"]) == "405")
    #expect(try Program.run(["health", "--port", String(server.port)]).status == 0)
    #expect(try server.curl("/openapi.yaml").contains("\nopenapi: 3.1"))
  }

  @Test("Metrics count by route, and tell about process and dataset")
  func metrics() throws {
    let server = try RunningServer()
    for id in ["japan", "nato", "nobody"] { _ = try server.curl("/v1/actors/\(id)") }
    let text = try server.curl("/metrics")
    func value(_ name: String) throws -> Double {
      let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(name + " ") }, "\(name)")
      return try #require(Double(line.split(separator: " ").last ?? ""))
    }
    let requests = #"passerelle_http_requests_total{route="/v1/actors/{id}",format="json",status="#
    #expect(try value(requests + #""200"}"#) == 2)
    #expect(try value(requests + #""404"}"#) == 1)
    #expect(try value("process_cpu_seconds_total") > 0)
    #expect(try value("process_resident_memory_bytes") > 1e6)
    #expect(try (4...1000).contains(value("process_open_fds")))
    #expect(try abs(value("process_start_time_seconds") - Date.now.timeIntervalSince1970) < 60)
    #expect(try value("passerelle_last_reload_successful") == 1)
    let load = try value("passerelle_dataset_load_seconds")
    #expect(load > 0 && load < 60)
  }

  @Test(
    "What is kept of answers takes no more memory than is said of it",
    .disabled(if: Program.isSanitized, "a sanitizer keeps memory of its own"))
  func keptMemory() throws {
    let server = try RunningServer(["--threads", "1"])
    func ask(_ limits: String) throws {
      for coding in ["identity", "gzip"] {
        let options = ["--no-globoff", "-o", "/dev/null", "-H", "Accept-Encoding: \(coding)"]
        _ = try server.curl("/v1/events?limit=[\(limits)]&offset=[0-39]", options)
      }
    }
    func values() throws -> (resident: Double, kept: Double) {
      let text = try server.curl("/metrics")
      func value(_ name: String) throws -> Double {
        let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(name + " ") }, "\(name)")
        return try #require(Double(line.split(separator: " ").last ?? ""))
      }
      return try (value("process_resident_memory_bytes"), value("passerelle_cache_bytes"))
    }
    // What a server needs anyway, it has then.
    try ask("1-2")
    let before = try values()
    try ask("3-12")
    let after = try values()
    #expect(after.kept - before.kept > 2e6)
    #expect(after.resident - before.resident < after.kept - before.kept)
  }

  @Test("It keeps to RFC 9110, 9111, 9112 and 3986, however the bytes are cut")
  func conformance() throws {
    let server = try RunningServer()
    let suite = Program.root.appending(path: "Tests/Conformance/run.py").path
    let outcome = try Program.run(
      ["python3", suite, "--port", String(server.port), "--split"], by: URL(filePath: "/usr/bin/env"))
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.error)")
  }

  @Test("SIGTERM answers what was asked and ends with 0")
  func termination() throws {
    let server = try RunningServer()
    _ = try server.curl("/healthz")
    server.signal(SIGTERM)
    #expect(server.wait() == 0)
    #expect(try Program.run(["health", "--port", String(server.port)]).status == 1)
  }

  @Test("Operators may have a port of their own; visitors then see no more than that it lives")
  func admin() throws {
    let server = try RunningServer(["--admin-port", "0"])
    let admin = try #require(server.adminPort)
    func status(_ path: String, _ port: Int) throws -> String {
      try server.curl(path, ["-o", "/dev/null", "-w", "%{http_code}"], port: port)
    }
    for (path, open, own) in [
      ("/healthz", "200", "200"), ("/readyz", "404", "200"), ("/metrics", "404", "200"), ("/v1/events", "200", "404"),
    ] {
      #expect(try status(path, server.port) == open && status(path, admin) == own, "\(path)")
    }
    #expect(try server.curl("/metrics", port: admin).contains(#"route="/v1/events",format="json",status="200"} 1"#))
    let asked = try Program.run(["health"], environment: ["PASSERELLE_ADMIN_PORT": String(admin)])
    #expect(asked.status == 0)
    server.signal(SIGTERM)
    #expect(server.wait() == 0)
  }

  @Test("With a delay it says that it will end, and serves on until then")
  func delay() throws {
    let server = try RunningServer(["--admin-port", "0", "--drain-delay", "600"])
    server.signal(SIGTERM)
    #expect(server.nextLine().contains("stopping in 600 s"))
    #expect(try server.curl("/readyz", ["-o", "/dev/null", "-w", "%{http_code}"], port: server.adminPort) == "503")
    #expect(try server.curl("/v1", ["-o", "/dev/null", "-w", "%{http_code}"]) == "200")
    server.signal(SIGTERM)
    #expect(server.wait() == 0)
  }

  @Test("SIGHUP swaps the dataset; a broken one changes nothing")
  func reload() throws {
    let server = try RunningServer()
    let file = server.fixtures.appending(path: "dataset.json")
    let text = try String(contentsOf: file, encoding: .utf8)
    try text.replacing("2026.11.1", with: "2026.11.2").write(to: file, atomically: true, encoding: .utf8)
    server.signal(SIGHUP)
    let line = server.nextLine()
    #expect(line.contains("reloaded — dataset 2026.11.2"))
    let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(object["level"] as? String == "info" && object["event"] as? String == "reloaded")
    #expect(object["dataset"] as? String == "2026.11.2")
    #expect((object["time"] as? String)?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
    #expect(try server.curl("/v1/dataset").contains("\"version\":\"2026.11.2\""))
    try "{".write(to: file, atomically: true, encoding: .utf8)
    server.signal(SIGHUP)
    #expect(server.nextLine().contains("the old dataset stays"))
    #expect(try server.curl("/metrics").contains("passerelle_reloads_total{result=\"failure\"} 1\n"))
    #expect(try server.curl("/metrics").contains("passerelle_last_reload_successful 0\n"))
    #expect(try server.curl("/v1/dataset").contains("\"version\":\"2026.11.2\""))
  }

  @Test(
    "What it cannot do it says, with the code of sysexits(3)",
    arguments: [
      (["serve", "--port", "70000"], 64), (["serve", "--threads", "0"], 64), (["nonsense"], 64),
      (["import", "Fixtures"], 64),
      (["serve", "--fixtures", "/nowhere"], 66), (["serve", "--database", "/nowhere.sqlite"], 66),
      (["validate", "/nowhere"], 66),
      (["serve", "--database", "/bin/true"], 65), (["serve", "--database", "a", "--fixtures", "b"], 64),
    ])
  func failures(_ arguments: [String], _ status: Int) throws {
    let outcome = try Program.run(arguments)
    #expect(Int(outcome.status) == status)
    #expect(!outcome.error.isEmpty)
  }
}

@Suite("Every curl line of the documents works")
struct DocumentedCurlTests {
  @Test("README.md and Fixtures/README.md", arguments: ["README.md", "Fixtures/README.md"])
  func lines(of document: String) throws {
    let server = try RunningServer()
    let text = try String(contentsOf: Program.root.appending(path: document), encoding: .utf8)
    var count = 0
    for line in text.split(separator: "\n") {
      guard let match = line.firstMatch(of: /^curl .*'localhost:8080([^']*)'\s*(?:#\s*(.*))?$/) else { continue }
      let comment = match.2.map(String.init) ?? ""
      let expected = comment.hasPrefix("400") ? "400" : "200"
      let status = try server.curl(String(match.1), ["-o", "/dev/null", "-w", "%{http_code}"])
      #expect(status == expected, "\(line)")
      if let total = comment.firstMatch(of: /^([0-9]+):/)?.1, expected == "200" {
        #expect(try server.curl(String(match.1) + "&limit=0").contains("\"total\":\(total),"), "\(line)")
      }
      count += 1
    }
    #expect(count == text.split(separator: "\n").count { $0.hasPrefix("curl ") } && count >= 10)
  }
}

@Suite("passerelle reload")
struct ReloadTests {
  private let file = URL.temporaryDirectory.appending(path: "passerelle-\(UUID().uuidString).pid")

  @Test("It says what came of it, and finds only a server that lives")
  func outcomes() throws {
    let server = try RunningServer(["--pid-file", file.path])
    let dataset = server.fixtures.appending(path: "dataset.json")
    let text = try String(contentsOf: dataset, encoding: .utf8)
    try text.replacing("2026.11.1", with: "2026.11.2").write(to: dataset, atomically: true, encoding: .utf8)
    #expect(try server.curl("/readyz").contains(#""last_reload":null"#))
    let well = try Program.run(["reload", "--pid-file", file.path])
    #expect(well.status == 0 && well.output == "reloaded — dataset 2026.11.2\n", "\(well)")
    #expect(try server.curl("/readyz").contains(#""dataset":"2026.11.2""#))
    #expect(try server.curl("/readyz").contains(#""last_reload":"success""#))

    try "{".write(to: dataset, atomically: true, encoding: .utf8)
    let refused = try Program.run(["reload"], environment: ["PASSERELLE_PID_FILE": file.path])
    #expect(refused.status == 65 && refused.error.contains("the old dataset stays: "), "\(refused)")
    #expect(try server.curl("/readyz").contains(#""dataset":"2026.11.2""#))
    #expect(try server.curl("/readyz").contains(#""last_reload":"failure""#))
    #expect(try server.curl("/metrics").contains(#"passerelle_reloads_total{result="failure"} 1"#))

    let second = try Program.run(["serve", "--port", "0", "--pid-file", file.path])
    #expect(second.status == 73 && second.error.contains("holds it"), "\(second)")
    server.signal(SIGTERM)
    #expect(server.wait() == 0)
    #expect(!FileManager.default.fileExists(atPath: file.path))
    #expect(try Program.run(["reload", "--pid-file", file.path]).status == 69)
  }

  @Test("A file left behind by a server that was killed is no server")
  func stale() throws {
    let server = try RunningServer(["--pid-file", file.path])
    server.signal(SIGKILL)
    _ = server.wait()
    defer { try? FileManager.default.removeItem(at: file) }
    let outcome = try Program.run(["reload", "--pid-file", file.path])
    #expect(outcome.status == 69 && outcome.error.contains("no server holds it"), "\(outcome)")
  }
}
