import Foundation
import Testing

/// The page as it leaves the program, over the wire.
@Suite("The page for browsers")
struct PageTests {
  private let server: RunningServer
  init() throws { server = try RunningServer() }

  private func page(_ options: [String] = []) throws -> String {
    try server.curl("/", ["-H", "Accept: text/html"] + options)
  }

  /// The text of the one element that begins with this tag.
  private func content(of tag: String, in page: String) throws -> String {
    let parts = page.components(separatedBy: "<\(tag)>")
    #expect(parts.count == 2, "one <\(tag)>")
    let end = try #require(parts[1].range(of: "</\(tag.prefix { $0 != " " })>"))
    return String(parts[1][..<end.lowerBound])
  }

  /// What the program `sha256sum` says, in Base64.
  private func digest(_ text: String) throws -> String {
    let file = URL.temporaryDirectory.appending(path: "passerelle-\(UUID().uuidString)")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let sum = try Program.run([file.path], by: URL(filePath: "/usr/bin/sha256sum")).output.prefix(64)
    let digits = Array(sum)
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
    return Data(bytes).base64EncodedString()
  }

  @Test("The policy names the digests of the very style and script that are sent, and forbids all else")
  func policy() throws {
    let answer = try page(["-D", "-"])
    let line = try #require(answer.split(separator: "\r\n").first { $0.hasPrefix("Content-Security-Policy: ") })
    let page = try page()
    let directives = line.dropFirst("Content-Security-Policy: ".count).components(separatedBy: "; ")
    #expect(
      directives == [
        "default-src 'none'", "connect-src 'self'", "img-src data:",
        "style-src 'sha256-\(try digest(content(of: "style", in: page)))'",
        "script-src 'sha256-\(try digest(content(of: "script", in: page)))'"
          + " 'sha256-\(try digest(content(of: "script type=text/plain id=later", in: page)))'", "base-uri 'none'",
        "form-action 'none'", "frame-ancestors 'none'",
      ])
  }

  @Test("It is whole within 100 KB, and asks for nothing from elsewhere")
  func whole() throws {
    let page = try page()
    #expect(page.utf8.count < 100_000)
    #expect(page.components(separatedBy: "</script>").count == 3, "two scripts, and nothing inside them that ends one")
    #expect(page.hasPrefix("<!doctype html>") && page.hasSuffix("</html>\n"))
    #expect(!page.contains("{{"))
    // Namespaces of XML are names, not addresses.
    let addresses = Set(page.matches(of: /(https?:)?\/\/[a-z0-9.]+\.[a-z]{2,}[^ "'`)]*/).map { String($0.0) })
    #expect(addresses.subtracting(["http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg"]) == [])
    #expect(page.matches(of: /\s(src|style|on[a-z]+)=["'{]/).isEmpty)
  }

  @Test("curl gets JSON, and a page that one has already is not sent again")
  func conditions() throws {
    #expect(try server.curl("/").hasPrefix("{\"name\":\"Passerelle\""))
    let head = try page(["-I"])
    #expect(head.contains("Content-Type: text/html; charset=utf-8\r\n"))
    #expect(head.contains("Vary: Accept-Encoding, Accept, Accept-Language\r\n"))
    let tag = try #require(head.firstMatch(of: /ETag: ("[^"]+")/)).1
    #expect(try page(["-H", "If-None-Match: \(tag)", "-o", "/dev/null", "-w", "%{http_code}"]) == "304")
    #expect(try page(["--compressed"]) == page())
  }
}
