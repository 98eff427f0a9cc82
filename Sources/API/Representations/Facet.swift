internal import Cooperation
internal import JSON

/// A breakdown of a list by one dimension: how many of its objects have each value.
///
/// Counts are disjunctive: a facet leaves its own single or-filter out, so that its other values can be seen and chosen. What
/// a value counts is the total of the question that its filter would ask.
struct Facet: Sendable {
  let dimension: Dimension

  /// At most this many values are listed; the rest are counted in `omitted`.
  private static let greatestCount = 100

  /// The facets of a kind's list.
  static func dimensions(of kind: Kind) -> [Dimension] {
    switch kind {
    case .event: [.type, .area, .actor, .role, .place, .country, .document, .status, .year, .decade]
    case .actor: [.type, .country, .area, .memberOf]
    case .document: [.type, .publisher, .language, .year, .decade]
    case .area, .place, .claim: []
    }
  }

  private struct Value {
    let value: String
    let label: String
    let count: Int
    let isSelected: Bool
    /// The label as it is sorted.
    let rank: String
  }

  /// Writes `"label", "values", "omitted"` of the facet; `path` and `ask.canonical` make the links.
  ///
  /// - Parameter selection: what the whole question selects.
  func write(to writer: inout JSONWriter, ask: Ask, selection: Selection, path: String, edition: Service.Edition) {
    let values = values(of: ask, selection, in: edition)
    let links = FacetLinks(self, of: ask.canonical, path: path)
    writer.beginObject()
    writer.key("label")
    writer.string(label(in: ask.language))
    writer.key("values")
    writer.beginArray()
    for value in values.prefix(Facet.greatestCount) {
      writer.beginObject()
      writer.key("value")
      writer.string(value.value)
      writer.key("label")
      writer.string(value.label)
      writer.key("count")
      writer.integer(value.count)
      writer.key("selected")
      writer.bool(value.isSelected)
      writer.key("href")
      writer.string { links.append(value.value, isSelected: value.isSelected, to: &$0) }
      writer.endObject()
    }
    writer.endArray()
    writer.key("omitted")
    writer.integer(max(0, values.count - Facet.greatestCount))
    writer.endObject()
  }

  // MARK: - Counting

  private var isPeriod: Bool { dimension == .year || dimension == .decade }

  /// The position of the one condition that is this facet's own, if it has a single one with wanted values.
  private func own(_ ask: Ask) -> Int? {
    let conditions = ask.question.conditions[dimension] ?? []
    let positive = conditions.indices.filter { !conditions[$0].any.isEmpty }
    return positive.count == 1 ? positive[0] : nil
  }

  private func values(of ask: Ask, _ selection: Selection, in edition: Service.Edition) -> [Value] {
    var question = ask.question
    var selected: Set<UInt32> = []
    var isWhole = true
    if isPeriod {
      isWhole = question.dates.isEmpty
      question.dates = []
      question.isCertain = false
      if ask.question.isCertain, ask.question.dates.count == 1 {
        selected = Set(ask.question.dates[0].compactMap(year))
      }
    } else {
      for condition in question.conditions[dimension] ?? [] { selected.formUnion(condition.any) }
      if let own = own(ask), let none = question.conditions[dimension]?[own].none {
        question.conditions[dimension]?[own] = Condition(any: [], none: none)
        isWhole = false
      }
    }
    var counts = edition.counts(dimension, of: question, in: isWhole ? selection : edition.select(question))
    for value in selected where !counts.contains(where: { $0.value == value }) { counts.append((value, 0)) }
    return counts.map { value, count in
      let (word, label) = describe(value, ask, edition)
      return Value(
        value: word, label: label, count: count, isSelected: selected.contains(value), rank: Folding.key(label))
    }.sorted { ($1.count, $0.rank, $0.value) < ($0.count, $1.rank, $1.value) }
  }

