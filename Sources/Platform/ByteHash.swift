// A table that clients choose the keys of needs a hash that they cannot foresee, or somebody finds a thousand keys that
// meet in one place. Swift's Hasher is such a hash and made to withstand more than that: four times the work of this
// one, whose secret never leaves the process and whose results nobody outside sees.

/// A hash of byte strings that depends on a secret of this process.
package struct ByteHash {
  /// What has been hashed so far, well mixed.
  package private(set) var value: UInt64

  private static let secret = (
    start: UInt64.random(in: .min ... .max), factor: UInt64.random(in: .min ... .max) | 1
  )

  package init() { value = Self.secret.start }

  /// Two strings in a row hash otherwise than their concatenation does: the length is part of each.
  package mutating func combine(_ bytes: Span<UInt8>) {
    bytes.withUnsafeBytes { bytes in
      var value = value
      let factor = Self.secret.factor
      var index = 0
      while index + 8 <= bytes.count {
        value = Self.mix(value ^ bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self), factor)
        index += 8
      }
      var rest = UInt64(bytes.count) << 56
      while index < bytes.count {
        rest = rest << 8 | UInt64(bytes[index])
        index += 1
      }
      self.value = Self.mix(value ^ rest, factor)
    }
  }

  package mutating func combine(_ number: UInt64) { value = Self.mix(value ^ number, Self.secret.factor) }

  /// Both halves of the product, folded: every bit of the word meets every bit of the secret.
  private static func mix(_ word: UInt64, _ factor: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: factor)
    return product.high ^ product.low
  }
}
