import Glibc
import HTTP
import JSON
import Platform

/// What a server says of itself, on standard error: a sentence on a terminal; elsewhere a JSON object a line, in the
/// manner of the access log.
struct Log: Sendable {
  let level: LogLevel
  private let isForPeople = isatty(2) == 1

  enum Value: Sendable {
    case text(String)
    case number(Int)
  }

  init(level: LogLevel) { self.level = level }

  /// - Parameters:
  ///   - event: what happened, as one word for programs.
  ///   - message: what happened, as a sentence for people.
  func write(_ level: LogLevel, _ event: String, _ message: String, _ fields: KeyValuePairs<String, Value> = [:]) {
    guard level >= self.level else { return }
    guard !isForPeople else { return StandardError.print("passerelle: " + message) }
    var json = JSONWriter()
    json.beginObject()
    json.key("time")
    json.string(Clock.timestamp())
    json.key("level")
    json.string(level.rawValue)
    json.key("event")
    json.string(event)
    json.key("message")
    json.string(message)
    for (key, value) in fields {
      json.key(escaping: key)
      switch value {
      case .text(let text): json.string(text)
      case .number(let number): json.integer(number)
      }
    }
    json.endObject()
    StandardError.print(String(decoding: json.bytes, as: UTF8.self))
  }
}
