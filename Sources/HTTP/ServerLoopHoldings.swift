// A connection holds memory of its own only while its client is slow: part of a request that is yet to end, or output that
// is yet to be taken. Each is bounded, and so is the sum: when that is full, the connections whose time would be up first are
// closed, so that neither thousands of endless heads nor thousands of readers that never read can fill the machine.

extension ServerLoop {
  /// What all connections hold, in bytes.
  struct Holdings {
    let most: Int
    var sum = 0
  }

  /// Takes note of what a connection holds at the end of its turn.
  func account(for connection: Connection) {
    let holds = connection.holds
    guard holds != connection.held else { return }
    holdings.sum += holds - connection.held
    connection.held = holds
    if holdings.sum > holdings.most { letGo() }
    counters.heldBytes.set(holdings.sum)
  }

  /// Closes those whose time is up first, until there is some room again: the longer this takes, the less often it is done.
  private func letGo() {
    let slow = connections.compactMap { $0 }.filter { $0.held > 0 && $0.state.due != nil }
    for connection in slow.sorted(by: { ($0.state.due ?? 0) < ($1.state.due ?? 0) }) {
      guard holdings.sum > holdings.most / 4 * 3 else { break }
      close(connection)
      counters.letGo.add()
    }
  }
}
