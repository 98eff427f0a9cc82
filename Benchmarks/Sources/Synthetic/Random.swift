/// SplitMix64 (Steele, Lea and Flood, 2014): small, fast, and the same numbers everywhere for the same seed.
package struct Random: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  /// A number from 0 to `bound` - 1.
  package mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }

  /// True `percent` times of a hundred.
  package mutating func chance(_ percent: Double) -> Bool { Double(next() >> 11) * 0x1p-53 * 100 < percent }

  package mutating func pick<T>(_ values: [T]) -> T { values[below(values.count)] }
}

/// Ranks from 0 on, of which rank r comes up in proportion to 1 / (r + shift): Zipf's law as Mandelbrot bent it.
///
/// Drawn by Walker's alias method: two numbers a draw, whatever the count.
package struct Zipf {
  private var shares: [Double]
  private var aliases: [Int]

  package init(count: Int, shift: Double = 1) {
    let weights = (0..<count).map { 1 / (Double($0) + shift) }
    let sum = weights.reduce(0, +)
    shares = weights.map { $0 / sum * Double(count) }
    aliases = Array(0..<count)
    var small = shares.indices.filter { shares[$0] < 1 }
    var large = shares.indices.filter { shares[$0] >= 1 }
    while let poor = small.popLast(), let rich = large.last {
      aliases[poor] = rich
      shares[rich] -= 1 - shares[poor]
      if shares[rich] < 1 {
        large.removeLast()
        small.append(rich)
      }
    }
  }

  package func rank(_ random: inout Random) -> Int {
    let column = random.below(shares.count)
    return Double(random.next() >> 11) * 0x1p-53 < shares[column] ? column : aliases[column]
  }
}
