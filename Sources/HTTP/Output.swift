/// Bytes on their way to a client: those composed, then perhaps a long body that is sent from where it is.
struct Output {
  var bytes: [UInt8] = []
  var tail: ArraySlice<UInt8> = []

  /// Up to here a body is copied behind its head, so that many answers make one buffer.
  private static let copied = 4 << 10
  /// What is longer is not sent at once: the kernel would be busy with it for as long as others can wait.
  static let longest = 128 << 10
  /// Beyond this no further request is answered before some of it is sent.
  private static let bound = 256 << 10

  var isEmpty: Bool { bytes.isEmpty && tail.isEmpty }
  var isLarge: Bool { bytes.count >= Self.bound || !tail.isEmpty }
  var count: Int { bytes.count + tail.count }

  mutating func append(body: ArraySlice<UInt8>) {
    if body.count <= Self.copied { bytes += body } else { tail = body }
  }

  /// Drops what was sent.
  mutating func removeFirst(_ count: Int) {
    if count < bytes.count {
      bytes.removeFirst(count)
    } else {
      tail = tail.dropFirst(count - bytes.count)
      removeAllBytes()
    }
  }

  mutating func removeAll() {
    removeAllBytes()
    tail = []
  }

  private mutating func removeAllBytes() {
    // What one large answer took is not held for good.
    bytes.removeAll(keepingCapacity: bytes.capacity <= 2 * Self.bound)
  }
}
