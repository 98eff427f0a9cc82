internal import Cooperation
internal import HTTP
internal import JSON

/// `/v1/dataset` and the dataset in one file.
extension Endpoints {
  static func dataset(_ call: Call) -> Response {
    call.withSettings { ask in
      let info = call.edition.catalog.info
      var json = JSONWriter()
      json.beginObject()
      json.key("data")
      json.beginObject()
      json.key("version")
      json.string(info.version)
      json.key("released")
      json.string(Instant.iso(info.released))
      json.key("licence")
      json.string(info.licence)
      json.texts(of: info, in: ask.language)
      json.key("languages")
      json.beginArray()
      for language in Language.allCases { json.string(language.tag) }
      json.endArray()
      json.key("counts")
      json.beginObject()
      for kind in Kind.allCases {
        json.key(escaping: kind.plural)
        json.integer(call.edition.catalog.count(kind))
      }
      json.endObject()
      json.key("checksum")
      json.string(call.service.edition.checksum)
      json.key("links")
      json.beginObject()
      json.key("sqlite")
      json.string("/v1/dataset.sqlite")
      json.key("ndjson")
      json.string("/v1/dataset.ndjson")
      json.endObject()
      json.endObject()
      return call.finish(&json, ask)
    }
  }

  static func sqlite(_ call: Call) -> Response {
    call.file { call in
      let edition = call.service.edition
      // The seal stands for the bytes in the entity tag.
      var response = call.answer(Array(edition.seal.utf8), canonical: call.route.path, ask: nil, acceptsRanges: true)
      response.body = []
      response.rest = .source(edition.sqlite)
      return response
    }
  }

  static func ndjson(_ call: Call) -> Response {
    call.file { $0.answer(making: $0.service.edition.ndjson, canonical: $0.route.path, ask: nil) }
  }

  static func openAPIYAML(_ call: Call) -> Response { call.file(call.service.edition.openAPIYAML()) }
  static func openAPIJSON(_ call: Call) -> Response { call.file(call.service.edition.openAPIJSON()) }
}

extension Call {
  /// A file as it is, the same in every language.
  fileprivate func file(_ answer: (Call) -> Response) -> Response { withSettings { _ in answer(self) } }

  /// A text of the contract; JSON indented if asked.
  fileprivate func file(_ bytes: [UInt8]) -> Response {
    withSettings { ask in
      ask.isPretty
        ? answer(PrettyPrinter.print(bytes), canonical: route.path + "?pretty=1", ask: nil)
        : answer(bytes, canonical: route.path, ask: nil)
    }
  }
}

/// A moment in UTC.
enum Instant {
  /// `2026-11-22T00:00:00Z`, of seconds since 1970.
  static func iso(_ seconds: Int) -> String {
    let days = Int((Double(seconds) / 86_400).rounded(.down))
    let rest = seconds - days * 86_400
    let time = [rest / 3600, rest / 60 % 60, rest % 60].map { Day.padded($0, to: 2) }.joined(separator: ":")
    return Day(ordinal: Int32(days)).iso + "T" + time + "Z"
  }
}
