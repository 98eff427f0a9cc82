internal import Cooperation
internal import JSON

/// The keys that each kind adds to the common ones, in the order of the contract.
extension ObjectWriter {
  mutating func event(_ number: UInt32) {
    let row = edition.catalog.events[Int(number)]
    text("summary", row.summary)
    date("date", row.date)
    json.key("status")
    json.string(row.status.word)
    json.key("participants")
    json.beginArray()
    for participation in edition.catalog.participations[number] { participant(participation) }
    json.endArray()
    references("areas", .area, edition.catalog.areasOfEvent[number])
    references("places", .place, edition.catalog.placesOfEvent[number])
    references("documents", .document, edition.catalog.documentsOfEvent[number])
    referenceOrNull("part_of", .event, row.partOf)
    references("parts", .event, edition.catalog.parts[number])
    json.key("related")
    json.beginArray()
    for relation in edition.catalog.relations[number] {
      json.beginObject()
      referenceOrNull("event", .event, relation.event)
      json.key("relation")
      json.string(relation.relation.word)
      json.endObject()
    }
    json.endArray()
    json.key("figures")
    json.beginArray()
    for figure in edition.catalog.figures[number] { self.figure(figure) }
    json.endArray()
    json.key("disputed")
    json.bool(row.disputed)
    json.key("claims_count")
    json.integer(edition.catalog.claimsOf[Int(Kind.event.rawValue)][number].count)
  }

  private mutating func participant(_ participation: ParticipationRow) {
    open()
    referenceOrNull("actor", .actor, participation.actor)
    json.key("role")
    json.string(participation.role.word)
    text("post", participation.post)
    referenceOrNull("on_behalf_of", .actor, participation.onBehalfOf)
    close()
  }

  private mutating func figure(_ figure: FigureRow) {
    open()
    json.key("kind")
    json.string(figure.kind.word)
    json.key("value")
    json.number(figure.value)
    textOrNull("unit", figure.unit)
    json.key("qualifier")
    json.stringOrNull(figure.qualifier?.word)
    json.key("nature")
    json.stringOrNull(figure.nature?.word)
    text("label", figure.label)
    referenceOrNull("recipient", .actor, figure.recipient)
    close()
  }

  mutating func actor(_ number: UInt32) {
    let row = edition.catalog.actors[Int(number)]
    text("description", row.description)
    textOrNull("country", row.country)
    references("member_of", .actor, edition.catalog.memberships[number])
    referenceOrNull("part_of", .actor, row.partOf)
    json.key("posts")
    json.beginArray()
    for post in edition.catalog.posts[number] {
      open()
      text("title", post.title)
      referenceOrNull("of", .actor, post.of)
      date("date", post.date)
      close()
    }
    json.endArray()
    statistics(edition.catalog.actorStatistics[Int(number)], of: .actor)
  }

  mutating func area(_ number: UInt32) {
    let row = edition.catalog.areas[Int(number)]
    text("definition", row.definition)
    referenceOrNull("broader", .area, row.broader)
    references("narrower", .area, edition.catalog.narrower[number])
    statistics(edition.catalog.areaStatistics[Int(number)], of: .area)
  }

  mutating func place(_ number: UInt32) {
    let row = edition.catalog.places[Int(number)]
    textOrNull("country", row.country)
    referenceOrNull("within", .place, row.within)
    json.key("point")
    if let point = row.point {
      json.beginObject()
      json.key("lat")
      json.number(point.latitude)
      json.key("lon")
      json.number(point.longitude)
      json.endObject()
    } else {
      json.null()
    }
    statistics(edition.catalog.placeStatistics[Int(number)], of: .place)
  }

  mutating func document(_ number: UInt32) {
    let row = edition.catalog.documents[Int(number)]
    textOrNull("title", row.title)
    referenceOrNull("publisher", .actor, row.publisher)
    date("published", row.published)
    date("revised", row.revised)
    textOrNull("language", row.language)
    textOrNull("source_url", row.sourceURL)
    json.key("paragraphs")
    json.integer(Int(row.paragraphs))
    statistics(edition.catalog.documentStatistics[Int(number)], of: .document)
  }

  mutating func claim(_ number: UInt32) {
    let row = edition.catalog.claims[Int(number)]
    referenceOrNull("subject", row.subjectKind, row.subject)
    textOrNull("field", row.field)
    json.key("value")
    json.raw(edition.catalog.texts.utf8(row.value))
    text("statement", row.statement)
    referenceOrNull("document", .document, row.document)
    json.key("paragraph")
    json.integer(Int(row.paragraph))
    referenceOrNull("asserted_by", .actor, row.assertedBy)
    json.key("status")
    json.string(row.status.word)
    text("note", row.note)
  }
}
