import Hummingbird
import Logging
import NIOCore

/// Answers every GET of `/page` with the bytes of one file, from memory: `HummingbirdPeer PORT FILE`.
@main
struct Main {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let port = Int(arguments[1]) else {
      print("usage: HummingbirdPeer PORT FILE")
      return
    }
    let body = ByteBuffer(bytes: try read(arguments[2]))
    let router = Router()
    router.get("page") { _, _ in
      Response(
        status: .ok,
        headers: [.contentType: "application/json", .cacheControl: "public, max-age=60"],
        body: ResponseBody(byteBuffer: body))
    }
    var logger = Logger(label: "peer")
    logger.logLevel = .error
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)), logger: logger)
    try await application.runService()
  }
}
