import Dataset
import Foundation
import Testing

/// Fixtures are read strictly: what is malformed is named with its file, record and field, or its line.
@Suite struct FormTests {
  @Test(arguments: [
    Mutation(
      "a missing key", [.init("areas.json", "piracy", "    \"aliases\": [],\n", "")],
      ["areas.json: piracy: /aliases: is missing; what is unknown is null, what is none is []"]),
    Mutation(
      "an unknown key", [.init("areas.json", "piracy", "\"broader\"", "\"brouder\"")],
      [
        "areas.json: piracy: /broader: is missing; what is unknown is null, what is none is []",
        "areas.json: piracy: /brouder: is no key of this object; did you mean “broader”?",
      ]),
    Mutation(
      "an unknown key within", [.init("events.json", "follow-up-project", "\"nature\"", "\"natur\": 1, \"nature\"")],
      ["events.json: follow-up-project: /figures/0/natur: is no key of this object; did you mean “nature”?"]),
    Mutation(
      "a wrong type", [.init("events.json", "first-meeting", "\"disputed\": false", "\"disputed\": \"no\"")],
      ["events.json: first-meeting: /disputed: is a text, expected true or false"]),
    Mutation(
      "a number for a text", [.init("actors.json", "japan", "\"country\": \"JP\"", "\"country\": 81")],
      ["actors.json: japan: /country: is a number, expected a text or null"]),
    Mutation(
      "a text for a list", [.init("actors.json", "alliance", "\"posts\": []", "\"posts\": \"\"")],
      ["actors.json: alliance: /posts: is a text, expected a list"]),
    Mutation(
      "a text for an object", [.init("places.json", "meeting-hall", "\"point\": null", "\"point\": \"here\"")],
      ["places.json: meeting-hall: /point: is a text, expected an object"]),
    Mutation(
      "a fraction of a paragraph", [.init("documents.json", "page-2014", "\"paragraphs\": 3", "\"paragraphs\": 3.5")],
      ["documents.json: page-2014: /paragraphs: is 3.5, expected a whole number"]),
    Mutation(
      "an unknown word", [.init("events.json", "first-meeting", "\"occurred\"", "\"happened\"")],
      ["events.json: first-meeting: /status: “happened” is none of occurred, ongoing, planned, cancelled"]),
    Mutation(
      "an unknown qualifier", [.init("events.json", "follow-up-project", "\"about\"", "\"roughly\"")],
      ["events.json: follow-up-project: /figures/0/qualifier: “roughly” is none of exact, about, almost, over"]),
    Mutation(
      "a derived relation", [.init("events.json", "follow-up-project", "\"follows\"", "\"precedes\"")],
      [
        "events.json: follow-up-project: /related/0/relation: “precedes” is derived: record “follows” on the other event instead"
      ]),
    Mutation(
      "a claim about a claim", [.init("claims.json", "japan-opinion", "\"kind\": \"actor\"", "\"kind\": \"claim\"")],
      ["claims.json: japan-opinion: /subject/kind: “claim” is none of event, actor, area, place, document"]),
    Mutation(
      "a list as a claim's value", [.init("claims.json", "japan-opinion", "\"value\": null", "\"value\": []")],
      ["claims.json: japan-opinion: /value: is a list or an object, expected a bare value or null"]),
    Mutation(
      "a malformed date", [.init("events.json", "first-meeting", "2013-04", "2013-13")],
      ["events.json: first-meeting: /date/edtf: “2013-13” has neither a month (01 to 12) nor a season (21 to 24)"]),
    Mutation(
      "bounds that disagree", [.init("events.json", "follow-up-project", "2014/..", "2014/2013")],
      ["events.json: follow-up-project: /date/edtf: it ends before it begins"]),
    Mutation(
      "an impossible time", [.init("documents.json", "page-2014", "10:46", "24:00")],
      ["documents.json: page-2014: /published/time: “24:00” is no time of day, written HH:MM"]),
    Mutation(
      "an impossible day", [.init("actors.json", "japan", "2026-11-01", "2026-02-29")],
      ["actors.json: japan: /added: “2026-02-29” is no day of the calendar, written YYYY-MM-DD"]),
    Mutation(
      "an empty name", [.init("actors.json", "japan", "\"en\": \"Japan\"", "\"en\": \"\"")],
      ["actors.json: japan: /name/en: is empty"]),
    Mutation(
      "a name without English", [.init("actors.json", "japan", "      \"en\": \"Japan\",\n", "")],
      ["actors.json: japan: /name/en: is missing; what is unknown is null, what is none is []"]),
    Mutation(
      "white space around a text", [.init("actors.json", "japan", "\"Nippon\"", "\"Nippon \"")],
      ["actors.json: japan: /aliases/0: has white space around it"]),
    Mutation(
      "a malformed release", [.init("dataset.json", nil, "2026-11-22T12:34:56Z", "2026-11-22")],
      ["dataset.json: /released: “2026-11-22” is no instant, written YYYY-MM-DDTHH:MM:SSZ"]),
    Mutation(
      "a malformed version", [.init("dataset.json", nil, "2026.11.1", "2026.011.1")],
      ["dataset.json: /version: “2026.011.1” is no version, written year.month.number: 2026.11.1"]),
    Mutation(
      "a record without an id", [.init("areas.json", nil, "    \"id\": \"maritime\",\n", "")],
      ["areas.json: record 1: /id: is missing; what is unknown is null, what is none is []"]),
    Mutation(
      "a record that is none", [.init("areas.json", nil, "[\n", "[\n  7,\n")],
      ["areas.json: record 1: is a number, expected an object"]),
    Mutation(
      "a comma too many", [.init("areas.json", "piracy", "\"broader\": \"maritime\"", "\"broader\": \"maritime\",")],
      ["areas.json: line 32: a key in quotes is expected"]),
    Mutation(
      "a comma missing", [.init("areas.json", "maritime", "\"broader\": null,", "\"broader\": null")],
      ["areas.json: line 17: a comma or } is expected"]),
    Mutation(
      "a key twice", [.init("places.json", "brussels", "\"country\"", "\"id\": \"x\", \"country\"")],
      ["places.json: line 13: the key “id” comes twice"]),
    Mutation(
      "something behind the end", [.init("dataset.json", nil, "\n}", "\n}\nmore")],
      ["dataset.json: line 14: something follows the end of the value"]),
    Mutation(
      "a line break in a text", [.init("dataset.json", nil, "CC-BY", "CC\nBY")],
      ["dataset.json: line 4: the line ends inside a text"]),
    Mutation(
      "half a surrogate pair", [.init("dataset.json", nil, "CC-BY", "\\ud83d")],
      ["dataset.json: line 4: half a surrogate pair is no character"]),
    Mutation(
      "a number that is none", [.init("places.json", "brussels", "50.85", "050.85")],
      ["places.json: line 16: “050.85” is no number"]),
    Mutation(
      "a byte order mark", [.init("areas.json", nil, "[", "\u{FEFF}[")],
      ["areas.json: line 1: it begins with a byte order mark, which JSON has not"]),
  ])
  func `what is malformed is named`(mutation: Mutation) throws {
    #expect(try mutation.outcome() == mutation.violations)
  }

