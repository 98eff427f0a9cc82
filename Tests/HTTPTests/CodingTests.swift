import HTTP
import Testing

@Suite struct CodingTests {
  @Test(arguments: ["/page", "/kept"]) func `gzip has a tag of its own and inflates to the same bytes`(target: String)
    throws
  {
    let server = try TestServer()
    // Three times, so that a kept answer is told from a new one.
    for _ in 0..<3 {
      let plain = try server.ask(target)
      let packed = try server.ask(target, ["Accept-Encoding: gzip"])
      #expect(plain["ETag"] == "\"v1\"" && plain["Content-Encoding"] == nil)
      #expect(packed["ETag"] == "\"v1-gzip\"" && packed["Content-Encoding"] == "gzip")
      #expect(packed.body.count < plain.body.count)
      #expect(plain["Vary"] == packed["Vary"])
      #expect(plain.body == TestServer.page)
      #expect(try Gunzip.run(packed.body) == TestServer.page)
    }
  }

  @Test func `What is short or does not compress stays as it is`() throws {
    let server = try TestServer()
    #expect(try server.ask("/short", ["Accept-Encoding: gzip"])["Content-Encoding"] == nil)
    #expect(try server.ask("/large", ["Accept-Encoding: gzip"])["Content-Encoding"] == nil)
  }

  @Test func `Where identity is ruled out, even a short answer is compressed`() throws {
    let server = try TestServer()
    let answer = try server.ask("/short", ["Accept-Encoding: gzip, identity;q=0"])
    #expect(answer["ETag"] == "\"s1-gzip\"")
    #expect(try Gunzip.run(answer.body) == Array("short".utf8))
    #expect(try server.ask("/short", ["Accept-Encoding: identity;q=0"]).status == 406)
    #expect(try server.ask("/nothing", ["Accept-Encoding: *;q=0"]).status == 404)
  }
}
