import Cooperation
import Testing

/// What was meant is the same whether every object is measured, by the book, or only those that an index brings up.
@Suite struct NearestTests {
  private struct Sample {
    let catalog: Catalog
    /// Of each actor its id and names, by number.
    let keys: [[String]]
  }

  private static let sample = Result { try makeSample() }
  private let catalog: Catalog
  private let keys: [[String]]

  init() throws {
    let sample = try Self.sample.get()
    (catalog, keys) = (sample.catalog, sample.keys)
  }

  private static func makeSample() throws -> Sample {
    var generator = Random(seed: 5)
    let info = DatasetInfo(
      version: "1", released: 0, licence: "", title: LocalizedText(fr: "", en: ""),
      description: LocalizedText(fr: "", en: ""))
    var builder = CatalogBuilder(info)
    let day = try #require(Day("2026-01-01"))
    var actors: [String: (fr: String, alias: String?)] = [:]
    for _ in 0..<600 {
      let name = (0..<Int.random(in: 1...4, using: &generator)).compactMap { _ in words.randomElement(using: &generator)
      }
      let id = name.map(folded).joined(separator: "-")
      let alias = Int.random(in: 0..<4, using: &generator) == 0 ? words.randomElement(using: &generator) : nil
      if id.count > 1 { actors[id] = (name.joined(separator: " "), alias) }
    }
    var keys: [[String]] = []
    for (id, (fr, alias)) in actors.sorted(by: { $0.key < $1.key }) {
      let en = fr.split(separator: " ").reversed().joined(separator: "-")
      keys.append([id, fr, en] + (alias.map { [$0] } ?? []))
      try builder.add(
        ActorRecord(
          id: id, type: .group, name: LocalizedText(fr: fr, en: en), aliases: alias.map { [$0] } ?? [],
          description: LocalizedText(fr: "\(words[0]) \(words[1])", en: ""), country: nil, memberOf: [], partOf: nil,
          posts: [], added: day, updated: day))
    }
    return Sample(catalog: try builder.build(), keys: keys)
  }

  private static let words = [
    "Bureau", "défense", "Secrétaire", "général", "Japon", "OTAN", "mer", "École", "navale", "force", "sûreté", "œuvre",
    "maritime", "cyber", "conseil", "Afghanistan", "mission", "Kishida", "Fumio", "Stoltenberg", "Jens", "groupe",
    "sanitaire", "logistique", "Atlantique", "Nord", "Tokyo", "Bruxelles", "comité", "militaire", "génie", "fonds",
  ]

  private static func folded(_ text: String) -> String {
    let plain: [Character: String] = ["é": "e", "û": "u", "œ": "oe", "-": " ", "'": " "]
    return text.lowercased().map { plain[$0] ?? String($0) }.joined()
  }

  // MARK: - By the book

