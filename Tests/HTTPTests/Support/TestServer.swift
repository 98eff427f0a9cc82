import HTTP

/// A server on a free port of this machine, gone when the test lets go of it.
final class TestServer {
  let server: Server

  init(
    _ configure: (inout Server.Configuration) -> Void = { _ in }, responder: @escaping Responder = TestServer.respond
  ) throws {
    var configuration = Server.Configuration()
    configuration.port = 0
    configuration.threads = 2
    configuration.accessLog = false
    configure(&configuration)
    server = try Server(
      configuration: configuration, application: Application(fields: ["X-Edition": "1"], respond: responder))
    server.start()
  }

  deinit { server.drain(timeout: .zero) {} }

  func connect(receiveBuffer: Int32? = nil) throws -> RawClient {
    try RawClient(port: server.port, receiveBuffer: receiveBuffer)
  }

  /// Sends one request with `Connection: close` and reads its answer.
  func ask(_ target: String, _ fields: [String] = [], method: String = "GET") throws -> Answer {
    let client = try connect()
    let lines = ["\(method) \(target) HTTP/1.1", "Host: test", "Connection: close"] + fields
    try client.send(lines.joined(separator: "\r\n") + "\r\n\r\n")
    guard let answer = try client.readAnswer(toHead: method == "HEAD") else {
      throw RawClient.Failure(description: "no answer to \(method) \(target)")
    }
    guard try client.readToEnd().isEmpty else { throw RawClient.Failure(description: "more than one answer") }
    return answer
  }

  static let released = 784_111_777  // Sun, 06 Nov 1994 08:49:37 GMT
  static let page = Array(String(repeating: "all work and no play; ", count: 100).utf8)
  static let large = Array(repeating: Array("0123456789 this is a line of a large file\n".utf8), count: 70_000).flatMap
  { $0 }

  /// A small application with something for every case.
  static let respond: Responder = { request in
    let path = String(decoding: request.path, as: UTF8.self)
    let query = request.query.map { String(decoding: $0, as: UTF8.self) } ?? ""
    switch path {
    case "/page", "/kept":
      return Response(
        status: 200, contentType: "text/plain", fields: ["Cache-Control": "public, max-age=60"], body: page,
        entityTag: "v1", lastModified: released, vary: [.acceptLanguage], isKept: path == "/kept")
    case "/file":
      return Response(
        status: 200, contentType: "text/plain", fields: [:], body: Array("0123456789".utf8), entityTag: "f1",
        lastModified: released, isKept: true, acceptsRanges: true)
    case "/large":
      return Response(
        status: 200, contentType: "application/octet-stream", body: large, entityTag: "l1", isKept: true,
        acceptsRanges: true)
    case "/lines", "/kept-lines":
      return Response(
        status: 200, contentType: "text/plain", body: Array("first\n".utf8), rest: .made(Lines(left: Int(query) ?? 0)),
        entityTag: "n1", lastModified: released, isKept: path == "/kept-lines")
    case "/broken":
      return Response(status: 200, contentType: "text/plain", body: [], rest: .made(Lines(left: 9, breaksAt: 4)))
    case "/elsewhere":
      let source = ByteSource(count: large.count) { range, bytes in
        bytes += large[range]
        return true
      }
      return Response(
        status: 200, contentType: "application/octet-stream", body: [], rest: .source(source), entityTag: "e1",
        acceptsRanges: true)
    case "/shrunk":
      let source = ByteSource(count: large.count) { range, _ in range.lowerBound < 500_000 }
      return Response(status: 200, contentType: "application/octet-stream", body: [], rest: .source(source))
    case "/prose":
      return Response(status: 200, contentType: "text/plain", body: large, entityTag: "p1", isKept: true)
    case "/echo":
      let text = [path, query, request.accept ?? "-", request.acceptLanguage ?? "-", request.id].joined(separator: "|")
      return Response(status: 200, contentType: "text/plain", body: Array(text.utf8), vary: [.accept])
    case "/short":
      return Response(status: 200, contentType: "text/plain", body: Array("short".utf8), entityTag: "s1")
    case "/":
      return Response(status: 200, contentType: "text/plain", body: Array("root".utf8))
    default:
      return Problem(name: .notFound, detail: "There is no \(path).").response(instance: request.id)
    }
  }
}
