// How often each of very many things came up cannot be counted exactly in little memory, but about: each thing has a
// counter in each of four rows, shares each with others, and the smallest of the four is nearest to the truth (Cormode
// and Muthukrishnan's count-min sketch). After a while all counters are halved, so that it tells of lately, not of ever.

/// About how often things came up lately, in 64 KiB whatever their number. Never less than the truth of this epoch.
struct FrequencySketch {
  private static let width = 1 << 14
  private static let rows = 4
  private var counts = [UInt8](repeating: 0, count: rows * width)
  private var left = width
  /// How often all counts have been halved.
  private(set) var epoch = 0

  /// Counts a thing, given by a hash of 64 good bits, and returns how often it came up, this time included.
  mutating func add(_ hash: UInt64) -> Int {
    if left == 0 { age() }
    left -= 1
    var least = UInt8.max
    for row in 0..<Self.rows {
      let place = row * Self.width + Int(truncatingIfNeeded: hash >> UInt64(16 * row)) & (Self.width - 1)
      if counts[place] < .max { counts[place] += 1 }
      least = min(least, counts[place])
    }
    return Int(least)
  }

  private mutating func age() {
    for place in counts.indices { counts[place] /= 2 }
    epoch += 1
    left = Self.width
  }
}
