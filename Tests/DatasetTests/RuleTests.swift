import Dataset
import Testing

/// Every rule on meaning, broken once.
@Suite struct RuleTests {
  @Test func `the small fixtures keep every rule`() throws {
    #expect(try Mutation("none", [], []).outcome(sources: Paths.sources) == [])
  }

  @Test(arguments: [
    Mutation(
      "an id with capitals", [.init("areas.json", "science", "\"science\"", "\"Zcience\"")],
      [
        "areas.json: Zcience: /id: is not of small letters, digits and single hyphens between them, 2 to 80 long",
        "areas.json: Zcience: /id: stands behind piracy; records are sorted by id",
        "events.json: follow-up-project: /areas/1: “science” is not the id of an area; did you mean “Zcience”?",
      ]),
    Mutation(
      "an id twice", [.init("claims.json", "japan-opinion", "\"japan-opinion\"", "\"hanako-sato-post\"")],
      ["claims.json: hanako-sato-post: /id: comes twice"]),
    Mutation(
      "records out of order", [.init("claims.json", "japan-opinion", "\"japan-opinion\"", "\"a-claim\"")],
      ["claims.json: a-claim: /id: stands behind hanako-sato-post; records are sorted by id"]),
    Mutation(
      "updated before it was added", [.init("actors.json", "japan", "2026-11-02", "2026-10-31")],
      ["actors.json: japan: /updated: is before the day on which it was added"]),
    Mutation(
      "updated after the release", [.init("actors.json", "japan", "2026-11-02", "2026-11-23")],
      ["actors.json: japan: /updated: is after the release of the dataset, 2026-11-22"]),
  ])
  func `ids and days`(mutation: Mutation) throws {
    #expect(try mutation.outcome() == mutation.violations)
  }

  @Test(arguments: [
    Mutation(
      "broader", [.init("areas.json", "piracy", "\"broader\": \"maritime\"", "\"broader\": \"maritim\"")],
      ["areas.json: piracy: /broader: “maritim” is not the id of an area; did you mean “maritime”?"]),
    Mutation(
      "within", [.init("places.json", "meeting-hall", "\"within\": \"brussels\"", "\"within\": \"paris\"")],
      ["places.json: meeting-hall: /within: “paris” is not the id of a place"]),
    Mutation(
      "member of", [.init("actors.json", "japan", "\"partners\"", "\"partner\"")],
      ["actors.json: japan: /member_of/0: “partner” is not the id of an actor; did you mean “partners”?"]),
    Mutation(
      "part of an actor", [.init("actors.json", "partners", "\"part_of\": \"alliance\"", "\"part_of\": \"x-y\"")],
      ["actors.json: partners: /part_of: “x-y” is not the id of an actor"]),
    Mutation(
      "a post's institution", [.init("actors.json", "hanako-sato", "\"of\": \"japan\"", "\"of\": \"x-y\"")],
      ["actors.json: hanako-sato: /posts/0/of: “x-y” is not the id of an actor"]),
    Mutation(
      "publisher", [.init("documents.json", "page-2014", "\"publisher\": \"alliance\"", "\"publisher\": \"x-y\"")],
      ["documents.json: page-2014: /publisher: “x-y” is not the id of an actor"]),
    Mutation(
      "recipient", [.init("events.json", "follow-up-project", "\"recipient\": \"alliance\"", "\"recipient\": \"x-y\"")],
      ["events.json: follow-up-project: /figures/0/recipient: “x-y” is not the id of an actor"]),
    Mutation(
      "a claim's document", [.init("claims.json", "japan-opinion", "\"page-2014\"", "\"page-2015\"")],
      ["claims.json: japan-opinion: /document: “page-2015” is not the id of a document; did you mean “page-2014”?"]),
    Mutation(
      "who says so", [.init("claims.json", "japan-opinion", "\"hanako-sato\"", "\"hanako\"")],
      ["claims.json: japan-opinion: /asserted_by: “hanako” is not the id of an actor; did you mean “hanako-sato”?"]),
    Mutation(
      "a claim's subject", [.init("claims.json", "japan-opinion", "\"id\": \"japan\"", "\"id\": \"france\"")],
      ["claims.json: japan-opinion: /subject/id: “france” is not the id of an actor"]),
    Mutation(
      "a participant",
      [
        .init("events.json", "second-meeting", "\"actor\": \"partners\"", "\"actor\": \"x-y\""),
        .init("claims.json", "second-meeting-who-0", "\"value\": \"partners\"", "\"value\": \"x-y\""),
      ], ["events.json: second-meeting: /participants/0/actor: “x-y” is not the id of an actor"]),
    Mutation(
      "a related event",
      [
        .init("events.json", "follow-up-project", "\"event\": \"first-meeting\"", "\"event\": \"x-y\""),
        .init("claims.json", "follow-up-project-related-0", "\"value\": \"first-meeting\"", "\"value\": \"x-y\""),
      ], ["events.json: follow-up-project: /related/0/event: “x-y” is not the id of an event"]),
    Mutation(
      "an actor for itself",
      [
        .init("events.json", "first-meeting", "\"on_behalf_of\": \"japan\"", "\"on_behalf_of\": \"hanako-sato\""),
        .init("claims.json", "first-meeting-for-0", "\"value\": \"japan\"", "\"value\": \"hanako-sato\""),
      ], ["events.json: first-meeting: /participants/0/on_behalf_of: is the participant itself"]),
    Mutation(
      "the same area twice",
      [
        .init("events.json", "follow-up-project", "\"science\"", "\"piracy\""),
        .init("claims.json", "follow-up-project-area-1", "\"value\": \"science\"", "\"value\": \"piracy\""),
      ], ["events.json: follow-up-project: /areas/1: is in the list already"]),
    Mutation(
      "a relation told from both sides",
      [
        .init("events.json", "follow-up-project", "\"follows\"", "\"see-also\""),
        .init(
          "events.json", "first-meeting", "\"related\": []",
          "\"related\": [{\"event\": \"follow-up-project\", \"relation\": \"see-also\"}]"),
        .init("claims.json", "first-meeting-place-0", "\"/places/0\"", "\"/related/0\""),
        .init("claims.json", "first-meeting-place-0", "\"meeting-hall\"", "\"follow-up-project\""),
        .init("events.json", "first-meeting", "\"meeting-hall\"", ""),
      ],
      [
        "events.json: follow-up-project: /related/0: first-meeting says the same of this event; the other side is derived by itself"
      ]),
  ])
  func `references`(mutation: Mutation) throws {
    #expect(try mutation.outcome() == mutation.violations)
  }

