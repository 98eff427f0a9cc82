/// Who takes part in each event.
///
/// Facets read the actors of very many events, so these stand alone, four bytes each. Few take part on somebody's behalf or
/// in an office that is named: whom and which is kept aside, a list of one for each of their places.
package struct Participations: Sendable {
  /// An actor's number, and whether something of it is kept aside.
  struct Actor {
    private let packed: UInt32
    private static let (actsFor, hasPost): (UInt32, UInt32) = (1 << 31, 1 << 30)

    fileprivate init(_ row: ParticipationRow) {
      precondition(row.actor < Actor.hasPost, "there are over a billion actors")
      packed =
        row.actor | (row.onBehalfOf == nil ? 0 : Actor.actsFor) | (row.post.isMissing ? 0 : Actor.hasPost)
    }

    var number: UInt32 { packed & (Actor.hasPost - 1) }
    var isForAnother: Bool { packed & Actor.actsFor != 0 }
    var hasPost: Bool { packed & Actor.hasPost != 0 }
  }

  private var lists = Lists<Actor>()
  private var roles: [Role] = []
  private var others = Lists<UInt32>()
  private var posts = Lists<LocalizedReference>()

  init() {}

  package subscript(event: some BinaryInteger) -> [ParticipationRow] { places(of: UInt32(event)).map(row) }

  mutating func append(_ rows: some Sequence<ParticipationRow>) {
    for row in rows {
      if let other = row.onBehalfOf { others.append(other, at: roles.count) }
      if !row.post.isMissing { posts.append(row.post, at: roles.count) }
      roles.append(row.role)
    }
    lists.append(rows.lazy.map { Actor($0) })
  }

  /// Adds those of events that come next, whose texts have been moved.
  mutating func append(_ theirs: Participations, textsMovedBy count: UInt32) {
    let first = roles.count
    for place in theirs.roles.indices {
      if let other = theirs.other(place) { others.append(other, at: first + place) }
      if let post = theirs.post(place) { posts.append(post.moved(by: count), at: first + place) }
    }
    roles += theirs.roles
    lists.append(theirs.lists) { $0 }
  }

  /// The same in another order of events.
  func reordered(_ order: [UInt32]) -> Participations {
    var moved = Participations()
    moved.roles.reserveCapacity(roles.count)
    for event in order {
      for place in places(of: event) {
        if let other = other(place) { moved.others.append(other, at: moved.roles.count) }
        if let post = post(place) { moved.posts.append(post, at: moved.roles.count) }
        moved.roles.append(roles[place])
      }
    }
    moved.lists = lists.reordered(order)
    return moved
  }

  // MARK: - Places

  /// Where those stand who take part in an event.
  func places(of event: UInt32) -> Range<Int> { lists.range(event) }

  func actor(_ place: Int) -> Actor { lists.elements[place] }
  func role(_ place: Int) -> Role { roles[place] }

  /// Appends those for whom an event counts, each once, ascending: who takes part, and on whose behalf.
  package func appendActors(of event: UInt32, to actors: inout [UInt32]) {
    let start = actors.count
    for place in places(of: event) {
      actors.append(actor(place).number)
      if let other = other(place) { actors.append(other) }
    }
    guard actors.count > start + 1 else { return }
    actors[start...].sort()
    var end = start + 1
    for index in end..<actors.count where actors[index] != actors[end - 1] {
      actors[end] = actors[index]
      end += 1
    }
    actors.removeSubrange(end...)
  }

  /// On whose behalf one takes part.
  func other(_ place: Int) -> UInt32? {
    lists.elements[place].isForAnother ? others.elements[others.range(UInt32(place)).lowerBound] : nil
  }

  func post(_ place: Int) -> LocalizedReference? {
    lists.elements[place].hasPost ? posts.elements[posts.range(UInt32(place)).lowerBound] : nil
  }

  private func row(_ place: Int) -> ParticipationRow {
    ParticipationRow(
      actor: actor(place).number, onBehalfOf: other(place), role: role(place), post: post(place) ?? .missing)
  }
}
