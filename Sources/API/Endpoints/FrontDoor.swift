internal import Cooperation
internal import HTTP

/// The page that browsers get at `/`, and `/docs`, which leads to its reference.
extension Endpoints {
  /// The reference is a view of the page, and so has an address with a fragment, which no path can stand for.
  static func docs(_ call: Call) -> Response {
    call.withSettings { ask in
      let target = (ask.namesLanguage ? "/?lang=\(ask.language.tag)" : "/") + "#/docs"
      let text = """
        The reference, for browsers: \(target)
        For programs: /openapi.yaml, /openapi.json, /llms.txt

        """
      var response = call.answer(Array(text.utf8), canonical: "/docs", ask: nil)
      response.status = 303
      response.fields.add("Location", target)
      return response
    }
  }
}

extension Call {
  /// `/` as a page.
  func page(_ ask: Ask) -> Response {
    let page = service.edition.page()
    let info = catalog.info
    let body = page.html(
      ask.language, title: info.title[ask.language] ?? info.title.fr,
      description: info.description[ask.language] ?? info.description.fr)
    var response = answer(body, canonical: ask.canonical.link("/"), ask: ask)
    response.fields += ["Content-Security-Policy": page.policy, "Referrer-Policy": "no-referrer"]
    return response
  }
}
