/// The part of a list that is shown.
extension Catalog {
  /// The members of a selection in an order, without the first `offset` and at most `limit` of them; `hits` are asked for
  /// relevance, `language` for names.
  ///
  /// By date it costs a word for every 64 events passed over, by relevance a look at what can still be among the best;
  /// any other order sorts the selection.
  package func page(
    _ selection: Selection, _ kind: Kind, by order: Order, language: Language, hits: SearchHits?, offset: Int,
    limit: Int
  ) -> [UInt32] {
    guard limit > 0 else { return [] }
    if kind == .event, order.keys == [Order.Key(field: .date, isDescending: false)] {
      return selection.members(from: offset, limit: limit)
    }
    let isByRelevance = order.keys == [Order.Key(field: .relevance, isDescending: false)]
    if isByRelevance, let hits, offset <= 1000, limit <= 1000 {
      return Array(hits.best(offset + limit, of: selection, ranks: ranks[Int(kind.rawValue)].byID).dropFirst(offset))
    }
    let members = selection.members
    let scores = hits?.scores(of: members) ?? []
    let sorted = sorted(members, kind, by: order, language: language) { scores.isEmpty ? 0 : scores[$0] }
    return Array(sorted.dropFirst(offset).prefix(limit))
  }
}
