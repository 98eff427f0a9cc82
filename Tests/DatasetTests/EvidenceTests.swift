import Dataset
import Testing

/// Every fact points to a paragraph; our words are our own and well set.
@Suite struct EvidenceTests {
  @Test(arguments: [
    ("the date", "first-meeting", "date", "/date"),
    ("a participant", "first-meeting", "who-1", "/participants/1"),
    ("a post", "first-meeting", "post-0", "/participants/0/post"),
    ("on whose behalf", "first-meeting", "for-0", "/participants/0/on_behalf_of"),
    ("an area", "follow-up-project", "area-1", "/areas/1"),
    ("a place", "second-meeting", "place-0", "/places/0"),
    ("a figure", "follow-up-project", "figure-1", "/figures/1"),
    ("a relation", "follow-up-project", "related-0", "/related/0"),
    ("the larger event", "second-meeting", "part-of", "/part_of"),
  ])
  func `what no claim backs is named`(label: String, event: String, slug: String, field: String) throws {
    // The claim becomes a free-standing statement.
    let mutation = Mutation(
      label, [.init("claims.json", "\(event)-\(slug)", "\"field\": \"\(field)\"", "\"field\": null")], [])
    #expect(try mutation.outcome() == ["events.json: \(event): \(field): no claim backs it"])
  }

  @Test(arguments: [
    Mutation(
      "an event without claims",
      [
        .init("claims.json", "second-meeting-part-of", "\"id\": \"second-meeting\"", "\"id\": \"first-meeting\""),
        .init("claims.json", "second-meeting-part-of", "\"/part_of\"", "null"),
        .init("claims.json", "second-meeting-place-0", "\"id\": \"second-meeting\"", "\"id\": \"first-meeting\""),
        .init("claims.json", "second-meeting-place-0", "\"/places/0\"", "null"),
        .init("claims.json", "second-meeting-who-0", "\"id\": \"second-meeting\"", "\"id\": \"first-meeting\""),
        .init("claims.json", "second-meeting-who-0", "\"/participants/0\"", "null"),
      ], ["events.json: second-meeting: no claim is about it"]),
    Mutation(
      "a paragraph that is not there",
      [.init("claims.json", "japan-opinion", "\"paragraph\": 3", "\"paragraph\": 4")],
      ["claims.json: japan-opinion: /paragraph: is 4, but page-2014 has 3"]),
    Mutation(
      "paragraph 0", [.init("claims.json", "japan-opinion", "\"paragraph\": 3", "\"paragraph\": 0")],
      ["claims.json: japan-opinion: /paragraph: is 0, but page-2014 has 3"]),
    Mutation(
      "a pointer to nowhere", [.init("claims.json", "hanako-sato-post", "\"/posts/0\"", "\"/posts/1\"")],
      ["claims.json: hanako-sato-post: /field: “/posts/1” leads nowhere in actor hanako-sato"]),
    Mutation(
      "a pointer that is none", [.init("claims.json", "hanako-sato-post", "\"/posts/0\"", "\"posts/0\"")],
      ["claims.json: hanako-sato-post: /field: “posts/0” leads nowhere in actor hanako-sato"]),
    Mutation(
      "a pointer to a list", [.init("claims.json", "hanako-sato-post", "\"/posts/0\"", "\"/posts\"")],
      ["claims.json: hanako-sato-post: /field: “/posts” is a list, expected a field with one value"]),
    Mutation(
      "an accepted claim of another value",
      [.init("claims.json", "hanako-sato-post", "\"Ambassadrice\"", "\"Consule\"")],
      [
        "claims.json: hanako-sato-post: /value: is \"Consule\", but actor hanako-sato has “Ambassadrice” at /posts/0"
      ]),
    Mutation(
      "an accepted figure of another value",
      [.init("claims.json", "follow-up-project-figure-1", "\"value\": 2.5", "\"value\": 3")],
      [
        "claims.json: follow-up-project-figure-1: /value: is 3, but event follow-up-project has 2.5 at /figures/1",
        "events.json: follow-up-project: /figures/1: no claim backs it",
      ]),
    Mutation(
      "disputed without a claim that is",
      [.init("events.json", "first-meeting", "\"disputed\": false", "\"disputed\": true")],
      ["events.json: first-meeting: /disputed: is true, but no claim is disputed"]),
    Mutation(
      "not disputed, though a claim is",
      [.init("events.json", "follow-up-project", "\"disputed\": true", "\"disputed\": false")],
      ["events.json: follow-up-project: /disputed: is false, but a claim is disputed"]),
    Mutation(
      "an inferred date without a note", [.init("events.json", "first-meeting", "\"stated\"", "\"inferred\"")],
      ["events.json: first-meeting: /date: is inferred, but no claim at it has a note that says from what"]),
    Mutation(
      "an inferred date of a document",
      [.init("documents.json", "page-2014", "\"stated\"", "\"inferred\"")],
      ["documents.json: page-2014: /published: is inferred, but no claim at it has a note that says from what"]),
  ])
  func `claims`(mutation: Mutation) throws {
    #expect(try mutation.outcome() == mutation.violations)
  }

  @Test(
    arguments: [
      ("l'Asie", "has a straight apostrophe between letters, expected ’"),
      ("Un début : oui", "lacks a no-break space before “:”"),
      ("Un début?", "lacks a no-break space before “?”"),
      ("Un début ! Oui", "lacks a no-break space before “!”"),
      ("Un début ; oui", "lacks a no-break space before “;”"),
      ("Le «\u{A0}début »", "lacks a no-break space before “»”"),
      ("Le « début\u{A0}»", "lacks a no-break space behind “«”"),
      ("À 10:46, le «\u{202F}début\u{202F}»\u{A0}: vraiment\u{202F}?!", nil),
    ] as [(String, String?)])
  func `French is set as French`(text: String, fault: String?) throws {
    let mutation = Mutation(text, [.init("areas.json", "science", "La recherche menée ensemble.", text)], [])
    #expect(try mutation.outcome() == [fault].compactMap { $0.map { "areas.json: science: /definition/fr: \($0)" } })
  }

  @Test(arguments: [
    Mutation(
      "a wrong count of paragraphs",
      [.init("documents.json", "page-2014", "\"paragraphs\": 3", "\"paragraphs\": 4")],
      ["documents.json: page-2014: /paragraphs: is 4, but page.txt has 3 non-empty lines"]),
    Mutation(
      "a source that is missing", [.init("documents.json", "page-2014", "page.txt", "other.txt")],
      ["documents.json: page-2014: /source_file: other.txt: there is no such file"]),
    Mutation(
      "six words of a source, however written",
      [
        .init("areas.json", "piracy", "Les pirates et leurs captures.", "Venue PARLER des pirates avec uné petite nef.")
      ],
      [
        "areas.json: piracy: /definition/fr: “venue parler des pirates avec une” stands so in page-2014; say it in other words"
      ]),
    Mutation(
      "five words of a source",
      [.init("areas.json", "piracy", "Les pirates et leurs captures.", "Il faut parler des pirates avec une nef.")], []),
    Mutation(
      "six words of which two are a name",
      [
        .init(
          "areas.json", "piracy", "Les pirates et leurs captures.", "L’ambassadrice Hanako Sato est venue parler ici.")
      ],
      []),
    Mutation(
      "six words in a name",
      [.init("areas.json", "piracy", "\"Piraterie\"", "\"Parler des pirates avec une petite équipe\"")], []),
  ])
  func `sources`(mutation: Mutation) throws {
    #expect(try mutation.outcome(sources: Paths.sources) == mutation.violations)
  }
}
