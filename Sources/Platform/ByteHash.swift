// A table that clients choose the keys of needs a hash that they cannot foresee, or somebody finds a thousand keys that
// meet in one place. Swift's Hasher is such a hash and made to withstand more than that: many times the work of this
// one, whose secret never leaves the process and whose results nobody outside sees. With a factor that is no secret the
// same hash tells contents apart, alike in every process and whatever the order of a machine's bytes.

/// A hash of byte strings, sixteen bytes at a time.
package struct ByteHash {
  /// What has been hashed so far, well mixed.
  package private(set) var value: UInt64
  private let factor: UInt64

  private static let secret = (
    start: UInt64.random(in: .min ... .max), factor: UInt64.random(in: .min ... .max) | 1
  )

  /// A hash that depends on a secret of this process.
  package init() { (value, factor) = Self.secret }

  /// A hash that depends on what is hashed alone; `factor` is odd, and about half its bits are set.
  package init(factor: UInt64) { (value, self.factor) = (factor, factor) }

  /// Two strings in a row hash otherwise than their concatenation does: the length is part of each.
  package mutating func combine(_ bytes: Span<UInt8>) {
    bytes.withUnsafeBytes { bytes in
      func word(_ index: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      }
      var (value, index) = (value, 0)
      while index + 16 <= bytes.count {
        value = Self.mix(word(index) ^ factor, word(index + 8) ^ value)
        index += 16
      }
      var first: UInt64 = 0
      if index + 8 <= bytes.count {
        first = word(index)
        index += 8
      }
      var rest: UInt64 = 0
      while index < bytes.count {
        rest = rest << 8 | UInt64(bytes[index])
        index += 1
      }
      value = Self.mix(first ^ factor, rest ^ value)
      self.value = Self.mix(value ^ UInt64(bytes.count), factor)
    }
  }

  package mutating func combine(_ number: UInt64) { value = Self.mix(value ^ number, factor) }

  /// Both halves of the product, folded: every bit of one word meets every bit of the other.
  private static func mix(_ word: UInt64, _ other: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: other)
    return product.high ^ product.low
  }
}
