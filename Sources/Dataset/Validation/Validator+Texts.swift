import Cooperation

/// A text of the fixtures with its place.
struct PlacedText {
  let file: String
  let record: String?
  let field: String
  let text: LocalizedText
  /// Whether it names something, rather than saying something in our own words.
  let isName: Bool
}

extension Validator {
  /// Every text in several languages.
  var texts: [PlacedText] {
    var texts = [
      PlacedText(
        file: DatasetInfo.file, record: nil, field: "/title", text: fixtures.info.title, isName: true),
      PlacedText(
        file: DatasetInfo.file, record: nil, field: "/description", text: fixtures.info.description, isName: false),
    ]
    func add<Record: FixtureRecord>(
      _ record: Record, _ field: String, _ text: LocalizedText?, isName: Bool = false
    ) {
      guard let text else { return }
      texts.append(PlacedText(file: Record.file, record: record.id, field: field, text: text, isName: isName))
    }
    for area in fixtures.areas {
      add(area, "/name", area.name, isName: true)
      add(area, "/definition", area.definition)
    }
    for place in fixtures.places { add(place, "/name", place.name, isName: true) }
    for actor in fixtures.actors {
      add(actor, "/name", actor.name, isName: true)
      add(actor, "/description", actor.description)
      for (index, post) in actor.posts.enumerated() { add(actor, "/posts/\(index)/title", post.title, isName: true) }
    }
    for document in fixtures.documents { add(document, "/name", document.name, isName: true) }
    for event in fixtures.events {
      add(event, "/name", event.name, isName: true)
      add(event, "/summary", event.summary)
      for (index, participation) in event.participants.enumerated() {
        add(event, "/participants/\(index)/post", participation.post, isName: true)
      }
      for (index, figure) in event.figures.enumerated() { add(event, "/figures/\(index)/label", figure.label) }
    }
    for claim in fixtures.claims {
      add(claim, "/statement", claim.statement)
      add(claim, "/note", claim.note)
    }
    return texts
  }
}
