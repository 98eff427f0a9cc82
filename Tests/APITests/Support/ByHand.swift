import Foundation

/// The fixtures as Foundation reads them, filtered by looking at every record: slow, plain, and knowing nothing of the
/// catalog. Dates are compared as ISO texts.
struct ByHand {
  let records: [String: [JSON]]
  private let byID: [String: [String: JSON]]
  private let documentsOfEvent: [String: Set<String>]
  /// Every word of a record's searched texts, folded by Foundation.
  private let words: [String: [String: Set<String>]]

  static let plurals = ["events", "actors", "areas", "places", "documents", "claims"]

  init() throws {
    var records: [String: [JSON]] = [:]
    for plural in ByHand.plurals { records[plural] = try Site.fixture(plural) }
    self.records = records
    byID = records.mapValues { Dictionary(uniqueKeysWithValues: $0.map { ($0.id, $0) }) }
    documentsOfEvent = (records["claims"] ?? []).reduce(into: [:]) { sources, claim in
      guard claim["subject"]["kind"].string == "event", let document = claim["document"].string else { return }
      sources[claim["subject"]["id"].string ?? "", default: []].insert(document)
    }
    words = records.mapValues { list in
      Dictionary(uniqueKeysWithValues: list.map { ($0.id, Set(ByHand.searched($0).flatMap(ByHand.words(of:)))) })
    }
  }

  func record(_ plural: String, _ id: String) -> JSON { byID[plural]?[id] ?? JSON(NSNull()) }

  /// One parameter as given once.
  struct Item {
    let name: String
    let any: [String]
    let none: [String]
  }

  /// The ids of what all of a question holds of.
  func select(_ plural: String, _ items: [Item], dates: [[String]], isCertain: Bool, q: String?) -> Set<String> {
    Set(
      (records[plural] ?? []).filter { record in
        items.allSatisfy { holds(plural, record, $0, among: items) }
          && dates.allSatisfy { lies(plural, record, in: $0, isCertain: isCertain) }
          && (q.map { matches(plural, record, $0) } ?? true)
      }.map(\.id))
  }

  // MARK: - Filters

  private func holds(_ plural: String, _ record: JSON, _ item: Item, among items: [Item]) -> Bool {
    if item.none.contains(where: { has(plural, record, item.name, $0, roles: nil) }) { return false }
    guard !item.any.isEmpty else { return true }
    // With actors asked for, a role is theirs: whoever satisfies the actor must have it.
    var bindings: [[String]?] = [nil]
    if plural == "events", item.name == "actor" {
      let roles = items.filter { $0.name == "role" }.map(\.any).filter { !$0.isEmpty }
      if !roles.isEmpty { bindings = roles }
    }
    return bindings.allSatisfy { roles in item.any.contains { has(plural, record, item.name, $0, roles: roles) } }
  }

  private func has(_ plural: String, _ record: JSON, _ name: String, _ value: String, roles: [String]?) -> Bool {
    switch (plural, name) {
    case ("claims", "event"), ("claims", "actor"), ("claims", "area"), ("claims", "place"):
      return record["subject"]["kind"].string == name && record["subject"]["id"].string == value
    case ("claims", "field"): return (record["field"].string ?? "none") == value
    case ("events", "actor"):
      return record["participants"].list.contains {
        ($0["actor"].string == value || $0["on_behalf_of"].string == value)
          && (roles?.contains($0["role"].string ?? "") ?? true)
      }
    case ("events", "role"): return record["participants"].list.contains { $0["role"].string == value }
    case ("events", "area"):
      return record["areas"].list.contains { chain("areas", $0.string, "broader").contains(value) }
    case ("events", "place"):
      return record["places"].list.contains { chain("places", $0.string, "within").contains(value) }
    case ("events", "document"): return documentsOfEvent[record.id]?.contains(value) ?? false
    case ("events", "country"):
      return record["places"].list.contains { byID["places"]?[$0.string ?? ""]?["country"].string == value }
    case ("actors", "member_of"): return record["member_of"].list.contains { $0.string == value }
    case ("actors", "area"):
      return (records["events"] ?? []).contains {
        has("events", $0, "actor", record.id, roles: nil) && has("events", $0, "area", value, roles: nil)
      }
    case ("places", "within"): return chain("places", record["within"].string, "within").contains(value)
    case ("areas", "broader"): return (record["broader"].string ?? "none") == value
    default: return record[name].string == value
    }
  }

  /// An object and those above it.
  private func chain(_ plural: String, _ id: String?, _ key: String) -> [String] {
    guard let id else { return [] }
    return [id] + chain(plural, byID[plural]?[id]?[key].string, key)
  }

