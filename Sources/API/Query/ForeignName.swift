/// What other APIs call our parameters: who comes from them is told our word, and where it is safe the value is carried over.
struct ForeignName {
  let parameter: Parameter
  /// What the sender may have to know beside the right name.
  var detail: String?
  /// The value under our name; `nil` where that takes more than rewriting.
  var translate: @Sendable (String) -> String? = { $0 }

  static func find(_ name: String, among allowed: [Parameter]) -> ForeignName? {
    guard let foreign = table[name.lowercased()], allowed.contains(foreign.parameter) else { return nil }
    return foreign
  }

  private static let table: [String: ForeignName] = {
    var table: [String: ForeignName] = [:]
    func add(_ names: String, _ foreign: ForeignName) {
      for name in names.split(separator: " ") { table[String(name)] = foreign }
    }
    add("search query keyword keywords text s", ForeignName(parameter: .q))
    add(
      "per_page page_size pagesize perpage count size rows max top max_results", ForeignName(parameter: .limit))
    add("skip start", ForeignName(parameter: .offset))
    add(
      "page p cursor",
      ForeignName(parameter: .offset, detail: "offset counts objects, not pages; or follow links.next.") { _ in nil })
    add("sort_by sortby order_by orderby", ForeignName(parameter: .sort))
    add(
      "order direction",
      ForeignName(parameter: .sort, detail: "A - before a field of sort turns it round.") { _ in nil })
    add("select columns", ForeignName(parameter: .fields))
    add("expand embed", ForeignName(parameter: .include))
    add("facet aggregate aggregations group_by", ForeignName(parameter: .facets))
    add("language locale hl", ForeignName(parameter: .lang))
    add("ids", ForeignName(parameter: .id))
    add("topic category theme domain subject", ForeignName(parameter: .area))
    add("person organisation organization participant who", ForeignName(parameter: .actor))
    add("location city where", ForeignName(parameter: .place))
    add("source doc", ForeignName(parameter: .document))
    add("year month day when dates period", ForeignName(parameter: .date))
    add("from since after start_date date_from from_date", ForeignName(parameter: .date) { $0 + "/.." })
    add("to until before end_date date_to to_date", ForeignName(parameter: .date) { "../" + $0 })
    add("interval granularity bucket", ForeignName(parameter: .by))
    return table
  }()
}
