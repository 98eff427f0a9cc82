import Cooperation
import Testing

/// Random objects whose words and their places are known beforehand, against a look at every word of every text.
@Suite struct SnippetOracleTests {
  /// A word as written, what a search knows it by, and how much before it is elided, in UTF-16 units.
  private struct Word {
    let written: String
    let folded: String
    var elided = 0
    /// Of a run of characters, how many units each takes.
    var widths: [Int] = []

    var isRun: Bool { !widths.isEmpty }
  }

  private static let words = [
    Word(written: "OTAN", folded: "otan"), Word(written: "l’OTAN", folded: "otan", elided: 2),
    Word(written: "d'Otan", folded: "otan", elided: 2), Word(written: "ＯＴＡＮ", folded: "otan"),
    Word(written: "otanien", folded: "otanien"), Word(written: "E\u{301}tat", folded: "etat"),
    Word(written: "l\u{2019}État", folded: "etat", elided: 2), Word(written: "états", folded: "etats"),
    Word(written: "Œuvre", folded: "oeuvre"), Word(written: "cœur", folded: "coeur"),
    Word(written: "ﬁn", folded: "fin"), Word(written: "2013", folded: "2013"), Word(written: "20", folded: "20"),
    Word(written: "de", folded: "de"), Word(written: "défense", folded: "defense"),
    Word(written: "coo\u{AD}pération", folded: "cooperation"), Word(written: "МИР", folded: "мир"),
    Word(written: "qu’elle", folded: "elle", elided: 3),
  ]
  private static let runs = [
    Word(written: "日本", folded: "日本", widths: [1, 1]), Word(written: "本日", folded: "本日", widths: [1, 1]),
    Word(written: "日本語", folded: "日本語", widths: [1, 1, 1]), Word(written: "日", folded: "日", widths: [1]),
    Word(written: "本", folded: "本", widths: [1]),
    Word(written: "ﾅﾄｰ", folded: "ナトー", widths: [1, 1, 1]), Word(written: "ﾊﾞﾝﾄﾞ", folded: "バンド", widths: [2, 1, 2]),
  ]
  private static let gaps = [" ", ", ", "-", " — ", "… ", " 🚢 ", "/", " \u{301}", "\u{A0}"]

  /// A text and where its words stand in it, in UTF-16 units.
  private struct Text {
    var written = ""
    var words: [(word: Word, start: Int, end: Int)] = []
    var length: Int { written.utf16.count }

    init(_ count: Int, _ generator: inout Random) {
      for _ in 0..<count {
        if !written.isEmpty { written += gaps.randomElement(using: &generator) ?? " " }
        let isRun = Int.random(in: 0..<4, using: &generator) == 0
        guard let word = (isRun ? runs : SnippetOracleTests.words).randomElement(using: &generator) else { continue }
        let start = length + word.elided
        written += word.written
        words.append((word, start, length))
      }
    }

    /// Marks the units of what matches; gives whether anything does.
    func mark(_ clause: Clause, _ marks: inout [Bool]) -> Bool {
      var isFound = false
      func mark(_ range: Range<Int>) {
        isFound = true
        for unit in range { marks[unit] = true }
      }
      for (index, first) in words.enumerated() {
        switch clause {
        case .run(let run) where first.word.isRun:
          let (letters, sought) = (Array(first.word.folded), Array(run))
          for place in letters.indices where letters[place...].starts(with: sought) {
            let start = first.start + first.word.widths[..<place].reduce(0, +)
            mark(start..<start + first.word.widths[place..<place + sought.count].reduce(0, +))
          }
        case .words(let sought, let isPrefix) where words.count - index >= sought.count:
          let matches = sought.indices.allSatisfy { offset in
            let word = words[index + offset].word
            guard !word.isRun else { return false }
            return offset == sought.count - 1 && isPrefix
              ? word.folded.hasPrefix(sought[offset]) : word.folded == sought[offset]
          }
          if matches { mark(first.start..<words[index + sought.count - 1].end) }
        default: break
        }
      }
      return isFound
    }

