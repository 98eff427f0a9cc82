/// The checksum of a whole database file, kept in the file itself.
///
/// SQLite's own integrity check does not notice a flipped bit in a text, and the checksum of the content does not notice
/// one in an index, a view or an unused byte. So the file carries, in the table `seal`, the SHA-256 of all its bytes, taken
/// while the 64 characters of the seal itself read `blank`.
enum Seal {
  /// Stands in the place of the seal while the file is hashed; as long as one, and none.
  static let blank = "unsealed" + String(repeating: ".", count: 56)

  /// Puts the seal where `blank` stands; false where it does not.
  static func close(_ bytes: inout [UInt8]) -> Bool {
    guard let place = place(of: blank, in: bytes) else { return false }
    bytes.replaceSubrange(place, with: SHA256.hexadecimal(of: bytes).utf8)
    return true
  }

  /// Whether the bytes are those that were sealed with `seal`.
  static func isIntact(_ bytes: [UInt8], seal: String) -> Bool {
    guard seal.utf8.count == blank.utf8.count, let place = place(of: seal, in: bytes) else { return false }
    var open = bytes
    open.replaceSubrange(place, with: blank.utf8)
    return SHA256.hexadecimal(of: open) == seal
  }

  private static func place(of text: String, in bytes: [UInt8]) -> Range<Int>? {
    let needle = Array(text.utf8)
    guard bytes.count >= needle.count else { return nil }
    for start in 0...(bytes.count - needle.count) where bytes[start] == needle[0] {
      if bytes[start..<(start + needle.count)].elementsEqual(needle) { return start..<(start + needle.count) }
    }
    return nil
  }
}
