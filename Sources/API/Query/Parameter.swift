internal import Cooperation

/// Every parameter of the contract. Their order here is their order in canonical links.
package enum Parameter: String, CaseIterable, Sendable {
  case q, kind, id, type, event, actor, role, area, place, document, field, status, country
  case memberOf = "member_of"
  case broader, within, publisher, language
  case date
  case dateMatch = "date_match"
  case by, split, facets, include, fields, sort, limit, offset, lang, pretty

  /// The dimension that it filters; `nil` for what is no filter by values.
  var dimension: Dimension? {
    switch self {
    case .q, .kind, .date, .dateMatch, .by, .split, .facets, .include, .fields, .sort, .limit, .offset, .lang, .pretty:
      nil
    default: Dimension(rawValue: rawValue)
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
