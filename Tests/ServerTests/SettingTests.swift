import Foundation
import Testing

@Suite("Settings")
struct SettingTests {
  @Test(
    "A bad value is refused at start, with the reason, wherever it was given",
    arguments: [
      ("port", "eighty", "is a whole number from 0 to 65535, not “eighty”"),
      ("port", "65536", "is a whole number from 0 to 65535, not “65536”"),
      ("admin-port", "-1", "is a whole number from 0 to 65535, not “-1”"),
      ("threads", "0", "is a whole number from 1 to 256, not “0”"),
      ("max-connections", "1e3", "is a whole number from 1 to 1000000, not “1e3”"),
      ("cache-size", "64M", "is a whole number from 0 to 65536, not “64M”"),
      ("connection-memory", "0", "is a whole number from 1 to 65536, not “0”"),
      ("idle-timeout", "0", "is a whole number from 1 to 3600, not “0”"),
      ("drain-timeout", "3601", "is a whole number from 0 to 3600, not “3601”"),
      ("log-level", "loud", "is one of info, warning, error, not “loud”"),
    ])
  func refusals(_ name: String, _ value: String, _ reason: String) throws {
    let variable = "PASSERELLE_" + name.uppercased().replacing("-", with: "_")
    let option = try Program.run(["serve", "--\(name)=\(value)"])
    #expect(option.status == 64 && option.error.contains("--\(name) \(reason)"), "\(option.error)")
    let environment = try Program.run(["serve"], environment: [variable: value])
    #expect(environment.status == 64 && environment.error.contains("\(variable) \(reason)"), "\(environment.error)")
  }

  @Test("Refused in the environment alone: two datasets, a flag that is none, what Kubernetes puts there")
  func environment() throws {
    for (environment, reason) in [
      (["PASSERELLE_DATABASE": "a", "PASSERELLE_FIXTURES": "b"], "are both set"),
      (["PASSERELLE_ACCESS_LOG": "perhaps"], "PASSERELLE_ACCESS_LOG is true or false, not “perhaps”"),
      (["PASSERELLE_PORT": "tcp://10.0.0.1:80"], "enableServiceLinks: false"),
    ] {
      let outcome = try Program.run(["serve"], environment: environment)
      #expect(outcome.status == 64 && outcome.error.contains(reason), "\(outcome.error)")
    }
  }

  private func settings(_ options: [String], _ environment: [String: String] = [:]) throws -> [String: String] {
    let outcome = try Program.run(["serve", "--print-config"] + options, environment: environment)
    #expect(outcome.status == 0, "\(outcome.error)")
    let pairs = outcome.output.split(separator: "\n").map { line in
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  @Test("What --print-config prints says the same again when it is given as environment")
  func roundTrip() throws {
    let printed = try settings([
      "--database", "a b.sqlite", "--host", "::", "--port", "1", "--admin-port", "2", "--threads", "3",
      "--max-connections", "4", "--max-connections-per-address", "5", "--cache-size", "6",
      "--connection-memory", "12", "--header-timeout", "7",
      "--idle-timeout", "8", "--write-timeout", "9", "--drain-delay", "10", "--drain-timeout", "11", "--log-level",
      "error", "--no-access-log", "--admin-host", "::1", "--pid-file", "passerelle.pid",
    ])
    #expect(printed["PASSERELLE_DATABASE"] == "a b.sqlite" && printed["PASSERELLE_DRAIN_TIMEOUT"] == "11")
    #expect(Set(printed.values).count == printed.count, "each has a value of its own here, so none stands for another")
    #expect(try settings([], printed) == printed)
  }

  @Test("README.md has every setting, with its default")
  func table() throws {
    let text = try String(contentsOf: Program.root.appending(path: "README.md"), encoding: .utf8)
    var documented: [String: String] = [:]
    for match in text.matches(of: /\| `--(?:\[no-\])?([a-z-]+)[^`]*` \| `(PASSERELLE_[A-Z_]+)` \| ([^|]*) \|/) {
      #expect("PASSERELLE_" + match.1.uppercased().replacing("-", with: "_") == match.2)
      documented[String(match.2)] = match.3.trimmingCharacters(in: ["`"])
    }
    var actual = try settings([])
    #expect(Set(documented.keys) == Set(actual.keys))
    // Not a number in the table, but what it comes to here.
    documented["PASSERELLE_THREADS"] = actual["PASSERELLE_THREADS"]
    // The table says what the address would be, if there were a port.
    actual["PASSERELLE_ADMIN_HOST"] = "127.0.0.1"
    for (name, value) in actual { #expect(documented[name] == (value.isEmpty ? "–" : value), "\(name)") }
  }

  @Test("A variable that looks like a setting and is none is pointed out")
  func unknown() throws {
    let outcome = try Program.run(
      ["serve", "--fixtures", "/nowhere"], environment: ["PASSERELLE_PROT": "1"])
    #expect(outcome.error.contains("PASSERELLE_PROT is no setting; did you mean PASSERELLE_PORT?"))
  }
}
