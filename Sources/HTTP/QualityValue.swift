/// One element of a field such as `Accept`: a word or range, and how much it is wanted.
struct QualityItem {
  /// Where the element's first part is, before any parameter.
  var name: Range<Int>
  /// In thousandths, 0 to 1000 (RFC 9110 §12.4.2).
  var quality: Int
  /// Where parameters other than the weight are: from after the first `;` to before `;q=`. Empty where there are none.
  var parameters: Range<Int>
}

extension Span where Element == UInt8 {
  /// Calls `body` with each well-formed element of a list of weighted words; others are passed over.
  func forEachQualityItem(in range: Range<Int>, _ body: (QualityItem) -> Void) {
    forEachListElement(in: range) { element in
      var nameEnd = element.lowerBound
      while nameEnd < element.upperBound, self[nameEnd] != ASCII.semicolon { nameEnd += 1 }
      let name = trimmed(element.lowerBound..<nameEnd)
      var item = QualityItem(name: name, quality: 1000, parameters: nameEnd..<nameEnd)
      var index = nameEnd
      while index < element.upperBound {
        var end = index + 1
        while end < element.upperBound, self[end] != ASCII.semicolon { end += 1 }
        let parameter = trimmed(index + 1..<end)
        if parameter.count >= 2, self[parameter.lowerBound] | 0x20 == UInt8(ascii: "q"),
          self[parameter.lowerBound + 1] == ASCII.equals
        {
          guard let quality = quality(parameter.lowerBound + 2..<parameter.upperBound) else { return }
          item.quality = quality
          // What follows the weight, an old extension, does not choose anything.
          break
        }
        if item.parameters.isEmpty { item.parameters = index + 1..<end }
        item.parameters = item.parameters.lowerBound..<end
        index = end
      }
      if !name.isEmpty { body(item) }
    }
  }

  /// `0`, `0.5`, `1.000`, in thousandths; `nil` for anything else.
  private func quality(_ range: Range<Int>) -> Int? {
    guard let first = range.first, range.count <= 5, self[first] == ASCII.zero || self[first] == ASCII.zero + 1
    else { return nil }
    var value = Int(self[first] - ASCII.zero) * 1000
    guard range.count > 1 else { return value }
    guard self[first + 1] == ASCII.dot else { return nil }
    var unit = 100
    for index in first + 2..<range.upperBound {
      guard ByteSet.digit.contains(self[index]) else { return nil }
      value += Int(self[index] - ASCII.zero) * unit
      unit /= 10
    }
    return value <= 1000 ? value : nil
  }
}