  @Test(arguments: [
    Mutation(
      "areas in a circle", [.init("areas.json", "maritime", "\"broader\": null", "\"broader\": \"piracy\"")],
      [
        "areas.json: maritime: /broader: it would be part of itself",
        "areas.json: piracy: /broader: it would be part of itself",
      ]),
    Mutation(
      "areas on three levels", [.init("areas.json", "science", "\"broader\": null", "\"broader\": \"piracy\"")],
      ["areas.json: science: /broader: “piracy” is itself within a domain; areas have two levels"]),
    Mutation(
      "a place within itself", [.init("places.json", "brussels", "\"within\": null", "\"within\": \"brussels\"")],
      ["places.json: brussels: /within: it would be part of itself"]),
    Mutation(
      "actors in a circle", [.init("actors.json", "alliance", "\"part_of\": null", "\"part_of\": \"partners\"")],
      [
        "actors.json: alliance: /part_of: it would be part of itself",
        "actors.json: partners: /part_of: it would be part of itself",
      ]),
    Mutation(
      "events in a circle",
      [
        .init("events.json", "follow-up-project", "\"part_of\": null", "\"part_of\": \"second-meeting\""),
        .init("claims.json", "follow-up-project-related-0", "\"/related/0\"", "\"/part_of\""),
        .init("claims.json", "follow-up-project-related-0", "\"first-meeting\"", "\"second-meeting\""),
        .init(
          "events.json", "follow-up-project",
          """
          {
                  "event": "first-meeting",
                  "relation": "follows"
                }
          """, ""),
      ],
      [
        "events.json: follow-up-project: /part_of: it would be part of itself",
        "events.json: second-meeting: /part_of: it would be part of itself",
      ]),
  ])
  func `hierarchies`(mutation: Mutation) throws {
    #expect(try mutation.outcome() == mutation.violations)
  }

