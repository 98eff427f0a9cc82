internal import Cooperation

/// Every parameter of the contract. Their order here is their order in canonical links.
package enum Parameter: UInt8, CaseIterable, Sendable {
  case q, kind, id, type, event, actor, role, area, place, document, field, status, country, memberOf, broader, within
  case publisher, language, date, dateMatch, by, split, facets, include, fields, sort, limit, offset, lang, pretty

  /// As queries write them, each at the position of its raw value.
  private static let names = [
    "q", "kind", "id", "type", "event", "actor", "role", "area", "place", "document", "field", "status", "country",
    "member_of", "broader", "within", "publisher", "language", "date", "date_match", "by", "split", "facets", "include",
    "fields", "sort", "limit", "offset", "lang", "pretty",
  ]

  package var name: String { Self.names[Int(rawValue)] }

  init?(name: String) { self.init(name.utf8.span) }

  /// The parameter whose name these bytes are.
  init?(_ name: Span<UInt8>) {
    guard let key = Self.key(name), let position = Self.keys.firstIndex(of: key) else { return nil }
    self.init(rawValue: UInt8(position))
  }

  /// The names as numbers, since they are looked up for every item of every query.
  private static let keys = names.map { key($0.utf8.span) ?? 0 }

  /// Up to fifteen bytes behind a one, which tells how many they are.
  private static func key(_ name: Span<UInt8>) -> UInt128? {
    guard name.count < 16 else { return nil }
    var key: UInt128 = 1
    for index in name.indices { key = key << 8 | UInt128(name[index]) }
    return key
  }

  /// The dimension that it filters; `nil` for what is no filter by values.
  var dimension: Dimension? { Self.dimensions[Int(rawValue)] }

  private static let dimensions: [Dimension?] = allCases.map { parameter in
    switch parameter {
    case .q, .kind, .date, .dateMatch, .by, .split, .facets, .include, .fields, .sort, .limit, .offset, .lang, .pretty:
      nil
    default: Dimension(rawValue: parameter.name)
    }
  }

  /// The filters that a list of a kind takes, without `q` and `id`.
  static func filters(of kind: Kind) -> [Parameter] {
    switch kind {
    case .event: [.type, .actor, .role, .area, .place, .document, .status, .country, .date, .dateMatch]
    case .actor: [.type, .area, .country, .memberOf]
    case .area: [.broader]
    case .place: [.type, .country, .within]
    case .document: [.type, .publisher, .language, .date, .dateMatch]
    case .claim: [.event, .actor, .area, .place, .document, .field, .status]
    }
  }

  /// All parameters of a kind's list.
  static func list(of kind: Kind) -> [Parameter] {
    let facets: [Parameter] = Facet.dimensions(of: kind).isEmpty ? [] : [.facets]
    return [.q, .id] + filters(of: kind) + facets + [.include, .fields, .sort, .limit, .offset, .lang, .pretty]
  }

  /// All parameters of one object.
  static let object: [Parameter] = [.include, .fields, .lang, .pretty]
}

/// Some of the parameters: a bit for each.
struct ParameterSet: ExpressibleByArrayLiteral {
  private var bits: UInt32 = 0

  init(arrayLiteral members: Parameter...) {
    for member in members { insert(member) }
  }

  func contains(_ member: Parameter) -> Bool { bits & 1 << UInt32(member.rawValue) != 0 }

  mutating func insert(_ member: Parameter) { bits |= 1 << UInt32(member.rawValue) }
}
