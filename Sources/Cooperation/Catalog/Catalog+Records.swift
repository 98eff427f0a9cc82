/// The catalog back into the records that it was made from, one at a time.
extension Catalog {
  package func areaRecord(_ number: UInt32) -> AreaRecord {
    let row = areas[Int(number)]
    return AreaRecord(
      id: texts.string(id(.area, number)), name: text(row.name), aliases: strings(areaAliases[number]),
      definition: text(row.definition), broader: id(.area, row.broader), added: row.added, updated: row.updated)
  }

  package func placeRecord(_ number: UInt32) -> PlaceRecord {
    let row = places[Int(number)]
    return PlaceRecord(
      id: texts.string(id(.place, number)), type: row.type, name: text(row.name),
      aliases: strings(placeAliases[number]),
      country: stringOrNil(row.country), within: id(.place, row.within), point: row.point, added: row.added,
      updated: row.updated)
  }

  package func actorRecord(_ number: UInt32) -> ActorRecord {
    let row = actors[Int(number)]
    return ActorRecord(
      id: texts.string(id(.actor, number)), type: row.type, name: text(row.name),
      aliases: strings(actorAliases[number]),
      description: text(row.description), country: stringOrNil(row.country),
      memberOf: ids(.actor, memberships[number]), partOf: id(.actor, row.partOf),
      posts: posts[number].map {
        PostRecord(title: text($0.title), of: id(.actor, $0.of), date: date($0.date))
      },
      added: row.added, updated: row.updated)
  }

  package func documentRecord(_ number: UInt32) -> DocumentRecord {
    let row = documents[Int(number)]
    return DocumentRecord(
      id: texts.string(id(.document, number)), type: row.type, name: text(row.name), title: stringOrNil(row.title),
      aliases: strings(documentAliases[number]), publisher: id(.actor, row.publisher),
      published: date(row.published), revised: date(row.revised), language: texts.string(row.language),
      sourceURL: stringOrNil(row.sourceURL), sourceFile: stringOrNil(row.sourceFile),
      paragraphs: Int(row.paragraphs), added: row.added, updated: row.updated)
  }

  package func eventRecord(_ number: UInt32) -> EventRecord {
    let row = events[Int(number)]
    return EventRecord(
      id: texts.string(id(.event, number)), type: row.type, name: text(row.name), summary: text(row.summary),
      aliases: strings(eventAliases[number]), date: date(row.date), status: row.status,
      participants: participations[number].map {
        ParticipationRecord(
          actor: texts.string(id(.actor, $0.actor)), role: $0.role, post: textOrNil($0.post),
          onBehalfOf: id(.actor, $0.onBehalfOf))
      },
      areas: ids(.area, areasOfEvent[number]), places: ids(.place, placesOfEvent[number]),
      partOf: id(.event, row.partOf),
      related: relations[number].filter(\.isStated).map {
        RelationRecord(event: texts.string(id(.event, $0.event)), relation: $0.relation)
      },
      figures: figures[number].map {
        FigureRecord(
          kind: $0.kind, value: $0.value, unit: texts.string($0.unit), qualifier: $0.qualifier, nature: $0.nature,
          label: text($0.label), recipient: id(.actor, $0.recipient))
      },
      disputed: row.disputed, added: row.added, updated: row.updated)
  }

  package func claimRecord(_ number: UInt32) -> ClaimRecord {
    let row = claims[Int(number)]
    return ClaimRecord(
      id: texts.string(id(.claim, number)), subjectKind: row.subjectKind,
      subject: texts.string(id(row.subjectKind, row.subject)), field: stringOrNil(row.field),
      value: texts.string(row.value), statement: text(row.statement),
      document: texts.string(id(.document, row.document)), paragraph: Int(row.paragraph),
      assertedBy: id(.actor, row.assertedBy), status: row.status, note: textOrNil(row.note), added: row.added,
      updated: row.updated)
  }

  // MARK: - Parts

  private func stringOrNil(_ reference: TextReference) -> String? {
    reference.isMissing ? nil : texts.string(reference)
  }

  private func strings(_ references: ArraySlice<TextReference>) -> [String] { references.map { texts.string($0) } }

  private func text(_ reference: LocalizedReference) -> LocalizedText {
    LocalizedText(fr: texts.string(reference.fr), en: texts.string(reference.en), ja: stringOrNil(reference.ja))
  }

  private func textOrNil(_ reference: LocalizedReference) -> LocalizedText? {
    reference.isMissing ? nil : text(reference)
  }

  private func id(_ kind: Kind, _ number: UInt32?) -> String? { number.map { texts.string(id(kind, $0)) } }

  private func ids(_ kind: Kind, _ numbers: ArraySlice<UInt32>) -> [String] {
    numbers.map { texts.string(id(kind, $0)) }
  }
}
