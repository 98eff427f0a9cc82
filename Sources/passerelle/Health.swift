import ArgumentParser
import FoundationEssentials
import Glibc
import Platform

/// `passerelle health`: asks a running server whether it is ready; for containers, which need no curl for it.
struct Health: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "health",
    abstract: "Ask a running server whether it is ready.",
    discussion: """
      Ends with 0 if it is, with 1 if not. Looks where PASSERELLE_ADMIN_HOST and PASSERELLE_ADMIN_PORT say, if there is \
      such a port, else where PASSERELLE_HOST and PASSERELLE_PORT say.

      EXAMPLES:
        passerelle health
        passerelle health --port 9090
      """)

  @Option(help: "The address that the server listens at. (default: 127.0.0.1)")
  var host: String?

  @Option(help: "Its port. (default: 8080)")
  var port: String?

  func run() throws {
    let reader = SettingReader(environment: ProcessInfo.processInfo.environment)
    let ports = 0...Int(UInt16.max)
    let adminPort = port == nil ? try reader.number("admin-port", nil, in: ports) : nil
    var host = reader.text(adminPort == nil ? "host" : "admin-host", self.host) ?? "127.0.0.1"
    // A server that listens everywhere is reached here.
    if host == "0.0.0.0" { host = "127.0.0.1" }
    if host == "::" { host = "::1" }
    let port = try adminPort ?? reader.number("port", self.port, in: ports) ?? 8080
    guard let address = SocketAddress(host: host, port: UInt16(port)) else {
      throw ValidationError("\(host) is not an IPv4 or IPv6 address.")
    }
    let head: String
    do throws(SystemError) {
      head = try Probe.get("/readyz", at: address, seconds: 2)
    } catch {
      StandardError.print("passerelle: no answer at \(address): \(error)")
      throw ExitCode(1)
    }
    guard head.hasPrefix("HTTP/1.1 200 ") else {
      StandardError.print("passerelle: not ready: \(head)")
      throw ExitCode(1)
    }
    print("ready")
  }
}
