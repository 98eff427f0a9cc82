/// A language in which the dataset speaks. French comes first: it is the language of the sources and the default.
package enum Language: UInt8, CaseIterable, Sendable {
  case fr, en, ja

  /// The BCP 47 tag.
  package var tag: String {
    switch self {
    case .fr: "fr"
    case .en: "en"
    case .ja: "ja"
    }
  }

  /// What it is called in each language.
  package var name: LocalizedText {
    switch self {
    case .fr: LocalizedText(fr: "français", en: "French", ja: "フランス語")
    case .en: LocalizedText(fr: "anglais", en: "English", ja: "英語")
    case .ja: LocalizedText(fr: "japonais", en: "Japanese", ja: "日本語")
    }
  }

  package init?(tag: some StringProtocol) {
    switch tag {
    case "fr": self = .fr
    case "en": self = .en
    case "ja": self = .ja
    default: return nil
    }
  }

  /// The languages to look in, best first, for a text that `self` may lack: itself, the sources' language, English, any.
  package var fallbacks: [Language] {
    switch self {
    case .fr: [.fr, .en, .ja]
    case .en: [.en, .fr, .ja]
    case .ja: [.ja, .fr, .en]
    }
  }
}

/// A text in the languages of the dataset: French and English always, Japanese where it is certain.
package struct LocalizedText: Sendable, Hashable {
  package var fr: String
  package var en: String
  package var ja: String?

  package init(fr: String, en: String, ja: String? = nil) {
    self.fr = fr
    self.en = en
    self.ja = ja
  }

  package subscript(language: Language) -> String? {
    switch language {
    case .fr: fr
    case .en: en
    case .ja: ja
    }
  }

  /// The text in a language, or in the nearest of its fallbacks that has it.
  package func best(for language: Language) -> (text: String, language: Language)? {
    language.fallbacks.lazy.compactMap { other in self[other].map { ($0, other) } }.first
  }
}
