/// Where ascending lists meet.
extension PostingSets {
  /// Visits the places at which two ascending lists agree.
  static func meet(
    _ left: [UInt32], _ leftRange: Range<Int>, _ right: [UInt32], _ rightRange: Range<Int>, _ visit: (Int, Int) -> Void
  ) {
    if leftRange.count < rightRange.count / 16 {
      leap(through: left, leftRange, right, rightRange, visit)
    } else if rightRange.count < leftRange.count / 16 {
      leap(through: right, rightRange, left, leftRange) { visit($1, $0) }
    } else {
      step(left, leftRange, right, rightRange, visit)
    }
  }

  /// Step by step through both: for lists of about one length.
  private static func step(
    _ left: [UInt32], _ leftRange: Range<Int>, _ right: [UInt32], _ rightRange: Range<Int>, _ visit: (Int, Int) -> Void
  ) {
    var (i, j) = (leftRange.lowerBound, rightRange.lowerBound)
    while i < leftRange.upperBound, j < rightRange.upperBound {
      let (a, b) = (left[i], right[j])
      if a == b { visit(i, j) }
      // Without a branch: which of two random lists goes on cannot be foretold.
      i += a <= b ? 1 : 0
      j += b <= a ? 1 : 0
    }
  }

  /// Through the long list in steps that double.
  private static func leap(
    through short: [UInt32], _ shortRange: Range<Int>, _ long: [UInt32], _ longRange: Range<Int>,
    _ visit: (Int, Int) -> Void
  ) {
    var low = longRange.lowerBound
    for index in shortRange {
      low = PostingSets.leap(to: short[index], in: long, from: low, to: longRange.upperBound)
      if low == longRange.upperBound { return }
      if long[low] == short[index] { visit(index, low) }
    }
  }

  /// The first place from `low` on that holds at least `value`, in steps that double.
  static func leap(to value: UInt32, in list: [UInt32], from start: Int, to end: Int) -> Int {
    var (low, step) = (start, 1)
    while low + step <= end, list[low + step - 1] < value {
      low += step
      step *= 2
    }
    var high = min(low + step - 1, end)
    while low < high {
      let middle = (low + high) / 2
      if list[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
