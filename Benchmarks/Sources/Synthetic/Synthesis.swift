package import Cooperation

/// A dataset of any size in the shapes of a real one, the same for the same seed.
///
/// An event has 280 bytes of text in three languages (Japanese in seven of ten), 3 participants, 2 areas, a place or none,
/// and one date of some EDTF form. Actors are skewed: the first takes part in a quarter of all events, most in a few. Every
/// fourth event has a claim. Nouns that are not events grow with the root of their number.
package struct Synthesis {
  package let count: Int
  private var random: Random
  private let french = Words(french: true)
  private let english = Words(french: false)
  private let japanese = Characters()
  private let actorCount: Int
  private let placeCount: Int
  private let documentCount: Int
  private let actorRanks: Zipf
  private let placeRanks: Zipf
  private let areaRanks = Zipf(count: 120, shift: 5)
  private let documentRanks: Zipf
  private let day = Day(ordinal: 20_400)

  package init(count: Int, seed: UInt64) {
    self.count = count
    random = Random(seed: seed)
    let root = Int(Double(count).squareRoot())
    actorCount = max(20, root * 20)
    placeCount = max(10, root * 2)
    documentCount = max(5, root * 5)
    actorRanks = Zipf(count: actorCount)
    placeRanks = Zipf(count: placeCount, shift: 4)
    documentRanks = Zipf(count: documentCount, shift: 30)
  }

  package var info: DatasetInfo {
    DatasetInfo(
      version: "2026.1.1", released: 1_767_225_600, licence: "CC0-1.0",
      title: LocalizedText(fr: "Jeu synthétique", en: "Synthetic dataset", ja: "合成データ"),
      description: LocalizedText(fr: "\(count) événements inventés", en: "\(count) made-up events"))
  }

  // MARK: - Nouns, each kind in the order of its ids

  package mutating func areas() -> [AreaRecord] {
    (0..<120).map { number in
      AreaRecord(
        id: id("area", number, 3), name: text(2, 2, 4), aliases: [], definition: text(12, 12, 0),
        broader: number < 12 ? nil : id("area", number % 12, 3), added: day, updated: day)
    }
  }

  /// Countries, then cities within them.
  package mutating func places() -> [PlaceRecord] {
    let countries = min(200, placeCount / 4)
    return (0..<placeCount).map { number in
      let country = number % countries
      let letters = [65 + country / 26, 65 + country % 26].map { String(UnicodeScalar(UInt8($0))) }
      return PlaceRecord(
        id: id("place", number, 6), type: number < countries ? .country : .city, name: text(1, 1, 3), aliases: [],
        country: letters.joined(), within: number < countries ? nil : id("place", country, 6),
        point: Point(
          latitude: Double(random.below(18_000)) / 100 - 90, longitude: Double(random.below(36_000)) / 100 - 180),
        added: day, updated: day)
    }
  }

  package mutating func actors() -> [ActorRecord] {
    (0..<actorCount).map { number in
      ActorRecord(
        id: id("actor", number, 6), type: random.pick(ActorType.allCases), name: text(2, 2, 4),
        aliases: random.chance(20) ? [sentence(french, 2)] : [], description: text(10, 10, 12), country: nil,
        memberOf: number > 10 && random.chance(20) ? [id("actor", random.below(10), 6)] : [], partOf: nil,
        posts: random.chance(30) ? [PostRecord(title: text(2, 2, 0), of: nil, date: nil)] : [], added: day,
        updated: day)
    }
  }

  package mutating func documents() -> [DocumentRecord] {
    (0..<documentCount).map { number in
      DocumentRecord(
        id: id("document", number, 6), type: random.pick(DocumentType.allCases), name: text(5, 5, 0), title: nil,
        aliases: [], publisher: id("actor", random.below(10), 6), published: Dates.draw(&random), revised: nil,
        language: random.pick(["fr", "en"]), sourceURL: nil, sourceFile: nil, paragraphs: 40, added: day, updated: day)
    }
  }

  package mutating func event(_ number: Int) -> EventRecord {
    var participants: [ParticipationRecord] = []
    while participants.count < 3 {
      let actor = id("actor", actorRanks.rank(&random), 6)
      guard !participants.contains(where: { $0.actor == actor }) else { continue }
      participants.append(
        ParticipationRecord(
          actor: actor, role: random.pick(Role.allCases), post: random.chance(8) ? text(2, 2, 0) : nil,
          onBehalfOf: random.chance(5) ? id("actor", actorRanks.rank(&random), 6) : nil))
    }
    var areas = [id("area", areaRanks.rank(&random), 3)]
    while areas.count < 2 {
      let area = id("area", areaRanks.rank(&random), 3)
      if area != areas[0] { areas.append(area) }
    }
    return EventRecord(
      id: id("event", number, 8), type: EventType.allCases[min(random.below(19), random.below(19))],
      name: text(5, 5, 8), summary: text(10, 10, 16), aliases: random.chance(4) ? [sentence(french, 2)] : [],
      date: Dates.draw(&random), status: random.chance(85) ? .occurred : random.pick(EventStatus.allCases),
      participants: participants, areas: areas,
      places: random.chance(75) ? [id("place", placeRanks.rank(&random), 6)] : [],
      partOf: number > 0 && random.chance(3) ? id("event", random.below(number), 8) : nil,
      related: number > 0 && random.chance(3)
        ? [RelationRecord(event: id("event", random.below(number), 8), relation: .follows)] : [],
      figures: random.chance(5)
        ? [
          FigureRecord(
            kind: .money, value: Double(random.below(1_000_000)), unit: "EUR", qualifier: .about, nature: .pledge,
            label: text(2, 2, 0), recipient: nil)
        ] : [],
      disputed: false, added: day, updated: day)
  }

  /// How many claims there are.
  package var claimCount: Int { count / 4 }

  package mutating func claim(_ number: Int) -> ClaimRecord {
    ClaimRecord(
      id: id("claim", number, 8), subjectKind: .event, subject: id("event", number * 4, 8),
      field: random.pick(["/name", "/date", "/summary", "/status"]), value: "\"\(sentence(english, 2))\"",
      statement: text(8, 8, 0), document: id("document", documentRanks.rank(&random), 6),
      paragraph: 1 + random.below(40), assertedBy: random.chance(20) ? id("actor", random.below(10), 6) : nil,
      status: .accepted, note: nil, added: day, updated: day)
  }

  // MARK: - Parts

  /// Digits to a fixed width, so that the order of ids is that of numbers.
  private func id(_ noun: String, _ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return noun + "-" + String(repeating: "0", count: width - digits.count) + digits
  }

  private mutating func text(_ fr: Int, _ en: Int, _ ja: Int) -> LocalizedText {
    var text = LocalizedText(fr: sentence(french, fr), en: sentence(english, en))
    if ja > 0, random.chance(70) {
      var run = ""
      japanese.sentence(of: ja, to: &run, &random)
      text.ja = run
    }
    return text
  }

  private mutating func sentence(_ words: Words, _ length: Int) -> String {
    var sentence = ""
    words.sentence(of: max(1, length - 1 + random.below(3)), to: &sentence, &random)
    return sentence
  }
}
