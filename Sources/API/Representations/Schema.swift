internal import Cooperation

/// Which keys objects have, as dotted paths through lists: what `fields` may name.
///
/// The writers are the truth about objects; a test holds this table against what they write.
enum Schema {
  private static let reference = ["id", "kind", "type", "name", "url"]
  private static let date = [
    "edtf", "earliest", "latest", "precision", "basis", "span", "approximate", "uncertain", "time", "label",
  ]
  private static let common = ["id", "kind", "type", "name", "aliases", "url"]
  private static let end = ["added", "updated"]
  private static let statistics = below("stats", ["events", "documents", "first", "last"])

  /// Every path of a kind's objects, in the order of the keys.
  static func fields(of kind: Kind) -> [String] {
    switch kind {
    case .event: event
    case .actor: actor
    case .area: area
    case .place: place
    case .document: document
    case .claim: claim
    }
  }

  private static func below(_ key: String, _ paths: [String]) -> [String] { [key] + paths.map { key + "." + $0 } }

  private static let event =
    common + ["summary"] + below("date", date) + ["status"]
    + below(
      "participants", below("actor", reference) + ["role", "post"] + below("on_behalf_of", reference))
    + below("areas", reference) + below("places", reference) + below("documents", reference)
    + below("part_of", reference) + below("parts", reference)
    + below("related", below("event", reference) + ["relation"])
    + below(
      "figures", ["kind", "value", "unit", "qualifier", "nature", "label"] + below("recipient", reference))
    + ["disputed", "claims_count"] + end

  private static let actor =
    common + ["description", "country"] + below("member_of", reference) + below("part_of", reference)
    + below("posts", ["title"] + below("of", reference) + below("date", date)) + statistics + end

  private static let area =
    common + ["definition"] + below("broader", reference) + below("narrower", reference) + statistics + end

  private static let place =
    common + ["country"] + below("within", reference) + below("point", ["lat", "lon"]) + statistics + end

  private static let document =
    common + ["title"] + below("publisher", reference) + below("published", date) + below("revised", date)
    + ["language", "source_url", "paragraphs"] + below("stats", ["events", "claims", "first", "last"]) + end

  private static let claim =
    ["id", "kind", "url"] + below("subject", reference) + ["field", "value", "statement"]
    + below("document", reference) + ["paragraph"] + below("asserted_by", reference) + ["status", "note"] + end
}
