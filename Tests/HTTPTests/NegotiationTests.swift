import HTTP
import Testing

@Suite struct NegotiationTests {
  private func coding(_ field: String) -> CodingPreference {
    let bytes = Array(field.utf8)
    return CodingPreference(bytes.span)
  }

  @Test(arguments: [
    ("gzip", true), ("GZIP", true), ("x-gzip", true), ("gzip, deflate, br, zstd", true), ("*", true),
    ("gzip;q=0", false), ("gzip;q=0.0", false), ("gzip; q=0.001", true), ("gzip ;\tq=1.000", true), ("", false),
    (" , ,", false), ("identity", false), ("deflate", false), ("br;q=1.0, gzip;q=0.5", true), ("gzip;q=0, *", false),
    ("*;q=0", false), ("identity, gzip;q=0.5", false), ("identity;q=0.5, gzip", true), ("gzipped", false),
    ("not-gzip", false), ("gzip;q=2", false), ("gzip;q=abc", false), ("gzip;q=0.1234", false), ("gzip;q=", false),
    ("*;q=0.5, identity", false), ("identity;q=0", false), ("gzip;q=0, x-gzip", true), ("\tgzip\t", true),
  ]) func `gzip is chosen by tokens and weights`(field: String, isWanted: Bool) {
    #expect(coding(field).wantsGzip == isWanted)
  }

  @Test(arguments: [
    ("", true), ("gzip", true), ("identity;q=0", false), ("*;q=0", false), ("*;q=0, identity;q=0.1", true),
    ("gzip;q=0", true), ("identity;q=0, gzip", false), ("deflate, *;q=0", false),
  ]) func `Identity is acceptable unless it is ruled out`(field: String, isTaken: Bool) {
    #expect(coding(field).takesIdentity == isTaken)
  }

  @Test(
    arguments: [
      (nil, nil), ("", nil), ("en", "en"), ("EN", "en"), ("en-GB", "en"), ("ja-JP-x-lvariant, en", "ja"),
      ("de, en;q=0.5", "en"), ("de", nil), ("en;q=0.5, ja;q=0.8", "ja"), ("en;q=0.5, ja;q=0.5", "en"),
      ("*", "fr"), ("fr;q=0, *", "en"), ("*;q=0.5, ja", "ja"), ("fr;q=0", nil), ("en;q=0, en-GB", nil), ("*;q=0", nil),
      ("de, *;q=0.1", "fr"), ("*, en;q=0", "fr"), ("fr-CA;q=0.1, ja;q=0, *;q=0.2", "fr"),
      ("fr, en;q=0.9, ja;q=0.8, *", "fr"),
      ("en-", "en"), ("enx, e, e-n, -en", nil), ("i-en", nil), ("*;q=0.1, *;q=0.3, en;q=0.2", "fr"),
      ("fr-FR, fr;q=0.9, en-US;q=0.8, en;q=0.7", "fr"), ("en;q=x, ja", "ja"),
    ] as [(String?, String?)]) func `A language is looked up`(field: String?, language: String?)
  {
    #expect(AcceptLanguage.best(field, among: ["fr", "en", "ja"]) == language)
  }

  @Test(
    arguments: [
      (nil, 0), ("", 0), ("*/*", 0), ("text/csv", 1), ("TEXT/CSV", 1), ("text/*", 1), ("application/*", 0),
      ("image/png", nil), ("text/html, */*;q=0.1", 0), ("text/csv;q=0.5, application/json;q=0.4", 1),
      ("application/json;q=0, */*", 1), ("*/*;q=0", nil), ("text/*;q=0.9, text/csv;q=0.1, application/json;q=0.5", 0),
      ("*", 0), ("application/json, text/csv", 0), ("text/csv, application/json", 0), ("application/json;q=x", 0),
      ("text/csv;header=present", nil), ("application/json; charset=UTF-8", 0), ("text/csv;charset=utf-8;q=0.5", 1),
      ("text/csv;charset=latin1", nil), ("*/csv", 0), ("*/csv, text/csv", 1), ("text/csv/x, text//csv, /csv", 0),
      ("text/csv; charset = \"utf-8\"", 1), ("text/csv;;", 1), ("application/json;q=0.1;x=y, text/csv;q=0.2;x", 1),
      ("application/geo+json", 2), ("application/geo+json;version=1", nil),
    ] as [(String?, Int?)]) func `A media type is chosen by weight and precision`(field: String?, index: Int?)
  {
    #expect(Accept.best(field, among: ["application/json", "text/csv", "application/geo+json"]) == index)
  }

  // Not a timed test: at a hundred nanoseconds a byte for each of its subtags, this would take minutes.
  @Test func `A range of very many subtags is shortened at once`() {
    let long = String(repeating: "-xx", count: 200_000)
    #expect(AcceptLanguage.best("de\(long), ja\(long);q=0.5, en;q=0.1", among: ["fr", "en", "ja"]) == "ja")
    let many = String(repeating: "a/b;c=d, ", count: 100_000)
    #expect(Accept.best("\(many) text/csv;q=0.1", among: ["application/json", "text/csv"]) == 1)
  }

  @Test func `Parameters make a range more precise`() {
    let types = ["text/html;level=1", "text/html", "text/html;level=2", "text/plain"]
    // The example of RFC 9110 §12.5.1.
    let field = "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5"
    #expect(Accept.best(field, among: types) == 3)
    #expect(Accept.best("text/html;level=1;q=0.2, text/html;q=0.7", among: types) == 1)
  }
}
