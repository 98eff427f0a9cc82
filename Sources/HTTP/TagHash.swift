internal import Platform

/// Tells representations apart in entity tags: 64 bits of all that makes one, the same in every process and on every
/// machine, so that a validator holds across restarts and among servers of one dataset.
///
/// Not a defence against forgery, of which tags need none: who forges one deceives himself.
package struct TagHash {
  private var hash = ByteHash(factor: 0x9E37_79B9_7F4A_7C15)

  package init() {}

  /// Adds one part; where it ends matters.
  package mutating func add(_ part: Span<UInt8>) { hash.combine(part) }

  /// 16 digits.
  package var hexadecimal: String {
    var digits: [UInt8] = []
    digits.reserveCapacity(16)
    digits.append(hexadecimal: hash.value, digits: 16)
    return String(decoding: digits, as: UTF8.self)
  }
}
