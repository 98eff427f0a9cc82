import Cooperation

/// Values are possible: codes have their form, numbers their bounds, events what makes them events.
extension Validator {
  func checkValues() {
    for place in fixtures.places {
      checkCountry(place, place.country)
      guard let point = place.point else { continue }
      if !(-90...90).contains(point.latitude) { report(place, "/point/lat", "is not between -90 and 90 degrees") }
      if !(-180...180).contains(point.longitude) { report(place, "/point/lon", "is not between -180 and 180 degrees") }
    }
    for actor in fixtures.actors {
      checkCountry(actor, actor.country)
      for (index, post) in actor.posts.enumerated() { checkTime(actor, post.date, "/posts/\(index)/date") }
    }
    for document in fixtures.documents { checkValues(of: document) }
    for event in fixtures.events { checkValues(of: event) }
  }

  private func checkValues(of document: DocumentRecord) {
    if !Validator.isCode(document.language, 2, in: "a"..."z") {
      report(document, "/language", "“\(document.language)” is no ISO 639-1 code of two small letters")
    }
    if document.paragraphs < 1 { report(document, "/paragraphs", "is \(document.paragraphs), expected at least 1") }
    if let url = document.sourceURL, !url.hasPrefix("https://"), !url.hasPrefix("http://") {
      report(document, "/source_url", "“\(url)” is no http or https address")
    }
    if let file = document.sourceFile, file.contains("/") || file.hasPrefix(".") {
      report(document, "/source_file", "“\(file)” is a path, expected the name of a file")
    }
    checkTime(document, document.published, "/published")
    checkTime(document, document.revised, "/revised")
  }

  private func checkValues(of event: EventRecord) {
    if event.participants.isEmpty { report(event, "/participants", "is empty; an event has at least one participant") }
    if event.areas.isEmpty, event.places.isEmpty {
      report(event, "/areas", "is empty and so is /places; an event has at least one area or place")
    }
    checkTime(event, event.date, "/date")
    for (index, figure) in event.figures.enumerated() {
      if figure.value <= 0 { report(event, "/figures/\(index)/value", "is \(figure.value), expected more than 0") }
      if figure.kind == .money, !Validator.isCode(figure.unit, 3, in: "A"..."Z") {
        report(event, "/figures/\(index)/unit", "“\(figure.unit)” is no ISO 4217 code of three capitals")
      }
    }
  }

  private func checkCountry<Record: FixtureRecord>(_ record: Record, _ country: String?) {
    if let country, !Validator.isCode(country, 2, in: "A"..."Z") {
      report(record, "/country", "“\(country)” is no ISO 3166-1 code of two capitals")
    }
  }

  private func checkTime<Record: FixtureRecord>(_ record: Record, _ date: DateRecord?, _ field: String) {
    guard let date, date.time != nil else { return }
    if case .date(.day) = date.edtf.shape { return }
    report(record, "\(field)/time", "is given, but “\(date.edtf.text)” is no single day")
  }

  private static func isCode(_ text: String, _ count: Int, in letters: ClosedRange<Unicode.Scalar>) -> Bool {
    text.unicodeScalars.count == count && text.unicodeScalars.allSatisfy(letters.contains)
  }
}
