internal import Platform

// How connections come and go.

extension ServerLoop {
  func watchListener() {
    guard let listener else { return }
    // Where the set is out of memory the next try may do.
    if (try? loop.watch(listener.number, for: .reading, tag: Self.listenerTag)) == nil { acceptLater() }
  }

  func acceptAll() {
    tick()
    while accept(most: 64) {}
  }

  @discardableResult
  func accept(most: Int) -> Bool {
    guard let listener else { return false }
    for _ in 0..<most {
      switch listener.accept() {
      case .none: return false
      case .exhausted:
        // Asking on would only spin. Who is in is served, and when some have left, there is room again.
        try? loop.unwatch(listener.number)
        acceptLater()
        return false
      case .connection(let descriptor, let remote):
        open(descriptor, remote)
      }
    }
    return true
  }

  private func open(_ descriptor: consuming FileDescriptor, _ remote: SocketAddress?) {
    let isAdmitted = admission.enter(remote?.machine ?? 0)
    if !isAdmitted {
      counters.shed.add()
      guard shedCount < Self.mostShed else { return }
    }
    generation &+= 1
    var limits = limits
    if !isAdmitted {
      limits.idleTime = min(limits.idleTime, limits.lingerTime)
      limits.headTime = min(limits.headTime, limits.lingerTime)
    }
    let connection = Connection(
      descriptor, generation: generation, remote: remote, isShed: !isAdmitted,
      state: ConnectionState(limits: limits, now: now))
    let number = Int(connection.descriptor.number)
    guard (try? loop.watch(connection.descriptor.number, for: .reading, tag: connection.tag)) != nil else {
      if isAdmitted { admission.leave(connection.machine) }
      return
    }
    while connections.count <= number { connections.append(nil) }
    connections[number] = connection
    count += 1
    if !isAdmitted { shedCount += 1 }
    counters.accepted.add()
    if alarms.sweep == .max { schedule() }
  }

  func close(_ connection: Connection) {
    let number = Int(connection.descriptor.number)
    guard connections[number] === connection else { return }
    connections[number] = nil
    finishTransmission(of: connection)
    connection.putOffAt = nil
    dropBegun(of: connection)
    connection.saved = []
    connection.pending = Output()
    account(for: connection)
    count -= 1
    counters.closed.add()
    if connection.isShed { shedCount -= 1 } else { admission.leave(connection.machine) }
    connection.state.finish()
  }
}
