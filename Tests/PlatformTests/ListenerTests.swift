import Glibc
import Platform
import Testing

@Suite struct ListenerTests {
  private func loopback(_ port: UInt16 = 0, _ host: String = "127.0.0.1") throws -> SocketAddress {
    try #require(SocketAddress(host: host, port: port))
  }

  @Test func `Port 0 gives all listeners one port`() throws {
    let (address, listeners) = try Listener.open(loopback(), count: 3)
    #expect(address.port != 0)
    #expect(listeners.map(\.address.port) == [address.port, address.port, address.port])
  }

  @Test func `A port that somebody listens at is refused`() throws {
    let (address, listeners) = try Listener.open(loopback(), count: 2)
    #expect(throws: SystemError(call: "bind", code: EADDRINUSE)) {
      _ = try Listener.open(address, count: 2)
    }
    withExtendedLifetime(listeners) {}
  }

  @Test func `Nobody waiting is a value`() throws {
    let (_, listeners) = try Listener.open(loopback(), count: 1)
    guard case .none = listeners[0].accept() else {
      Issue.record("something was accepted")
      return
    }
  }

  @Test(arguments: [
    ("127.0.0.1", "127.0.0.1"), ("localhost", "127.0.0.1"), ("::1", "::1"), ("2001:DB8::1", "2001:db8::1"),
    ("0.0.0.0", "0.0.0.0"), ("::", "::"), ("::ffff:1.2.3.4", "1.2.3.4"),
  ]) func `Addresses are read and written`(text: String, written: String) throws {
    #expect(try loopback(80, text).host == written)
  }

  @Test(arguments: ["", "example.org", "1.2.3", "1.2.3.256", ":::"]) func `Other words are no addresses`(text: String) {
    #expect(SocketAddress(host: text, port: 80) == nil)
  }

  @Test func `An IPv6 address counts by its upper half`() throws {
    #expect(try loopback(1, "2001:db8::1").machine == loopback(2, "2001:db8::2").machine)
    #expect(try loopback(1, "10.0.0.1").machine != loopback(1, "10.0.0.2").machine)
    #expect(try loopback(1, "10.0.0.1").machine == loopback(1, "::ffff:10.0.0.1").machine)
  }
}
