/// A stretch of the catalog's text: 8 bytes instead of a `String`'s 16 and its heap block.
package struct TextReference: Sendable, Hashable {
  let offset: UInt32
  private let packedLength: UInt32
  private static let flag: UInt32 = 1 << 31

  init(offset: UInt32, length: UInt32) {
    self.offset = offset
    packedLength = length
  }

  /// An id, which lies apart from other texts.
  init(ofID bounds: Range<UInt32>) {
    offset = bounds.lowerBound
    packedLength = UInt32(bounds.count) | TextReference.flag
  }

  /// The same text where others have been put before it.
  func moved(by count: UInt32) -> TextReference {
    isMissing ? self : TextReference(offset: offset + count, length: length)
  }

  var length: UInt32 { packedLength & ~TextReference.flag }
  var isID: Bool { packedLength & TextReference.flag != 0 }

  /// No text at all, as opposed to an empty one.
  static let missing = TextReference(offset: .max, length: 0)
  package var isMissing: Bool { offset == .max }
}

/// A text in every language that has it, one behind the other: 12 bytes.
package struct LocalizedReference: Sendable, Hashable {
  private var offset: UInt32
  /// The lengths in 21 bits each, that of `ja` plus one: 0 where there is none. Halved, for words of four bytes pack closer.
  private let low: UInt32
  private let high: UInt32

  /// How long a text may be, in bytes.
  package static let greatestLength = 1 << 21 - 2

  static let missing = LocalizedReference(offset: .max, fr: 0, en: 0, ja: nil)
  package var isMissing: Bool { offset == .max }

  init(offset: UInt32, fr: Int, en: Int, ja: Int?) {
    precondition(max(fr, en, ja ?? 0) <= LocalizedReference.greatestLength, "a text is over 2 MiB")
    let lengths = UInt64(fr) | UInt64(en) << 21 | UInt64(ja.map { $0 + 1 } ?? 0) << 42
    self.offset = offset
    low = UInt32(truncatingIfNeeded: lengths)
    high = UInt32(lengths >> 32)
  }

  /// The same text where others have been put before it.
  func moved(by count: UInt32) -> LocalizedReference {
    guard !isMissing else { return self }
    var moved = self
    moved.offset += count
    return moved
  }

  private func length(_ position: UInt64) -> UInt32 {
    UInt32((UInt64(high) << 32 | UInt64(low)) >> (position * 21) & 0x1F_FFFF)
  }

  var fr: TextReference { isMissing ? .missing : TextReference(offset: offset, length: length(0)) }
  var en: TextReference { isMissing ? .missing : TextReference(offset: offset + length(0), length: length(1)) }
  var ja: TextReference {
    isMissing || length(2) == 0
      ? .missing : TextReference(offset: offset + length(0) + length(1), length: length(2) - 1)
  }

  package subscript(language: Language) -> TextReference {
    switch language {
    case .fr: fr
    case .en: en
    case .ja: ja
    }
  }

  /// The text in the language asked, or in the first of its fallbacks that has one; `nil` where none has.
  package func best(for language: Language) -> (text: TextReference, language: Language)? {
    for candidate in language.fallbacks where !self[candidate].isMissing { return (self[candidate], candidate) }
    return nil
  }
}

/// All text of the catalog, one byte after the other.
package struct TextStore: Sendable {
  private(set) var bytes: [UInt8] = []
  /// Ids, which are read by the thousand, kind after kind and number after number.
  private var ids: [UInt8] = []

  package func utf8(_ reference: TextReference) -> ArraySlice<UInt8> {
    let range = Int(reference.offset)..<Int(reference.offset) + Int(reference.length)
    return reference.isMissing ? [] : reference.isID ? ids[range] : bytes[range]
  }

  /// Puts an id behind those that are there.
  mutating func append(id: String, to starts: inout [UInt32]) {
    if starts.isEmpty { starts.append(UInt32(ids.count)) }
    ids.append(contentsOf: id.utf8)
    precondition(ids.count < Int(UInt32.max), "the catalog's ids are over 4 GiB")
    starts.append(UInt32(ids.count))
  }

  /// Puts the texts of another store behind those that are there, and its ids, which are all of one kind, behind the others.
  ///
  /// - Returns: how far the texts are moved.
  mutating func append(_ others: TextStore, ids theirs: [UInt32], to starts: inout [UInt32]) -> UInt32 {
    let (moved, movedIDs) = (UInt32(bytes.count), UInt32(ids.count))
    bytes += others.bytes
    ids += others.ids
    precondition(max(bytes.count, ids.count) < Int(UInt32.max), "the catalog's texts are over 4 GiB")
    if starts.isEmpty { starts.append(movedIDs) }
    starts += theirs.dropFirst().lazy.map { $0 + movedIDs }
    return moved
  }

  /// Puts the ids of one kind into another order.
  mutating func reorderIDs(_ starts: inout [UInt32], _ order: [UInt32]) {
    guard let first = starts.first, let last = starts.last else { return }
    let old = (bytes: ids[Int(first)..<Int(last)], starts: starts)
    ids.removeSubrange(Int(first)..<Int(last))
    var moved: [UInt8] = []
    moved.reserveCapacity(old.bytes.count)
    starts = [first]
    starts.reserveCapacity(order.count + 1)
    for number in order {
      moved += old.bytes[Int(old.starts[Int(number)])..<Int(old.starts[Int(number) + 1])]
      starts.append(first + UInt32(moved.count))
    }
    ids.insert(contentsOf: moved, at: Int(first))
  }

  package func string(_ reference: TextReference) -> String { String(decoding: utf8(reference), as: UTF8.self) }

  mutating func append(_ text: String?) -> TextReference {
    guard let text else { return .missing }
    let offset = bytes.count
    bytes.append(contentsOf: text.utf8)
    precondition(bytes.count < Int(UInt32.max), "the catalog's texts are over 4 GiB")
    return TextReference(offset: UInt32(offset), length: UInt32(bytes.count - offset))
  }

  mutating func append(_ text: LocalizedText?) -> LocalizedReference {
    guard let text else { return .missing }
    let (fr, en, ja) = (append(text.fr), append(text.en), append(text.ja))
    return LocalizedReference(
      offset: fr.offset, fr: Int(fr.length), en: Int(en.length), ja: ja.isMissing ? nil : Int(ja.length))
  }

  /// Whether the text at `reference` comes before `other` in the order of its bytes, or equals it.
  func compare(_ reference: TextReference, _ other: some Collection<UInt8>) -> Order {
    var left = utf8(reference).makeIterator()
    for byte in other {
      guard let mine = left.next() else { return .before }
      if mine != byte { return mine < byte ? .before : .after }
    }
    return left.next() == nil ? .same : .after
  }

  enum Order { case before, same, after }
}
