import Glibc

/// The checksum of a whole database file, kept in the file itself.
///
/// SQLite's own integrity check does not notice a flipped bit in a text, and the checksum of the content does not notice
/// one in an index, a view or an unused byte. So the file carries, in the table `seal`, the SHA-256 of all its bytes, taken
/// while the 64 characters of the seal itself read `blank`.
enum Seal {
  /// Stands in the place of the seal while the file is hashed; as long as one, and none.
  static let blank = "unsealed" + String(repeating: ".", count: 56)

  /// Puts the seal where `blank` stands, and returns it; `nil` where that does not stand anywhere.
  static func close(_ bytes: inout [UInt8]) -> String? {
    guard let place = place(of: blank, in: bytes) else { return nil }
    let seal = SHA256.hexadecimal(of: bytes)
    bytes.replaceSubrange(place, with: seal.utf8)
    return seal
  }

  /// The same for a file, of which only a piece at a time is held.
  static func close(file: String) throws {
    let descriptor = open(file, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw Inconsistent(reason: "it cannot be opened again") }
    defer { Glibc.close(descriptor) }
    var (hash, place, offset): (SHA256, Int?, Int) = (SHA256(), nil, 0)
    // Pieces overlap by a seal's length less one, so that none lies across two unseen.
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while case let count = pread(descriptor, &piece, piece.count, offset), count > 0 {
      if place == nil, let found = Seal.place(of: blank, in: Array(piece[..<count])) {
        place = offset + found.lowerBound
      }
      let isLast = count < piece.count
      let taken = isLast ? count : count - blank.utf8.count + 1
      hash.update(piece.span.extracting(..<taken))
      offset += taken
      if isLast { break }
    }
    let seal = Array(hash.finish().utf8)
    guard let place, pwrite(descriptor, seal, seal.count, place) == seal.count else {
      throw Inconsistent(reason: "there is no place for the seal")
    }
  }

  /// Whether a file holds the bytes that were sealed with `seal`. Only a piece of it at a time is held.
  static func isIntact(_ file: OpenFile, seal: String) -> Bool {
    guard seal.utf8.count == blank.utf8.count else { return false }
    var (hash, isOpen, offset) = (SHA256(), false, 0)
    // As long as the processor's own memory holds while it is hashed.
    var piece: [UInt8] = []
    while offset < file.size {
      let end = min(offset + 1 << 18, file.size)
      guard file.read(offset..<end, into: &piece) else { return false }
      // Pieces overlap by a seal's length less one, so that none lies across two unseen.
      var taken = piece.count
      if !isOpen, let place = place(of: seal, in: piece) {
        piece.replaceSubrange(place, with: blank.utf8)
        isOpen = true
      } else if !isOpen, end < file.size {
        taken -= blank.utf8.count - 1
      }
      hash.update(piece.span.extracting(..<taken))
      offset += taken
    }
    return isOpen && hash.finish() == seal
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
