internal import Cooperation
internal import HTTP

/// `/llms.txt`: the whole API on one page, in Markdown, for programs that read before they ask.
extension Endpoints {
  static func languageModels(_ call: Call) -> Response {
    call.withSettings { _ in
      call.answer(Array(Guide(catalog: call.edition.catalog).text.utf8), canonical: "/llms.txt", ask: nil)
    }
  }
}

/// What one page can say; every count and word in it is the catalog's.
private struct Guide {
  let catalog: Catalog

  var text: String { [opening, grammar, objects, recipes, errors].joined(separator: "\n") }

  private var opening: String {
    let info = catalog.info
    let counts = Kind.allCases.map { "- `/v1/\($0.plural)`: \(catalog.count($0)). \(purpose(of: $0))" }
    return """
      # Passerelle

      > \(info.title.en). \(info.description.en)

      A read-only JSON API: GET only, no key, no mandatory parameter. Dataset \(info.version), licence \(info.licence).
      Everything in an answer comes from this one version, which `meta.dataset` names. The whole contract is
      [openapi.yaml](/openapi.yaml); the same as JSON is [openapi.json](/openapi.json).

      ## What is here

      \(counts.joined(separator: "\n"))
      - `/v1/<kind>/{id}`: one object. `/v1/<kind>/{id}/events`: the events of an actor, area, place or document.
        `/v1/events/{id}/claims`: what supports an event.
      - `/v1/search?q=`: all kinds, ranked; `kind` keeps some. `/v1/timeline`: events counted a period, `by` decade, year or
        month, `split` by type, area or actor. `/v1/graph`: who appears with whom. Both take every filter of events.
      - `/v1/vocab`: every enumeration in three languages. `/v1/dataset`: version, licence, checksum; all of it in one file:
        `/v1/dataset.sqlite`, `/v1/dataset.ndjson`.
      - `/docs`: the reference, for people. `/problems/{name}`: what an error means. `/healthz`, `/readyz`, `/metrics`: operations.

      """
  }

  private func purpose(of kind: Kind) -> String {
    switch kind {
    case .event: "Types: \(EventType.words.joined(separator: ", "))."
    case .actor: "Types: \(ActorType.words.joined(separator: ", "))."
    case .area: "Fields of cooperation: domains, and topics below them."
    case .place: "Types: \(PlaceType.words.joined(separator: ", "))."
    case .document: "The sources; everything here was read in them."
    case .claim: "Which paragraph of which document supports which value of which object."
    }
  }

  private var grammar: String {
    """
    ## How to ask

    - Filters take ids, aliases, or exact names in any language: `actor=OTAN` is `actor=nato`.
      `a,b` is or; the same name again is and; a leading `-` is not: `actor=japan&actor=nato&type=-statement`.
    - Events: `q type actor role area place document status country date`. Actors: `type country area member_of`.
      Areas: `broader`. Places: `type within country`. Documents: `type publisher language date`.
      Claims: `event actor area place document field status`.
    - `date` takes EDTF: `2013`, `2013-04/2014`, `../2010`, `199X`. It finds what may lie there; `date_match=certain` only
      what surely does.
    - Every list: `q`, words that must all match, `"a phrase"`, `-word`; `id`, many at once; `sort`, as in `sort=-date`.
    - `fields=name,date.label` keeps only these keys; `include=actors,claims` adds full objects under `included`;
      `facets=type,area,year` adds counts to events, actors and documents; `limit=0` gives counts alone. `limit` is 50, at most
      1000, with `offset`; follow `links.next`.
    - `lang=en`, `fr` or `ja`; French by default, the language of the sources. `pretty` indents.
    - On lists a suffix gives all matches in another form: `.csv`, `.ndjson`; `.geojson` for events and
      places, `.ics` for events; timeline and graph have `.csv`, too.

    """
  }

  private var objects: String {
    """
    ## How to read

    - Every object has every key: unknown is `null`, none is `[]`. A list item is the same object as the detail.
    - A date says what its source says: `edtf` is it, `earliest` and `latest` bound it, `label` prints it. Never take
      `earliest` for the day on which something happened. `basis` is `stated`; `attested`, where the source only says
      that it was so when it was written; or `inferred`, an editor's reading.
    - `participants[].post` is the office held then. `participants[].on_behalf_of` is whom the participant stood for.
    - To cite a fact, ask for the event's claims: each names `document` and `paragraph`. `status: disputed` means that
      the sources do not agree.

    """
  }

  /// Questions that work: a test asks each of them.
  private static let examples: [(target: String, gives: String)] = [
    ("/v1", "what is here, with limits"),
    ("/v1/events?actor=japan&actor=nato&type=visit,meeting&lang=en", "visits and meetings with both"),
    ("/v1/events?date=2014&fields=name,date.label&lang=en", "what may have happened in 2014, names and dates only"),
    ("/v1/events?area=cyber-defence&sort=-date&lang=en", "one field of cooperation, latest first"),
    ("/v1/events?facets=type,area,year&limit=0&lang=en", "counts only"),
    ("/v1/events/ipcp-signing-2014?include=actors,claims&lang=en", "one event with everything that supports it"),
    ("/v1/events/ipcp-signing-2014/claims?fields=field,value,document.name,paragraph&lang=en", "who says so"),
    ("/v1/actors?type=person&sort=-events&lang=en", "persons, the most active first"),
    ("/v1/search?q=cyber&limit=8&lang=en", "everything about a word"),
    ("/v1/timeline?by=decade&split=type&lang=en", "events a decade"),
    ("/v1/graph?date=2014&lang=en", "who appeared with whom"),
    ("/v1/events.csv?actor=japan&fields=name,date&lang=en", "a table"),
    ("/v1/dataset.ndjson", "the whole dataset, a record a line"),
  ]

  private var recipes: String {
    let lines = Guide.examples.map { "- `GET \($0.target)`: \($0.gives)" }
    return "## Examples that work\n\n" + lines.joined(separator: "\n") + "\n"
  }

  private var errors: String {
    """
    ## When it is not understood

    An unknown parameter or value is a 400 with `application/problem+json`, never an empty list: `errors[].did_you_mean` suggests,
    `try` is a link that works. A 404 suggests ids. An empty `data` means that there is truly nothing.

    """
  }
}
