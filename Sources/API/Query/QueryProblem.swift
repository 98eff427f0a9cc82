internal import Cooperation
internal import JSON

/// What is wrong with one item of a query, and what was probably meant.
struct QueryProblem: Sendable {
  enum Code: String, Sendable {
    case unknownParameter = "unknown-parameter"
    case unknownValue = "unknown-value"
    case ambiguousValue = "ambiguous-value"
    case invalidValue = "invalid-value"
    case outOfRange = "out-of-range"
    case tooMany = "too-many"
    case conflict
  }

  /// Something that would have been understood.
  enum Suggestion: Sendable, Hashable {
    case word(String)
    case object(Kind, UInt32)
  }

  var parameter: String
  var code: Code
  var value: String?
  var detail: String?
  var suggestions: [Suggestion] = []
  /// The suggestion that is clearly nearest, if one is.
  var remedy: Suggestion?
  var allowed: [String] = []

  /// Writes the problem as a member of `errors`.
  func write(to writer: inout JSONWriter, catalog: Catalog, language: Language) {
    writer.beginObject()
    writer.key("parameter")
    writer.string(Echo.cut(parameter))
    writer.key("code")
    writer.string(code.rawValue)
    if let value {
      writer.key("value")
      writer.string(Echo.cut(value))
    }
    if let detail {
      writer.key("detail")
      writer.string(detail)
    }
    writer.key("did_you_mean")
    writer.beginArray()
    for suggestion in suggestions {
      switch suggestion {
      case .word(let word): writer.string(word)
      case .object(let kind, let number): writer.suggestion(kind, number, catalog: catalog, language: language)
      }
    }
    writer.endArray()
    if !allowed.isEmpty {
      writer.key("allowed")
      writer.beginArray()
      allowed.forEach { writer.string($0) }
      writer.endArray()
    }
    writer.endObject()
  }
}

/// What a client sent, as far as an answer repeats it.
enum Echo {
  static func cut(_ text: String) -> String { text.count > 100 ? text.prefix(99) + "…" : text }
}

extension JSONWriter {
  /// `{id, name, url}` of an object that may have been meant.
  mutating func suggestion(_ kind: Kind, _ number: UInt32, catalog: Catalog, language: Language) {
    beginObject()
    key("id")
    string(utf8: catalog.texts.utf8(catalog.id(kind, number)))
    key("name")
    if let name = catalog.name(kind, number).best(for: language) {
      string(utf8: catalog.texts.utf8(name.text))
    } else {
      null()
    }
    key("url")
    string(catalog.url(kind, number))
    endObject()
  }
}

extension Catalog {
  /// The root-relative address of an object.
  func url(_ kind: Kind, _ number: UInt32) -> String { "/v1/\(kind.plural)/" + texts.string(id(kind, number)) }
}
