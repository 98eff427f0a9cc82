import ArgumentParser
import FoundationEssentials
import Glibc
import Platform

/// `passerelle health`: asks a running server whether it is ready; for containers, which need no curl for it.
struct Health: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Ask a running server whether it is ready.",
    discussion: "Ends with 0 if it is, with 1 if not. Looks where PASSERELLE_HOST and PASSERELLE_PORT say.")

  @Option(help: "The address that the server listens at. (default: 127.0.0.1)")
  var host: String?

  @Option(help: "Its port. (default: 8080)")
  var port: UInt16?

  func run() throws {
    let environment = ProcessInfo.processInfo.environment
    var host = self.host ?? environment["PASSERELLE_HOST"] ?? "127.0.0.1"
    // A server that listens everywhere is reached here.
    if host == "0.0.0.0" { host = "127.0.0.1" }
    if host == "::" { host = "::1" }
    let port = self.port ?? environment["PASSERELLE_PORT"].flatMap { UInt16($0) } ?? 8080
    guard let address = SocketAddress(host: host, port: port) else {
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
