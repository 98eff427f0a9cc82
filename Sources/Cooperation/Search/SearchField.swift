/// What a search looks into, most telling first.
enum SearchField: UInt8, CaseIterable, Sendable {
  case name, alias, post, summary, description, definition, figure, statement

  /// How much a word here counts for, against one in running text.
  var weight: Float {
    switch self {
    case .name: 5
    case .alias: 3
    case .post: 2
    case .summary, .description, .definition, .figure, .statement: 1
    }
  }

  /// Where the API shows it.
  func path(_ kind: Kind) -> String {
    switch self {
    case .name: "name"
    case .alias: "aliases"
    case .post: kind == .actor ? "posts.title" : "participants.post"
    case .summary: "summary"
    case .description: "description"
    case .definition: "definition"
    case .figure: "figures.label"
    case .statement: "statement"
    }
  }
}

extension Catalog {
  /// Visits every text of an object that a search looks into, field after field, each in the languages as they come;
  /// aliases have no language.
  func forEachSearchText(
    _ kind: Kind, _ number: UInt32, in languages: [Language] = Language.allCases,
    _ visit: (SearchField, Language?, TextReference) -> Void
  ) {
    func visitAll(_ field: SearchField, _ text: LocalizedReference) {
      for language in languages where !text[language].isMissing { visit(field, language, text[language]) }
    }
    visitAll(kind == .claim ? .statement : .name, name(kind, number))
    for alias in aliases(kind, number) { visit(.alias, nil, alias) }
    switch kind {
    case .event:
      for place in participations.places(of: number) {
        if let post = participations.post(place) { visitAll(.post, post) }
      }
      visitAll(.summary, events[Int(number)].summary)
      for figure in figures[number] { visitAll(.figure, figure.label) }
    case .actor:
      for post in posts[number] { visitAll(.post, post.title) }
      visitAll(.description, actors[Int(number)].description)
    case .area: visitAll(.definition, areas[Int(number)].definition)
    case .place, .document, .claim: break
    }
  }
}
