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
      while index + 8 <= bytes.count {
        if Word.hasControl(bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)) {
          // Perhaps a tab, which is looked at more closely.
          for place in index..<index + 8 where Self.isControl(bytes[place]) { return place }
        }
        index += 8
      }
      while index < bytes.count {
        if Self.isControl(bytes[index]) { return index }
        index += 1
      }
      return bytes.count
    }
  }

  private static func isControl(_ byte: UInt8) -> Bool { (byte < 0x20 && byte != 0x09) || byte == 0x7F }

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
}

/// Eight bytes at a time.
private enum Word {
  private static func all(_ byte: UInt8) -> UInt64 { UInt64(byte) * 0x0101_0101_0101_0101 }

  /// Whether any of the bytes is below 0x20, tabs included, or 0x7F.
  ///
  /// Subtracting borrows into a byte's top bit where the byte was smaller than what is subtracted; bytes that had the
  /// bit before do not count. 0x7F is what becomes zero, and so smaller than one, when its bits are flipped.
  static func hasControl(_ word: UInt64) -> Bool {
    let flipped = word ^ all(0x7F)
    let below = (word &- all(0x20)) & ~word
    let equal = (flipped &- all(0x01)) & ~flipped
    return (below | equal) & all(0x80) != 0
  }
}
