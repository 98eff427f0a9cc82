/// The distinct terms of one kind, in the order of their bytes, end to end in one store: a term's rank is its number.
struct TermDictionary: Sendable {
  let bytes: [UInt8]
  /// Where each term begins, and where the last one ends.
  let starts: [UInt32]

  var count: Int { starts.count - 1 }

  subscript(number: Int) -> ArraySlice<UInt8> { bytes[Int(starts[number])..<Int(starts[number + 1])] }

  /// The number of exactly this term.
  func find(_ term: some Collection<UInt8>) -> Int? {
    let number = firstNotBefore(term)
    return number < count && self[number].elementsEqual(term) ? number : nil
  }

  /// The numbers of the terms that begin so.
  func range(beginning prefix: some Collection<UInt8>) -> Range<Int> {
    let first = firstNotBefore(prefix)
    return first..<firstBehind(prefix, from: first)
  }

  private func firstNotBefore(_ term: some Collection<UInt8>) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].lexicographicallyPrecedes(term) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The first term from `first` on that does not begin with `prefix`, found in steps that double; those that do come
  /// one behind the other.
  private func firstBehind(_ prefix: some Collection<UInt8>, from first: Int) -> Int {
    var (low, step) = (first, 1)
    while low + step <= count, self[low + step - 1].starts(with: prefix) {
      low += step
      step *= 2
    }
    var high = min(low + step - 1, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].starts(with: prefix) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The terms within so many slips of a word, in order.
  ///
  /// Terms that share a beginning share its part of the table, and all that begin hopelessly are passed over in one step.
  func near(_ word: String, atMost bound: Int) -> [(term: Int, distance: Int)] {
    var near: [(term: Int, distance: Int)] = []
    var rows = EditDistance.Rows(for: Array(word.unicodeScalars), atMost: bound)
    var number = 0
    while number < count {
      let scalars = Array(string(number).unicodeScalars)
      var depth = zip(scalars, rows.other).prefix { $0 == $1 }.count
      rows.truncate(to: depth)
      var isHopeful = true
      while isHopeful, depth < scalars.count {
        isHopeful = rows.append(scalars[depth])
        depth += 1
      }
      if isHopeful {
        if let distance = rows.distance { near.append((number, distance)) }
        number += 1
      } else {
        var prefix = String.UnicodeScalarView()
        prefix.append(contentsOf: scalars[..<depth])
        number = max(number + 1, firstBehind(Array(String(prefix).utf8), from: number))
      }
    }
    return near
  }

  func string(_ number: Int) -> String { String(decoding: self[number], as: UTF8.self) }
}
