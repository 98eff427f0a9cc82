import Cooperation

/// What is part of something is not, by any way, part of itself.
extension Validator {
  func checkHierarchies() {
    checkCycles(in: fixtures.areas, "/broader", \.broader)
    checkCycles(in: fixtures.places, "/within", \.within)
    checkCycles(in: fixtures.actors, "/part_of", \.partOf)
    checkCycles(in: fixtures.events, "/part_of", \.partOf)
    let domains = Set(fixtures.areas.filter { $0.broader == nil }.map(\.id))
    for area in fixtures.areas {
      if let broader = area.broader, exists(.area, broader), !domains.contains(broader), !isOwnAncestor(area) {
        report(area, "/broader", "“\(broader)” is itself within a domain; areas have two levels")
      }
    }
  }

  private func checkCycles<Record: FixtureRecord>(
    in records: [Record], _ field: String, _ parent: (Record) -> String?
  ) {
    let parents = Validator.parents(records, parent)
    for record in records where Validator.isOwnAncestor(record.id, parents) {
      report(record, field, "it would be part of itself")
    }
  }

  private func isOwnAncestor(_ area: AreaRecord) -> Bool {
    Validator.isOwnAncestor(area.id, Validator.parents(fixtures.areas, \.broader))
  }

  private static func parents<Record: FixtureRecord>(
    _ records: [Record], _ parent: (Record) -> String?
  ) -> [String: String] {
    Dictionary(
      records.compactMap { record in parent(record).map { (record.id, $0) } }, uniquingKeysWith: { first, _ in first })
  }

  private static func isOwnAncestor(_ id: String, _ parents: [String: String]) -> Bool {
    var ancestor = parents[id]
    // A way up is never longer than there are records, unless it goes round elsewhere.
    for _ in 0..<parents.count {
      guard let present = ancestor else { return false }
      if present == id { return true }
      ancestor = parents[present]
    }
    return false
  }
}
