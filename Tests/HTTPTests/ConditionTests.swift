import HTTP
import Testing

/// Conditions and ranges. `/page` has the tag "v1", `/file` the tag "f1", ten bytes, and ranges.
@Suite struct ConditionTests {
  private static let date = "Sun, 06 Nov 1994 08:49:37 GMT"
  private static let earlier = "Sun, 06 Nov 1994 08:49:36 GMT"

  static let cases: [([String], Int)] = [
    (["If-None-Match: \"v1\""], 304), (["If-None-Match: W/\"v1\""], 304), (["If-None-Match: *"], 304),
    (["If-None-Match: \"x\", \"v1\""], 304), (["If-None-Match: \"x\"", "If-None-Match: \"v1\""], 304),
    (["If-None-Match: \"x,\",\t,W/\"v1\""], 304), (["If-None-Match: \"x\""], 200), (["If-None-Match: v1"], 200),
    (["If-None-Match: \"v1-gzip\""], 200), (["If-None-Match: \"v1-gzip\"", "Accept-Encoding: gzip"], 304),
    (["If-None-Match: \"v1\"", "Accept-Encoding: gzip"], 200), (["If-None-Match:"], 200),
    (["If-None-Match: \"v1"], 200),
    (["If-Modified-Since: \(date)"], 304), (["If-Modified-Since: \(earlier)"], 200),
    (["If-Modified-Since: Sunday, 06-Nov-94 08:49:37 GMT"], 304),
    (["If-Modified-Since: Sun Nov  6 08:49:37 1994"], 304),
    (["If-Modified-Since: now"], 200), (["If-Modified-Since: \(date)", "If-Modified-Since: \(date)"], 200),
    (["If-None-Match: \"x\"", "If-Modified-Since: \(date)"], 200),
    (["If-None-Match: \"v1\"", "If-Modified-Since: \(earlier)"], 304),
    (["If-Match: \"v1\""], 200), (["If-Match: *"], 200), (["If-Match: W/\"v1\""], 412), (["If-Match: \"x\""], 412),
    (["If-Match: \"x\", \"v1\""], 200), (["If-Match: \"v1\"", "If-None-Match: \"v1\""], 304),
    (["If-Match: \"x\"", "If-None-Match: \"v1\""], 412), (["If-Unmodified-Since: \(date)"], 200),
    (["If-Unmodified-Since: \(earlier)"], 412), (["If-Unmodified-Since: then"], 200),
    (["If-Match: \"v1\"", "If-Unmodified-Since: \(earlier)"], 200),
    (["If-Range: \"x\"", "If-None-Match: \"v1\""], 304),
  ]

  @Test("Conditions are judged in their order", arguments: cases)
  func conditions(_ fields: [String], _ status: Int) throws {
    let server = try TestServer()
    for target in ["/page", "/kept"] {
      for method in ["GET", "HEAD"] {
        #expect(try server.ask(target, fields, method: method).status == status, "\(method) \(target)")
      }
    }
  }

  @Test func `Conditions hide neither a 404 nor a 405`() throws {
    let server = try TestServer()
    #expect(try server.ask("/nothing", ["If-None-Match: *"]).status == 404)
    #expect(try server.ask("/nothing", ["If-Match: \"x\""]).status == 404)
    #expect(try server.ask("/page", ["If-Match: \"x\""], method: "DELETE").status == 405)
  }

  @Test func `A 304 repeats what caches need`() throws {
    let server = try TestServer()
    let answer = try server.ask("/page", ["If-None-Match: \"v1\""])
    #expect(answer["ETag"] == "\"v1\"")
    #expect(answer["Vary"] == "Accept-Encoding, Accept-Language")
    #expect(answer["Cache-Control"] == "public, max-age=60")
    #expect(answer["Access-Control-Allow-Origin"] == "*")
    #expect(answer["X-Edition"] == "1")
    // A date beside a tag tells a cache nothing more (RFC 9110 §15.4.5).
    #expect(answer["Last-Modified"] == nil)
    #expect(answer["Content-Type"] == nil && answer["Content-Length"] == nil && answer["Content-Encoding"] == nil)
  }

  static let ranges: [(String, Int, String)] = [
    ("bytes=0-3", 206, "0123"), ("bytes=8-", 206, "89"), ("bytes=-2", 206, "89"), ("bytes=-20", 206, "0123456789"),
    ("bytes=5-99999999999999999999999999", 206, "56789"), ("Bytes=0-0", 206, "0"), ("bytes=10-", 416, ""),
    ("bytes=-0", 416, ""), ("bytes=99999999999999999999999999-", 416, ""), ("bytes=3-2", 200, ""), ("bytes=", 200, ""),
    ("bytes=a-b", 200, ""), ("bytes=-", 200, ""), ("bytes=--1", 200, ""), ("lines=0-1", 200, ""),
    ("bytes 0-1", 200, ""),
    ("bytes=0-1,", 206, "01"), ("bytes=0-1, 20-", 206, "01"), ("bytes=20-, 30-40", 416, ""), ("bytes=0-9,0-9", 200, ""),
    ("bytes= 1-2", 206, "12"), ("bytes=1-2-3", 200, ""),
  ]

  @Test("Ranges", arguments: ranges)
  func range(_ range: String, _ status: Int, _ content: String) throws {
    let server = try TestServer()
    let answer = try server.ask("/file", ["Range: \(range)", "Accept-Encoding: gzip"])
    #expect(answer.status == status)
    #expect(answer["Accept-Ranges"] == "bytes")
    switch status {
    case 206:
      #expect(answer.text == content)
      #expect(answer["Content-Range"]?.hasSuffix("/10") == true)
      #expect(answer["ETag"] == "\"f1\"")
    case 416: #expect(answer["Content-Range"] == "bytes */10")
    default: #expect(answer.text == "0123456789")
    }
  }

  @Test func `Several ranges come in parts`() throws {
    let server = try TestServer()
    let answer = try server.ask("/file", ["Range: bytes=0-1, -2", "X-Request-Id: b"])
    #expect(answer.status == 206)
    #expect(answer["Content-Type"] == "multipart/byteranges; boundary=passerelle-b")
    #expect(answer["Content-Range"] == nil)
    #expect(
      answer.text
        == "--passerelle-b\r\nContent-Type: text/plain\r\nContent-Range: bytes 0-1/10\r\n\r\n01\r\n"
        + "--passerelle-b\r\nContent-Type: text/plain\r\nContent-Range: bytes 8-9/10\r\n\r\n89\r\n--passerelle-b--\r\n")
  }

  @Test(arguments: [
    ("\"f1\"", 206), ("\"f2\"", 200), ("W/\"f1\"", 200), (date, 206), (earlier, 200), ("nonsense", 200),
    ("Mon, 07 Nov 1994 08:49:37 GMT", 200),
  ]) func `If-Range decides between part and whole`(value: String, status: Int) throws {
    let server = try TestServer()
    #expect(try server.ask("/file", ["Range: bytes=0-1", "If-Range: \(value)"]).status == status)
  }

  @Test func `Only what has ranges serves them, and only to GET`() throws {
    let server = try TestServer()
    #expect(try server.ask("/page", ["Range: bytes=0-1"]).status == 200)
    #expect(try server.ask("/page")["Accept-Ranges"] == nil)
    #expect(try server.ask("/file", ["Range: bytes=20-"], method: "HEAD").status == 200)
    #expect(try server.ask("/file", ["Range: bytes=0-1", "If-None-Match: \"f1\""]).status == 304)
  }
}
