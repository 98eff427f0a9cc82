// An answer without a server around it: for those who ask the application itself.

extension Response {
  /// The head as the server would send it to a client that takes no coding, but for what is of one request alone.
  package var head: [UInt8] {
    var response = self
    _ = response.gather()
    let framing = response.length.map { BodyFraming.length($0) } ?? .toEnd
    return Representation(response).composeHead(.identity, framing) + [ASCII.carriageReturn, ASCII.lineFeed]
  }

  /// Hands the whole body to `sink`, a piece at a time; false where the rest of it cannot be had.
  package func pour<Failure: Error>(into sink: (Span<UInt8>) throws(Failure) -> Void) throws(Failure) -> Bool {
    var body = Parts(parts)
    var piece: [UInt8] = []
    while true {
      piece.removeAll(keepingCapacity: true)
      let production = body.produce(into: &piece)
      try sink(piece.span)
      switch production {
      case .more: continue
      case .finished: return true
      case .failed: return false
      }
    }
  }
}