    /// Where terms begin and end: words, and in runs every two characters.
    var edges: (starts: [Int], ends: [Int]) {
      var (starts, ends): ([Int], [Int]) = ([], [])
      for (word, start, end) in words {
        let letters = word.isRun ? word.widths.indices.map { start + word.widths[..<$0].reduce(0, +) } : [start]
        starts += letters
        ends += letters.dropFirst(2) + [end]
      }
      return (starts, ends)
    }
  }

  private enum Clause {
    case words([String], isPrefix: Bool)
    case run(String)
  }

  /// A query of one to three clauses and perhaps an exclusion.
  private static func query(_ generator: inout Random) -> (text: String, clauses: [Clause]) {
    var (parts, clauses): ([String], [Clause]) = ([], [])
    let count = Int.random(in: 1...3, using: &generator)
    for index in 0..<count {
      let word = words.randomElement(using: &generator) ?? Word(written: "", folded: "")
      switch Int.random(in: 0..<4, using: &generator) {
      case 0:
        let run = runs.randomElement(using: &generator) ?? word
        parts.append(run.written)
        clauses.append(.run(run.folded))
      case 1:
        let other = words.randomElement(using: &generator) ?? word
        parts.append("\"\(word.written) \(other.written)\"")
        clauses.append(.words([word.folded, other.folded], isPrefix: false))
      default:
        // A beginning, as it is typed.
        let isLast = index == count - 1
        let typed = String(word.folded.prefix(isLast ? Int.random(in: 1...word.folded.count, using: &generator) : 99))
        parts.append(typed)
        clauses.append(.words([typed], isPrefix: isLast))
      }
    }
    if Bool.random(using: &generator) { parts.insert("-de", at: 0) }
    return (parts.joined(separator: " "), clauses)
  }

  /// The field, its language, and the text.
  private typealias Entry = (field: String, language: Language?, text: Text)

  /// An event with texts in five fields.
  private static func event(
    _ id: Int, _ length: ClosedRange<Int>, _ day: Day, _ generator: inout Random
  ) -> (EventRecord, [Entry]) {
    var entries: [Entry] = []
    func localized(_ field: String) -> LocalizedText {
      let texts = Language.allCases.map { language in
        let text = Text(Int.random(in: length, using: &generator), &generator)
        entries.append((field, language, text))
        return text.written
      }
      return LocalizedText(fr: texts[0], en: texts[1], ja: texts[2])
    }
    let name = localized("name")
    let alias = Text(Int.random(in: length, using: &generator), &generator)
    entries.append(("aliases", nil, alias))
    let posts = [localized("participants.post"), localized("participants.post")]
    let summary = localized("summary")
    let label = localized("figures.label")
    let record = EventRecord(
      id: "e\(id)", type: .visit, name: name, summary: summary, aliases: [alias.written], date: nil, status: .occurred,
      participants: posts.map { ParticipationRecord(actor: "someone", role: .visitor, post: $0, onBehalfOf: nil) },
      areas: [], places: [], partOf: nil, related: [],
      figures: [
        FigureRecord(kind: .money, value: 1, unit: "USD", qualifier: nil, nature: nil, label: label, recipient: nil)
      ], disputed: false, added: day, updated: day)
    return (record, entries)
  }

