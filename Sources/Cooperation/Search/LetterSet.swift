/// Which letters a text has, as far as 32 bits tell: what is too far from a word in this is not compared with it.
///
/// Each Latin letter has a bit, which some share with a digit, the space has one, and all other scalars share five. A slip takes
/// one letter away and brings one at the most, so words within so many slips lack no more of each other's letters.
struct LetterSet: Sendable {
  private var bits: UInt32 = 0

  /// Of no letters.
  init() {}

  /// Of folded text.
  init(_ scalars: some Sequence<Unicode.Scalar>) {
    for scalar in scalars { insert(scalar) }
  }

  mutating func insert(_ scalar: Unicode.Scalar) {
    bits |= scalar.isASCII ? 1 &<< (scalar.value & 31) : 1 &<< (27 + scalar.value % 5)
  }

  mutating func formUnion(_ other: LetterSet) { bits |= other.bits }

  /// Whether there is none but those of ASCII.
  var isASCII: Bool { bits & LetterSet.others == 0 }

  /// Whether so many slips may lie between words of these letters and of others, not all of which change.
  func isNear(_ others: LetterSet, within slips: Int) -> Bool {
    has(some: others, butFor: slips) && others.has(self, butFor: slips)
  }

  /// Whether it has all of the others but for so many, and at least one.
  func has(some others: LetterSet, butFor slips: Int) -> Bool {
    bits & others.bits != 0 && has(others, butFor: slips)
  }

  /// Whether it has all of the others but for so many; one or two are taken away, which is quicker than to count them.
  private func has(_ others: LetterSet, butFor slips: Int) -> Bool {
    let missing = others.bits & ~bits
    guard slips == 1 || slips == 2 else { return missing.nonzeroBitCount <= slips }
    let rest = missing & (missing &- 1)
    return (slips == 1 ? rest : rest & (rest &- 1)) == 0
  }

  private static let others: UInt32 = 0xF800_0000
}