  // MARK: - Dates

  private func lies(_ plural: String, _ record: JSON, in dates: [String], isCertain: Bool) -> Bool {
    guard let edtf = record[plural == "documents" ? "published" : "date"]["edtf"].string else { return false }
    let (first, last) = ByHand.bounds(edtf)
    return dates.contains {
      let (start, end) = ByHand.bounds($0)
      return isCertain ? start <= first && last <= end : first <= end && start <= last
    }
  }

  /// The first and last day of an EDTF date of the forms that the fixtures and these questions use, as ISO texts.
  static func bounds(_ edtf: String) -> (first: String, last: String) {
    let text = edtf.filter { !"[]~?".contains($0) }
    if let range = text.firstRange(of: "/") ?? text.firstRange(of: "..") {
      let (left, right) = (text[..<range.lowerBound], text[range.upperBound...].drop { $0 == "." })
      return (
        left.isEmpty || left == ".." ? "0000" : bounds(String(left)).first,
        right.isEmpty ? "9999-99" : bounds(String(right)).last
      )
    }
    switch text.count {
    case 10: return (text, text)
    case 7:
      let ends = ["02": text.hasPrefix("20") && (Int(text.prefix(4)) ?? 1) % 4 == 0 ? "29" : "28"]
      let end = ends[String(text.suffix(2))] ?? (["04", "06", "09", "11"].contains(text.suffix(2)) ? "30" : "31")
      return (text + "-01", text + "-" + end)
    default: return (text.replacing("X", with: "0") + "-01-01", text.replacing("X", with: "9") + "-12-31")
    }
  }

  // MARK: - Order

  /// The text by which a record is sorted; `nil` where it has none. For languages written in Latin letters.
  func key(_ plural: String, _ record: JSON, _ field: String, _ language: String) -> String? {
    switch field {
    case "name":
      let name = record["name"][language].string ?? record["name"]["fr"].string ?? ""
      return ByHand.folded(name).joined(separator: " ")
    case "type" where plural == "areas": return record["broader"].isNull ? "domain" : "topic"
    case "date", "published":
      guard let edtf = record[field]["edtf"].string else { return nil }
      let (first, last) = ByHand.bounds(edtf)
      return first == "0000" ? last : first
    default: return record[field].string
    }
  }

  // MARK: - Words

  /// Each word somewhere in the texts, the last one as the beginning of a word, none of those after a hyphen.
  private func matches(_ plural: String, _ record: JSON, _ q: String) -> Bool {
    let mine = words[plural]?[record.id] ?? []
    let terms = q.split(separator: " ").map(String.init)
    let wanted = terms.filter { !$0.hasPrefix("-") }
    guard !terms.contains(where: { $0.hasPrefix("-") && mine.contains(String($0.dropFirst())) }) else { return false }
    return wanted.dropLast().allSatisfy(mine.contains)
      && (wanted.last.map { last in mine.contains { $0.hasPrefix(last) } } ?? true)
  }

  /// Words of Latin letters and digits, for which a search knows no more than this.
  func vocabulary(_ plural: String) -> [String] {
    Set((words[plural] ?? [:]).values.joined()).filter { $0.count > 2 && $0.utf8.allSatisfy { $0 < 0x80 } }.sorted()
  }

  private static func words(of text: String) -> [String] { folded(text).flatMap(runs(of:)) }

  private static func folded(_ text: String) -> [Substring] {
    text.replacing("œ", with: "oe").replacing("Œ", with: "oe")
      .folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil)
      .split { !$0.isLetter && !$0.isNumber }
  }

  /// Parts Latin words from the Japanese that they touch.
  private static func runs(of word: Substring) -> [String] {
    var runs: [String] = []
    var previous: Bool?
    for character in word {
      let isLatin = character.utf8.count < 3
      if isLatin == previous, let last = runs.popLast() {
        runs.append(last + String(character))
      } else {
        runs.append(String(character))
      }
      previous = isLatin
    }
    return runs
  }

  private static func searched(_ record: JSON) -> [String] {
    let texts = ["name", "summary", "description", "definition", "statement"].flatMap { record[$0].texts }
    return texts + record["aliases"].list.compactMap(\.string)
      + record["participants"].list.flatMap { $0["post"].texts } + record["posts"].list.flatMap { $0["title"].texts }
      + record["figures"].list.flatMap { $0["label"].texts }
  }
}

extension JSON {
  var id: String { self["id"].string ?? "" }
  /// A text in every language that has it.
  var texts: [String] { object.values.compactMap(\.string) }
}