  @Test("Snippets are the best three fields of an object, with every match marked", arguments: [UInt64(1), 2])
  func agrees(seed: UInt64) throws {
    var generator = Random(seed: seed)
    let day = try #require(Day("2026-01-01"))
    var builder = CatalogBuilder(SearchCatalog.info)
    let nobody = LocalizedText(fr: "", en: "")
    try builder.add(
      ActorRecord(
        id: "someone", type: .person, name: nobody, aliases: [], description: nobody, country: nil, memberOf: [],
        partOf: nil, posts: [], added: day, updated: day))
    var events: [[Entry]] = []
    for id in 10..<40 {
      let (record, entries) = Self.event(id, id % 3 == 0 ? 20...60 : 0...6, day, &generator)
      try builder.add(record)
      events.append(entries)
    }
    let catalog = try builder.build()

    var (windows, kept) = (0, 0)
    for _ in 0..<40 {
      let (query, clauses) = Self.query(&generator)
      var reader = SnippetReader(SearchQuery(query))
      let language = Language.allCases.randomElement(using: &generator) ?? .fr
      for (number, entries) in events.enumerated() {
        let expected = Self.expected(clauses, entries, language)
        var found: [Snippet] = []
        reader.read(.event, UInt32(number), language: language, in: catalog) { found.append($0) }
        try #require(found.map(\.field) == expected.map(\.entry.field), "\(query)")
        try #require(found.map(\.language) == expected.map(\.entry.language), "\(query)")
        for (snippet, (entry, marks)) in zip(found, expected) {
          if entry.text.length <= 200 {
            #expect(snippet.string == entry.text.written)
            #expect(Self.marks(of: snippet) == marks, "\(query) in \(entry.text.written)")
            kept += 1
          } else {
            #expect(Self.isWindow(snippet, of: entry.text, marks), "\(query) in \(entry.text.written)")
            windows += 1
          }
        }
      }
    }
    #expect(windows > 100)
    #expect(kept > 500)
  }

  /// The best text of each of the best three fields, and which of its units match.
  private static func expected(
    _ clauses: [Clause], _ entries: [Entry], _ language: Language
  ) -> [(entry: Entry, marks: [Bool])] {
    var candidates: [(entry: Entry, marks: [Bool], rank: (Int, Int, Int))] = []
    let fields = ["name", "aliases", "participants.post", "summary", "figures.label"]
    for entry in entries {
      var marks = [Bool](repeating: false, count: entry.text.length)
      let coverage = clauses.count { entry.text.mark($0, &marks) }
      let preference = entry.language.flatMap { language.fallbacks.firstIndex(of: $0) } ?? 0
      guard coverage > 0, let field = fields.firstIndex(of: entry.field) else { continue }
      candidates.append((entry, marks, (-coverage, field, preference)))
    }
    candidates.sort { $0.rank < $1.rank }
    var seen: Set<String> = []
    return candidates.filter { seen.insert($0.entry.field).inserted }.prefix(3).map { ($0.entry, $0.marks) }
  }

  private static func marks(of snippet: Snippet) -> [Bool] {
    #expect(zip(snippet.ranges, snippet.ranges.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
    var marks = [Bool](repeating: false, count: snippet.units.count)
    for unit in snippet.ranges.joined() { marks[unit] = true }
    return marks
  }

  /// Whether a snippet is somewhere in the text, cut where words end, with its first match and all others that are whole
  /// in it marked.
  private static func isWindow(_ snippet: Snippet, of text: Text, _ marks: [Bool]) -> Bool {
    let (whole, units) = (Array(text.written.utf16), snippet.units)
    guard let match = marks.firstIndex(of: true), let first = snippet.ranges.first else { return false }
    guard (120...200).contains(units.count) else { return false }
    // Its first match is the text's, which says where it begins.
    let start = match - first.lowerBound
    let end = start + units.count
    guard start >= 0, end <= whole.count, Array(whole[start..<end]) == units else { return false }
    // It begins as soon as it may: some before the match, or where what is left is short enough; and it ends as late.
    let from = max(0, min(match - 60, whole.count - 200))
    let (starts, ends) = text.edges
    guard start == (from == 0 ? 0 : starts.first { $0 >= from }) else { return false }
    guard end == (start + 200 >= whole.count ? whole.count : ends.last { $0 <= start + 200 }) else { return false }
    var shown = Array(marks[start..<end])
    // A match that the end cuts is not marked.
    if end < whole.count, marks[end], let last = shown.lastIndex(of: false) {
      for unit in last + 1..<shown.count { shown[unit] = false }
    }
    return Self.marks(of: snippet) == shown
  }
}
