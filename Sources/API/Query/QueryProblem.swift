internal import Cooperation
internal import JSON

/// What is wrong with one item of a query, and what was probably meant.
///
/// To find that out may take a look at every name that there is, so a problem only says where to look: the reader of the query has
/// the first ones look it up, and tells the others without, so that a thousand wrong words cost no more than ten.
struct QueryProblem {
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

  /// Suggestions, nearest first, and how far they are.
  typealias Near = [(element: Suggestion, distance: Int)]

  let parameter: String
  let code: Code
  let value: String?
  let detail: String?
  private let near: () -> Near
  private let words: () -> [String]
  private(set) var suggestions: [Suggestion] = []
  /// The suggestion that is clearly nearest, if one is.
  private(set) var remedy: Suggestion?
  private(set) var allowed: [String] = []

  /// - Parameters:
  ///   - near: what may have been meant; not called before it is looked up.
  ///   - allowed: all that would have been understood, where it is a short list; the same holds.
  init(
    parameter: String, code: Code, value: String? = nil, detail: String? = nil,
    near: @autoclosure @escaping () -> Near = [], allowed: @autoclosure @escaping () -> [String] = []
  ) {
    self.parameter = parameter
    self.code = code
    self.value = value
    self.detail = detail
    self.near = near
    words = allowed
  }

  /// The same with what was probably meant, and what would have been understood.
  func lookedUp() -> QueryProblem {
    var problem = self
    let near = near()
    let isClear = near.count == 1 || (near.count > 1 && near[0].distance < near[1].distance)
    problem.suggestions = near.map(\.element)
    problem.remedy = isClear ? near[0].element : nil
    problem.allowed = words()
    return problem
  }

  /// Writes the problem as a member of `errors`.
  func write(to writer: inout JSONWriter, edition: Service.Edition, language: Language) {
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
      case .object(let kind, let number): writer.suggestion(kind, number, edition: edition, language: language)
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
  /// At most 100 code points: what a reader calls a character may be as long as the target.
  static func cut(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard text.utf8.count > 100,
      let end = scalars.index(scalars.startIndex, offsetBy: 100, limitedBy: scalars.endIndex),
      end < scalars.endIndex
    else { return text }
    return String(scalars[..<scalars.index(before: end)]) + "…"
  }
}

extension QueryProblem {
  /// The words that are near to one, each by the names it goes by.
  static func near(_ word: String, among names: some Sequence<(String, String)>) -> Near {
    nearest(to: word, among: names).map { (.word($0.element), $0.distance) }
  }

  /// The words that are near to one.
  static func near(_ word: String, among words: some Sequence<String>) -> Near {
    near(word, among: words.lazy.map { ($0, $0) })
  }

  /// Two commas with nothing between them, or one at an end. What was meant is the rest, but a guess might widen the question.
  static func emptyValue(in value: String, of parameter: String) -> QueryProblem {
    QueryProblem(
      parameter: parameter, code: .invalidValue, value: value, detail: "There is an empty value between commas.")
  }

  /// A word that is none of a closed list.
  static func unknownWord(_ word: String, of parameter: String, allowed: [String]) -> QueryProblem {
    QueryProblem(
      parameter: parameter, code: .unknownValue, value: word, near: near(word, among: allowed), allowed: allowed)
  }
}

extension JSONWriter {
  /// `{id, name, url}` of an object that may have been meant.
  mutating func suggestion(_ kind: Kind, _ number: UInt32, edition: Service.Edition, language: Language) {
    beginObject()
    key("id")
    string(utf8: edition.id(kind, number))
    key("name")
    if let name = edition.name(kind, number).best(for: language) {
      string(edition.text(name.text))
    } else {
      null()
    }
    key("url")
    string("/v1/\(kind.plural)/" + String(decoding: edition.id(kind, number), as: UTF8.self))
    endObject()
  }
}

extension Catalog {
  /// The root-relative address of an object.
  func url(_ kind: Kind, _ number: UInt32) -> String { "/v1/\(kind.plural)/" + texts.string(id(kind, number)) }
}
