/// A stretch of the catalog's text: 8 bytes instead of a `String`'s 16 and its heap block.
package struct TextReference: Sendable, Hashable {
  let offset: UInt32
  let length: UInt32

  /// No text at all, as opposed to an empty one.
  static let missing = TextReference(offset: .max, length: 0)
  package var isMissing: Bool { offset == .max }
}

/// A text in every language that has it.
package struct LocalizedReference: Sendable, Hashable {
  let fr: TextReference
  let en: TextReference
  let ja: TextReference

  static let missing = LocalizedReference(fr: .missing, en: .missing, ja: .missing)
  package var isMissing: Bool { fr.isMissing && en.isMissing && ja.isMissing }

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

  package func utf8(_ reference: TextReference) -> ArraySlice<UInt8> {
    reference.isMissing ? [] : bytes[Int(reference.offset)..<Int(reference.offset) + Int(reference.length)]
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
    return LocalizedReference(fr: append(text.fr), en: append(text.en), ja: append(text.ja))
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
