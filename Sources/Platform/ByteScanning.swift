internal import Glibc

// The two scans in which a request's bytes are spent, kept next to the C library and the vector unit.

extension Span where Element == UInt8 {
  /// The first place from `start` on where `byte` is, or `nil`.
  package func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    withUnsafeBufferPointer { bytes in
      guard start < bytes.count, let base = bytes.baseAddress,
        let found = memchr(base + start, CInt(byte), bytes.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
  }

  /// The first place from `start` on where a control character other than the tab is, or the end.
  package func firstControl(from start: Int) -> Int {
    withUnsafeBytes { bytes in
      var index = start
      while index + 16 <= bytes.count {
        let block = bytes.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
        let isControl = ((block .< 0x20) .& (block .!= 0x09)) .| (block .== 0x7F)
        if any(isControl) { break }
        index += 16
      }
      while index < bytes.count {
        let byte = bytes[index]
        if (byte < 0x20 && byte != 0x09) || byte == 0x7F { return index }
        index += 1
      }
      return bytes.count
    }
  }

  /// Whether the bytes in `range` are those of `other`.
  package func equals(_ other: [UInt8], in range: Range<Int>) -> Bool {
    guard range.count == other.count else { return false }
    return extracting(range).withUnsafeBytes { mine in
      other.withUnsafeBytes { theirs in
        guard let left = mine.baseAddress, let right = theirs.baseAddress else { return true }
        return memcmp(left, right, mine.count) == 0
      }
    }
  }

  /// Feeds the bytes in `range` to a hasher.
  package func hash(_ range: Range<Int>, into hasher: inout Hasher) {
    extracting(range).withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}