  /// The distance of two words, all edits written down in a table.
  private static func slips(_ a: [Character], _ b: [Character]) -> Int {
    var table = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in 0...a.count {
      for j in 0...b.count {
        guard i > 0, j > 0 else {
          table[i][j] = i + j
          continue
        }
        let wrong = table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        table[i][j] = min(wrong, table[i - 1][j] + 1, table[i][j - 1] + 1)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
        }
      }
    }
    return table[a.count][b.count]
  }

  private static func distance(_ word: String, _ key: String) -> Int? {
    let (word, key) = (Array(folded(word)), folded(key))
    let bound = min(4, max(1, word.count / 3))
    func near(_ other: some StringProtocol) -> [Int] {
      let other = Array(other)
      // Nor can fewer slips make up for more letters.
      guard abs(other.count - word.count) <= bound else { return [] }
      let slips = slips(word, other)
      return slips <= bound && slips < max(word.count, other.count) ? [slips] : []
    }
    var found = near(key)
    if word.count >= 3, found != [0] {
      if key.starts(with: word) { found.append(1) }
      let parts = key.split(separator: " ")
      if parts.count > 1 { found += parts.flatMap(near).map { $0 + 1 } }
    }
    return found.min()
  }

  private func byTheBook(_ word: String) -> [[Int]] {
    let measured = keys.enumerated().compactMap { number, keys in
      keys.compactMap { Self.distance(word, $0) }.min().map { [$0, number] }
    }
    return Array(measured.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }.prefix(3))
  }

  private func found(_ word: String, scans: Bool) -> [[Int]] {
    catalog.nearest(to: word, .actor, among: scans ? NearNames(of: .actor, in: catalog) : nil).map {
      [$0.distance, Int($0.element)]
    }
  }

  // MARK: - What is typed

  /// - Parameter joins: whether words may be joined.
  private static func slip(_ word: String, joins: Bool, _ generator: inout Random) -> String {
    var letters = Array(word)
    let place = Int.random(in: 0..<letters.count, using: &generator)
    guard joins || !letters[max(0, place - 1)...place].contains(where: { " -".contains($0) }) else { return word }
    switch Int.random(in: 0..<4, using: &generator) {
    case 0 where letters.count > 1: letters.remove(at: place)
    case 1: letters.insert("abcdefghijklmnoprstuvé".randomElement(using: &generator) ?? "a", at: place)
    case 2 where place > 0: letters.swapAt(place, place - 1)
    default: letters[place] = "abcdefghijklmnoprstuvé".randomElement(using: &generator) ?? "a"
    }
    return String(letters).trimmed
  }

  /// What somebody types who means an actor.
  private func typed(_ slips: ClosedRange<Int>, joins: Bool, _ generator: inout Random) -> String {
    let keys = keys.randomElement(using: &generator) ?? []
    var word = keys.randomElement(using: &generator) ?? ""
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: word = Self.words.randomElement(using: &generator) ?? ""
    case 1: word = String(word.prefix(Int.random(in: 1...word.count, using: &generator))).trimmed
    default: break
    }
    for _ in 0..<Int.random(in: slips, using: &generator) where !word.isEmpty {
      word = Self.slip(word, joins: joins, &generator)
    }
    return word
  }

  // MARK: - Tests

  @Test("A scan finds what the definition says")
  func scan() {
    var generator = Random(seed: 8)
    for _ in 0..<60 {
      let word = typed(0...5, joins: true, &generator)
      #expect(found(word, scans: true) == byTheBook(word), "\(word)")
    }
  }

  @Test("Where no words are joined, the index finds all that a scan does within a slip, and what is nearest within two")
  func index() {
    var generator = Random(seed: 9)
    for _ in 0..<300 {
      let word = typed(0...2, joins: false, &generator)
      let (byIndex, byScan) = (found(word, scans: false), found(word, scans: true))
      let within = { (slips: Int) in { (found: [Int]) in found[0] <= slips } }
      #expect(byIndex.filter(within(1)) == byScan.filter(within(1)), "\(word)")
      #expect(byIndex.first(where: within(2)) == byScan.first(where: within(2)), "\(word)")
    }
  }

  @Test("Ids and names that share no words are found each by itself")
  func strangers() throws {
    var generator = Random(seed: 12)
    let info = DatasetInfo(
      version: "1", released: 0, licence: "", title: LocalizedText(fr: "", en: ""),
      description: LocalizedText(fr: "", en: ""))
    var builder = CatalogBuilder(info)
    let day = try #require(Day("2026-01-01"))
    var names: [String] = []
    for number in 1000..<1400 {
      let letters = (0..<8).map { _ in "abcdefghijklmnoprstuv".randomElement(using: &generator) ?? "a" }
      names.append(String(letters))
      try builder.add(
        PlaceRecord(
          id: "port-\(number)-nord", type: .city, name: LocalizedText(fr: String(letters), en: ""), aliases: [],
          country: nil, within: nil, point: nil, added: day, updated: day))
    }
    let catalog = try builder.build()
    for number in stride(from: 0, to: 400, by: 7) {
      // Two letters wrong that no name has; and a letter wrong, too few, too many, or swapped.
      let name = "xz" + names[number].dropFirst(2)
      let digits = String(1000 + number)
      let ids = ["pors-\(digits)-nord", "prt-\(digits)-nord", "poort-\(digits)-nord", "prot-\(digits)-nord"]
      for word in [name] + ids {
        let found = catalog.nearest(to: word, .place)
        #expect(found.first?.element == UInt32(number), "\(word)")
        #expect(found.first?.distance == (word == name ? 2 : 1), "\(word)")
      }
    }
  }

  @Test(
    "Names in scripts without spaces are found, too",
    arguments: [("日木", "japan"), ("北大西羊条約機構", "nato"), ("北大西洋条約", "nato"), ("ﾅﾄｲ", "nato")], [false, true])
  func japanese(typed: (word: String, id: String), scans: Bool) throws {
    let catalog = try SearchCatalog.build()
    let found = catalog.nearest(
      to: typed.word, .actor, among: scans ? NearNames(of: .actor, in: catalog) : nil
    ).map(\.element)
    #expect(found.first == catalog.find(.actor, id: typed.id) && !found.isEmpty)
  }

  @Test(
    "Words that are near to nothing, or are none, find nothing either way",
    arguments: ["", "-", "xyzzyxyzzy", String(repeating: "bureau ", count: 1200), "日本国", "🚢"])
  func nothing(word: String) {
    #expect(found(word, scans: false).isEmpty)
    #expect(found(word, scans: true).isEmpty)
  }
}

extension String {
  /// Without what parts words at its ends, which the definition here does not fold.
  fileprivate var trimmed: String {
    let isGap: (Character) -> Bool = { $0 == " " || $0 == "-" }
    return String(String(drop(while: isGap).reversed().drop(while: isGap).reversed()))
  }
}
