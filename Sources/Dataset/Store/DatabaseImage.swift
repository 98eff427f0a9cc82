/// The bytes of a database as they were when it was found sound: in its file, or in memory where it never had one.
package struct DatabaseImage: Sendable {
  enum Store: Sendable {
    case file(OpenFile)
    case memory([UInt8])
  }

  let store: Store
  /// See `Seal`: no other bytes have the same.
  package let seal: String

  package var count: Int {
    switch store {
    case .file(let file): file.size
    case .memory(let bytes): bytes.count
    }
  }

  /// All of them, where they are in memory.
  var bytes: [UInt8] {
    if case .memory(let bytes) = store { bytes } else { [] }
  }

  /// Appends a part of the bytes; false where the file cannot be read any more, or somebody has written to it.
  package func append(_ range: Range<Int>, to bytes: inout [UInt8]) -> Bool {
    switch store {
    case .file(let file):
      guard let part = file.read(range) else { return false }
      bytes += part
    case .memory(let whole): bytes += whole[range]
    }
    return true
  }
}
