import Cooperation
import JSON

/// A record in the form that fixtures and `dataset.ndjson` share: what `init` reads, `write` writes back, key by key.
protocol FixtureRecord {
  static var kind: Kind { get }
  var id: String { get }
  var added: Day { get }
  var updated: Day { get }

  init(_ fields: inout Fields)

  /// The members, without the braces around them.
  func write(to json: inout JSONWriter)
}

extension FixtureRecord {
  static var file: String { kind.plural + ".json" }
}