  /// The first year of a range that is exactly one of this facet's periods.
  private func year(_ range: DayRange) -> UInt32? {
    guard range.first != .min, range.last != .max else { return nil }
    let length = dimension == .year ? 1 : 10
    let (start, end) = (Day(ordinal: range.first).civil, Day(ordinal: range.last).civil)
    guard start.year % length == 0, (start.month, start.day) == (1, 1), (end.month, end.day) == (12, 31),
      end.year - start.year == length - 1
    else { return nil }
    return UInt32(start.year)
  }

  // MARK: - Words

  private func describe(_ value: UInt32, _ ask: Ask, _ edition: Service.Edition) -> (word: String, label: String) {
    func object(_ kind: Kind) -> (word: String, label: String) {
      let name = edition.name(kind, value).best(for: ask.language)
      return (String(decoding: edition.id(kind, value), as: UTF8.self), name.map { edition.text($0.text) } ?? "")
    }
    func word<E: Enumeration>(_: E.Type) -> (word: String, label: String) {
      let word = E(rawValue: UInt8(value))
      return (word?.word ?? "", word?.label[ask.language] ?? "")
    }
    switch (ask.question.kind, dimension) {
    case (.event, .type): return word(EventType.self)
    case (.actor, .type): return word(ActorType.self)
    case (_, .type): return word(DocumentType.self)
    case (_, .status): return word(EventStatus.self)
    case (_, .role): return word(Role.self)
    case (_, .actor), (_, .memberOf), (_, .publisher): return object(.actor)
    case (_, .area): return object(.area)
    case (_, .place): return object(.place)
    case (_, .document): return object(.document)
    case (_, .decade):
      return (Period.decade.edtf(Int(value) / 10), CalendarUnit.decade(Int(value)).label(in: ask.language))
    case (_, .year): return (Period.year.edtf(Int(value)), CalendarUnit.year(Int(value)).label(in: ask.language))
    default:
      let letters = String(decoding: [UInt8(value >> 8 & 255), UInt8(value & 255)], as: UTF8.self)
      let name =
        dimension == .language ? Language(tag: letters)?.name[ask.language] : edition.countryName(value, ask.language)
      return (letters, name ?? letters)
    }
  }

  private func label(in language: Language) -> String {
    let text =
      switch dimension {
      case .type: LocalizedText(fr: "Type", en: "Type", ja: "種別")
      case .area: LocalizedText(fr: "Domaine", en: "Area", ja: "分野")
      case .actor: LocalizedText(fr: "Acteur", en: "Actor", ja: "関係者")
      case .role: LocalizedText(fr: "Rôle", en: "Role", ja: "役割")
      case .place: LocalizedText(fr: "Lieu", en: "Place", ja: "場所")
      case .country: LocalizedText(fr: "Pays", en: "Country", ja: "国")
      case .document: LocalizedText(fr: "Document", en: "Document", ja: "文書")
      case .status: LocalizedText(fr: "État", en: "Status", ja: "状態")
      case .year: LocalizedText(fr: "Année", en: "Year", ja: "年")
      case .decade: LocalizedText(fr: "Décennie", en: "Decade", ja: "年代")
      case .memberOf: LocalizedText(fr: "Membre de", en: "Member of", ja: "所属")
      case .publisher: LocalizedText(fr: "Éditeur", en: "Publisher", ja: "発行者")
      case .language: LocalizedText(fr: "Langue", en: "Language", ja: "言語")
      case .broader, .within, .event, .field, .id: LocalizedText(fr: dimension.rawValue, en: dimension.rawValue)
      }
    return text[language] ?? text.fr
  }
}

extension Catalog {
  /// What the dataset calls the country with a code, if one of its places is that country, or one of its actors that state.
  func countryName(_ value: UInt32, _ language: Language) -> String? {
    let place = places.first { $0.type == .country && !$0.country.isMissing && code($0.country) == value }
    let name =
      place?.name ?? actors.first { $0.type == .state && !$0.country.isMissing && code($0.country) == value }?.name
    return name?.best(for: language).map { texts.string($0.text) }
  }
}
