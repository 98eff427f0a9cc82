/// Made-up vocabularies, most frequent word first: words of syllables, and runs of characters.
package struct Words {
  /// Words of a language with spaces. Short words are frequent, as everywhere.
  package let words: [String]
  private let zipf: Zipf

  package static let count = 30_000

  /// About one French word in five has an accent. No two words of both languages fold alike, so that engines that fold
  /// accents and engines that do not find the same.
  package init(french isFrench: Bool) {
    var random = Random(seed: isFrench ? 17 : 23)
    let onsets = ["b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "tr", "pl", "cr", "st", "ch"]
    let vowels = ["a", "e", "i", "o", "u", "ai", "ou", "au"]
    // What a word ends on tells the languages apart.
    let codas = isFrench ? ["x", "z", "que", "ment"] : ["k", "w", "y", "ing"]
    let accents = ["e": "é", "a": "à", "o": "ô", "i": "î", "u": "û"]
    var seen: Set<String> = []
    var words: [String] = []
    while words.count < Words.count {
      let syllables = words.count < 200 ? 1 : words.count < 4000 ? 2 : 3
      var (plain, written) = ("", "")
      for _ in 0..<syllables {
        let (onset, vowel) = (random.pick(onsets), random.pick(vowels))
        plain += onset + vowel
        written += onset + (isFrench && random.chance(15) ? accents[vowel] ?? vowel : vowel)
      }
      let coda = random.pick(codas)
      // Queries take their words from the first thousand, and some engines do not fold accents.
      if words.count < 1000 { written = plain }
      if seen.insert(plain + coda).inserted { words.append(written + coda) }
    }
    self.words = words
    zipf = Zipf(count: Words.count)
  }

  /// Appends a sentence of so many words.
  package func sentence(of count: Int, to text: inout String, _ random: inout Random) {
    for position in 0..<count {
      if position > 0 { text += random.chance(8) ? ", " : " " }
      text += words[zipf.rank(&random)]
    }
  }
}

/// Runs of Japanese characters, some more frequent than others, cut by particles and marks.
package struct Characters {
  private let characters: [Unicode.Scalar]
  private let zipf: Zipf

  package init() {
    var random = Random(seed: 29)
    characters = (0x4E00..<0x5A00).compactMap { Unicode.Scalar($0 as Int) }.shuffled(using: &random)
    zipf = Zipf(count: characters.count, shift: 20)
  }

  package func sentence(of count: Int, to text: inout String, _ random: inout Random) {
    for position in 0..<count {
      if position > 0, random.chance(20) { text += random.pick(["の", "を", "に", "は", "、"]) }
      text.unicodeScalars.append(characters[zipf.rank(&random)])
    }
  }
}
