internal import Cooperation
internal import HTTP

/// What a request wants, once its query is understood.
struct Ask {
  var question: Question
  /// The words of `q`; `nil` where there are none.
  var text: String?
  var kinds: [Kind] = []
  var order: Order
  /// `nil` where the request names none: a page of a list then has 50, an export has all.
  var limit: Int?
  var offset = 0
  var language: Language
  /// Whether the request names its language, so that the answer does not depend on `Accept-Language`.
  var namesLanguage = false
  var isPretty = false
  var projection: Projection?
  var include: [Kind] = []
  var facets: [Facet] = []
  var period = Period.year
  var split: Dimension?
  /// What was typed and what it was taken for, by parameter.
  var resolved: [(parameter: Parameter, typed: String, id: String)] = []
  /// Ids of `id=` that there are none of.
  var missing: [String] = []
  var canonical = CanonicalQuery()

  static let defaultLimit = 50
  static let greatestLimit = 1000
}
