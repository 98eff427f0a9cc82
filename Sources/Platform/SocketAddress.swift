internal import Glibc

/// Where an end of a TCP connection is: an IPv4 or IPv6 address and a port.
package struct SocketAddress: Sendable, Hashable {
  /// The sixteen bytes of the address, IPv4 as `::ffff:a.b.c.d` (RFC 4291 §2.5.5.2), in network order.
  let high: UInt64
  let low: UInt64
  package let port: UInt16
  let isIPv4: Bool

  /// Reads an address as people write it: `127.0.0.1`, `::1`, `0.0.0.0`, `::`, or `localhost`.
  ///
  /// Names other than `localhost` are not looked up. Returns `nil` for them.
  package init?(host: String, port: UInt16) {
    let host = host == "localhost" ? "127.0.0.1" : host
    var four = in_addr()
    var six = in6_addr()
    if inet_pton(AF_INET, host, &four) == 1 {
      self.init(four: four, port: port)
    } else if inet_pton(AF_INET6, host, &six) == 1 {
      self.init(six: six, port: port)
    } else {
      return nil
    }
  }

  private init(four: in_addr, port: UInt16) {
    high = 0
    low = 0xFFFF_0000_0000 | UInt64(UInt32(bigEndian: four.s_addr))
    self.port = port
    isIPv4 = true
  }

  private init(six: in6_addr, port: UInt16) {
    let halves = withUnsafeBytes(of: six) { bytes in
      (bytes.loadUnaligned(as: UInt64.self), bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }
    high = UInt64(bigEndian: halves.0)
    low = UInt64(bigEndian: halves.1)
    self.port = port
    isIPv4 = false
  }

  /// Reads what the kernel wrote; `nil` for another family.
  init?(_ storage: sockaddr_storage) {
    let parsed: SocketAddress? = withUnsafeBytes(of: storage) { bytes in
      switch CInt(storage.ss_family) {
      case AF_INET:
        let address = bytes.loadUnaligned(as: sockaddr_in.self)
        return SocketAddress(four: address.sin_addr, port: UInt16(bigEndian: address.sin_port))
      case AF_INET6:
        let address = bytes.loadUnaligned(as: sockaddr_in6.self)
        return SocketAddress(six: address.sin6_addr, port: UInt16(bigEndian: address.sin6_port))
      default:
        return nil
      }
    }
    guard let parsed else { return nil }
    self = parsed
  }

  var family: CInt { isIPv4 ? AF_INET : AF_INET6 }

  package func with(port: UInt16) -> SocketAddress {
    isIPv4 ? SocketAddress(four: four, port: port) : SocketAddress(six: six, port: port)
  }

  private var four: in_addr { in_addr(s_addr: UInt32(truncatingIfNeeded: low).bigEndian) }

  private var six: in6_addr {
    var six = in6_addr()
    withUnsafeMutableBytes(of: &six) { bytes in
      bytes.storeBytes(of: high.bigEndian, as: UInt64.self)
      bytes.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
    }
    return six
  }

  /// Lends the address in the kernel's form.
  func withSockaddr<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    if isIPv4 {
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr = four
      return withUnsafePointer(to: address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
    }
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    address.sin6_port = port.bigEndian
    address.sin6_addr = six
    return withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in6>.size)) }
    }
  }
}

extension SocketAddress: CustomStringConvertible {
  /// The address without the port.
  package var host: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let isMapped = isIPv4 || (high == 0 && low >> 32 == 0xFFFF)
    if isMapped {
      withUnsafePointer(to: four) { _ = inet_ntop(AF_INET, $0, &text, socklen_t(INET6_ADDRSTRLEN)) }
    } else {
      withUnsafePointer(to: six) { _ = inet_ntop(AF_INET6, $0, &text, socklen_t(INET6_ADDRSTRLEN)) }
    }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  package var description: String {
    let host = host
    return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }

  /// The same for every port of a machine: what a cap on connections counts by.
  ///
  /// An IPv6 customer commonly has a whole /64, so the lower half does not count.
  package var machine: UInt64 { high == 0 ? low : high }
}
