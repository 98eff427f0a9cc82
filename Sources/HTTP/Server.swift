internal import Dispatch
package import Platform
internal import Synchronization

/// An HTTP/1.1 server: as many loops as there are cores, each with its own listener on one port.
package final class Server: Sendable {
  package struct Configuration: Sendable {
    /// An address to listen at: IPv4, IPv6, or `localhost`.
    package var host = "127.0.0.1"
    /// 0 takes any free one.
    package var port: UInt16 = 8080
    /// A listening socket that was there before, in the place of `host` and `port`; the server closes it.
    package var inherited: Int32?
    /// Loops; by default as many as there are usable cores.
    package var threads = UsableCores.count()
    package var limits = ConnectionState.Limits()
    /// Beyond this, connections are told 503.
    package var maxConnections = 10_000
    /// From one IPv4 address or IPv6 /64.
    package var maxConnectionsPerAddress: Int?
    /// For finished answers, over all loops.
    package var cacheBytes = 64 << 20
    /// For parts of requests and for output that is not taken yet, over all loops; beyond it, the slowest clients are closed.
    package var heldBytes = 64 << 20
    package var accessLog = true
    /// The least that a line of the access log must matter to be written.
    package var logLevel = LogLevel.info
    /// Where the access log is written: standard output.
    package var logDescriptor: Int32 = 1
    /// Labels that responses have are below this. 0 is for what never reaches the application.
    package var labels = 1
    package init() {}
  }

  /// The server cannot listen where it was told to.
  package enum StartError: Error, Equatable, CustomStringConvertible {
    case invalidHost(String)
    case cannotListen(String, SystemError)
    case unusableSocket(SystemError)

    package var description: String {
      switch self {
      case .invalidHost(let host): "\(host) is not an IPv4 or IPv6 address"
      case .cannotListen(let address, let error): "cannot listen at \(address): \(error)"
      case .unusableSocket(let error): "the socket that was handed over is not one that listens for TCP: \(error)"
      }
    }
  }

  /// Where it listens.
  package let address: SocketAddress
  package var port: UInt16 { address.port }
  private let loops: [ServerLoop]
  private let log: LineWriter?
  /// As many bytes of answers are made anew for each loop.
  private let renewedBytes: Int
  /// Where they are.
  private let renewals = DispatchQueue(label: "passerelle.renewals", qos: .utility)

  /// Takes the port. Connections queue from here on and are served from `start()` on.
  package init(
    configuration: Configuration, application: Application
  ) throws(StartError) {
    let (address, listeners) = try Self.listen(configuration)
    self.address = address
    // Some descriptors are for the listeners, the log, and files that are read.
    let room = max(16, DescriptorLimit.raise() - 64)
    let admission = Admission(
      most: min(configuration.maxConnections, room), mostPerMachine: configuration.maxConnectionsPerAddress)
    let threads = max(1, configuration.threads)
    let log = configuration.accessLog ? LineWriter(configuration.logDescriptor) : nil
    self.log = log
    // Those of the former application are still there meanwhile.
    renewedBytes = configuration.cacheBytes / threads / 8
    do throws(SystemError) {
      var loops: [ServerLoop] = []
      for listener in listeners {
        loops.append(
          try ServerLoop(
            number: loops.count, listener: listener, limits: configuration.limits, admission: admission,
            application: application, cacheBytes: configuration.cacheBytes / threads,
            heldBytes: configuration.heldBytes / threads, labels: configuration.labels,
            log: log.map { AccessLog(writer: $0, level: configuration.logLevel) }))
      }
      self.loops = loops
    } catch {
      throw .cannotListen(address.description, error)
    }
  }

  private static func listen(
    _ configuration: Configuration
  ) throws(StartError) -> (SocketAddress, [Listener]) {
    let count = max(1, configuration.threads)
    if let inherited = configuration.inherited {
      do throws(SystemError) {
        let listener = try Listener(inherited: inherited)
        return (listener.address, Array(repeating: listener, count: count))
      } catch {
        throw .unusableSocket(error)
      }
    }
    guard let wanted = SocketAddress(host: configuration.host, port: configuration.port) else {
      throw .invalidHost(configuration.host)
    }
    do throws(SystemError) {
      return try Listener.open(wanted, count: count)
    } catch {
      throw .cannotListen(wanted.description, error)
    }
  }

  package func start() {
    for loop in loops { loop.start() }
  }

  /// Answers by another application from now on. Each loop changes between two requests, when what it keeps has been made
  /// anew.
  ///
  /// - Parameter completion: called on some queue when the last loop has: no later request is answered by the former.
  package func replace(application: Application, completion: @escaping @Sendable () -> Void = {}) {
    let kept = KeptByLoop(count: loops.count)
    Barrier.all(
      Array(loops.enumerated()),
      { numbered, arrive in
        numbered.element.giveKeptQuestions { questions in
          kept.questions.withLock { $0[numbered.offset] = questions }
          arrive()
        }
      }
    ) { [loops, renewals, renewedBytes] in
      renewals.async {
        var renewal = Renewal(application: application, room: renewedBytes)
        let renewed = kept.questions.withLock { $0 }.map { renewal.answers(to: $0) }
        Barrier.all(
          Array(zip(loops, renewed)),
          { $0.0.replace(application: application, $0.1, completion: $1) }, completion: completion)
      }
    }
  }

  private final class KeptByLoop: Sendable {
    let questions: Mutex<[[KeptQuestion]]>

    init(count: Int) { questions = Mutex(Array(repeating: [], count: count)) }
  }

  /// Stops: no further connection is accepted, what was sent whole before is answered, and then all is closed.
  ///
  /// - Parameters:
  ///   - timeout: after which connections are closed whatever they are at.
  ///   - completion: called on some queue when the last connection is closed.
  package func drain(timeout: Duration, completion: @escaping @Sendable () -> Void) {
    let deadline = Clock.now() + UInt64(max(0, timeout / .nanoseconds(1)))
    // First all listeners close; only then does any loop look for the last time at what its clients have sent.
    Barrier.all(loops, { $0.closeListener(completion: $1) }) { [loops, log] in
      Barrier.all(loops, { $0.drain(deadline: deadline, completion: $1) }) {
        log?.flush()
        completion()
      }
    }
  }

  package var statistics: Statistics {
    var statistics = Statistics()
    for loop in loops { statistics.add(loop.counters) }
    return statistics
  }
}
