import Cooperation

/// Every reference names a record that is there; no list says the same twice.
extension Validator {
  func checkReferences() {
    for area in fixtures.areas { check(area, .area, area.broader, "/broader") }
    for place in fixtures.places { check(place, .place, place.within, "/within") }
    for actor in fixtures.actors {
      check(actor, .actor, actor.partOf, "/part_of")
      check(actor, .actor, actor.memberOf, "/member_of")
      for (index, post) in actor.posts.enumerated() { check(actor, .actor, post.of, "/posts/\(index)/of") }
      checkRepetitions(actor, actor.posts, "/posts")
    }
    for document in fixtures.documents { check(document, .actor, document.publisher, "/publisher") }
    for event in fixtures.events { checkReferences(of: event) }
    for claim in fixtures.claims {
      check(claim, claim.subjectKind, claim.subject, "/subject/id")
      check(claim, .document, claim.document, "/document")
      check(claim, .actor, claim.assertedBy, "/asserted_by")
    }
  }

  private func checkReferences(of event: EventRecord) {
    for (index, participation) in event.participants.enumerated() {
      check(event, .actor, participation.actor, "/participants/\(index)/actor")
      check(event, .actor, participation.onBehalfOf, "/participants/\(index)/on_behalf_of")
      if participation.actor == participation.onBehalfOf {
        report(event, "/participants/\(index)/on_behalf_of", "is the participant itself")
      }
    }
    checkRepetitions(event, event.participants, "/participants")
    check(event, .area, event.areas, "/areas")
    check(event, .place, event.places, "/places")
    check(event, .event, event.partOf, "/part_of")
    for (index, figure) in event.figures.enumerated() {
      check(event, .actor, figure.recipient, "/figures/\(index)/recipient")
    }
    checkRepetitions(event, event.figures, "/figures")
    for (index, related) in event.related.enumerated() {
      check(event, .event, related.event, "/related/\(index)/event")
      if related.event == event.id { report(event, "/related/\(index)/event", "is the event itself") }
    }
    checkRepetitions(event, event.related, "/related")
  }

  /// A relation stands on one side; the other side shows its inverse by itself.
  func checkRelations() {
    var recorded: Set<RecordedRelation> = []
    for event in fixtures.events {
      for (index, related) in event.related.enumerated() {
        let mirrored = RecordedRelation(
          event: related.event, relation: related.relation, other: event.id)
        if recorded.contains(mirrored) {
          report(
            event, "/related/\(index)",
            "\(related.event) says the same of this event; the other side is derived by itself")
        }
        recorded.insert(RecordedRelation(event: event.id, relation: related.relation, other: related.event))
      }
    }
  }

  private struct RecordedRelation: Hashable {
    let event: String
    let relation: Relation
    let other: String
  }

  private func check<Record: FixtureRecord>(_ record: Record, _ kind: Kind, _ id: String?, _ field: String) {
    if let id, !exists(kind, id) { report(record, field, unknown(kind, id)) }
  }

  private func check<Record: FixtureRecord>(_ record: Record, _ kind: Kind, _ ids: [String], _ field: String) {
    for (index, id) in ids.enumerated() { check(record, kind, id, "\(field)/\(index)") }
    checkRepetitions(record, ids, field)
  }

  func checkRepetitions<Record: FixtureRecord>(_ record: Record, _ items: [some Hashable], _ field: String) {
    for (index, item) in items.enumerated() where items[..<index].contains(item) {
      report(record, "\(field)/\(index)", "is in the list already")
    }
  }
}
