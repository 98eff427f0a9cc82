internal import Glibc

// A service manager may open the socket and start the server later, or again: connections queue meanwhile, so that a
// restart loses none. It hands the socket over as descriptor 3 and says so in the environment (sd_listen_fds(3)).

/// A listening socket that was open before this process began.
package enum InheritedSocket {
  package enum Failure: Error, Equatable, CustomStringConvertible {
    /// How many were handed over.
    case notOne(String)

    package var description: String {
      switch self {
      case .notOne(let count):
        "LISTEN_FDS hands over \(count) sockets, expected one: a single ListenStream= (one of [::] takes IPv4, too)"
      }
    }
  }

  private static let first: CInt = 3

  /// The descriptor of the socket, or `nil` where none is meant for this process; takes the variables away, so that no
  /// child believes that they are for it. Call before there are threads.
  package static func take() throws(Failure) -> CInt? {
    let (process, count) = (variable("LISTEN_PID"), variable("LISTEN_FDS"))
    for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsetenv(name) }
    guard let process, let count, process == String(getpid()), count != "0" else { return nil }
    guard count == "1" else { throw .notOne(count) }
    return first
  }

  private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