  @Test func `all mistakes of all files are named at once`() throws {
    let mutation = Mutation(
      "three",
      [
        .init("events.json", "first-meeting", "\"occurred\"", "\"happened\""),
        .init("places.json", "brussels", "\"city\"", "\"town\""), .init("dataset.json", nil, "2026.11.1", "one"),
      ], [])
    #expect(try mutation.outcome().count == 3)
  }

  @Test(
    arguments: [
      ("bytes that are no UTF-8", [0x5B, 0x22, 0xFF, 0x22, 0x5D], "line 1: the bytes are not UTF-8"),
      ("nothing", [], "line 1: the text ends where a value is expected"),
      ("an object", [0x7B, 0x7D], "it is an object, expected a list of records"),
      ("brackets without end", Array(repeating: 0x5B, count: 100_000), "line 1: it is nested too deeply"),
    ] as [(String, [UInt8], String)])
  func `a file that is no list of records is named`(label: String, content: [UInt8], reason: String) throws {
    let scratch = try Scratch()
    let folder = try scratch.smallFixtures()
    try write(content, to: folder + "/events.json")
    #expect(complaints(of: folder) == ["events.json: \(reason)"], "\(label)")
  }

  @Test func `a file that is missing or a folder is named`() throws {
    let scratch = try Scratch()
    let folder = try scratch.smallFixtures()
    try FileManager.default.removeItem(atPath: folder + "/events.json")
    #expect(complaints(of: folder) == ["events.json: there is no such file"])
    try FileManager.default.createDirectory(atPath: folder + "/events.json", withIntermediateDirectories: false)
    #expect(complaints(of: folder) == ["events.json: it is a directory, expected a file"])
  }
}