  @Test(arguments: [
    Mutation(
      "an alias that is another's name", [.init("actors.json", "japan", "\"Nippon\"", "\"ALLIANCE\"")],
      ["actors.json: japan: /aliases/0: “ALLIANCE” is the id of alliance too, so it would be ambiguous"]),
    Mutation(
      "an alias that is another's alias", [.init("actors.json", "japan", "\"Nippon\"", "\"ＯＴＡＮ\"")],
      ["actors.json: japan: /aliases/0: “ＯＴＡＮ” is an alias of alliance too, so it would be ambiguous"]),
    Mutation(
      "a name that is another's", [.init("places.json", "meeting-hall", "\"Meeting hall\"", "\"bruxelles\"")],
      ["places.json: meeting-hall: /name/en: “bruxelles” is a name of brussels too, so it would be ambiguous"]),
    Mutation(
      "an alias of no letters", [.init("actors.json", "japan", "\"Nippon\"", "\"—\"")],
      ["actors.json: japan: /aliases/0: “—” has no letter or digit by which it could be found"]),
    Mutation(
      "an alias twice", [.init("actors.json", "japan", "\"Nippon\"", "\"Nippon\", \"Nippon\"")],
      ["actors.json: japan: /aliases/1: is in the list already"]),
    Mutation(
      "an actor and a place of one name", [.init("places.json", "meeting-hall", "\"Meeting hall\"", "\"Japan\"")], []),
  ])
  func `names`(mutation: Mutation) throws {
    #expect(try mutation.outcome() == mutation.violations)
  }

  @Test(arguments: [
    Mutation(
      "a point beyond the pole", [.init("places.json", "brussels", "50.85", "90.5")],
      ["places.json: brussels: /point/lat: is not between -90 and 90 degrees"]),
    Mutation(
      "a point beyond the date line", [.init("places.json", "brussels", "4.35", "-180.01")],
      ["places.json: brussels: /point/lon: is not between -180 and 180 degrees"]),
    Mutation(
      "a country of small letters", [.init("places.json", "brussels", "\"BE\"", "\"be\"")],
      ["places.json: brussels: /country: “be” is no ISO 3166-1 code of two capitals"]),
    Mutation(
      "a country of three letters", [.init("actors.json", "japan", "\"JP\"", "\"JPN\"")],
      ["actors.json: japan: /country: “JPN” is no ISO 3166-1 code of two capitals"]),
    Mutation(
      "a document in a language spelt out",
      [.init("documents.json", "page-2014", "\"language\": \"fr\"", "\"language\": \"french\"")],
      ["documents.json: page-2014: /language: “french” is no ISO 639-1 code of two small letters"]),
    Mutation(
      "an address of another scheme", [.init("documents.json", "page-2014", "https://", "ftp://")],
      ["documents.json: page-2014: /source_url: “ftp://example.org/page” is no http or https address"]),
    Mutation(
      "a path for a file", [.init("documents.json", "page-2014", "page.txt", "../page.txt")],
      ["documents.json: page-2014: /source_file: “../page.txt” is a path, expected the name of a file"]),
    Mutation(
      "a time without a day", [.init("documents.json", "page-2014", "2014-05-06", "2014-05")],
      ["documents.json: page-2014: /published/time: is given, but “2014-05” is no single day"]),
    Mutation(
      "money in words", [.init("events.json", "follow-up-project", "\"EUR\"", "\"euros\"")],
      ["events.json: follow-up-project: /figures/0/unit: “euros” is no ISO 4217 code of three capitals"]),
    Mutation(
      "a figure of nothing",
      [
        .init("events.json", "follow-up-project", "2.5", "0"),
        .init("claims.json", "follow-up-project-figure-1", "2.5", "0"),
      ], ["events.json: follow-up-project: /figures/1/value: is 0.0, expected more than 0"]),
    Mutation(
      "an event without participants",
      [
        .init(
          "events.json", "second-meeting",
          """
          {
                  "actor": "partners",
                  "role": "participant",
                  "post": null,
                  "on_behalf_of": null
                }
          """, ""),
        .init("claims.json", "second-meeting-who-0", "\"/participants/0\"", "\"/status\""),
        .init("claims.json", "second-meeting-who-0", "\"partners\"", "\"planned\""),
      ], ["events.json: second-meeting: /participants: is empty; an event has at least one participant"]),
    Mutation(
      "an event without area or place",
      [
        .init("events.json", "second-meeting", "\"brussels\"", ""),
        .init("claims.json", "second-meeting-place-0", "\"/places/0\"", "\"/status\""),
        .init("claims.json", "second-meeting-place-0", "\"brussels\"", "\"planned\""),
      ],
      ["events.json: second-meeting: /areas: is empty and so is /places; an event has at least one area or place"]),
  ])
  func `values`(mutation: Mutation) throws {
    #expect(try mutation.outcome() == mutation.violations)
  }
}
