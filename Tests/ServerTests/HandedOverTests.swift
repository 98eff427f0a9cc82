import Foundation
import Testing

/// A socket that listens before and after the servers that it is handed to, as a service manager holds it.
@Suite("A socket handed over")
struct HandedOverTests {
  private let socket: Int32
  private let port: Int

  init() throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let socket = socket
    let outcome = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        [bind(socket, address, size), listen(socket, 64), getsockname(socket, address, &size)]
      }
    }
    try #require(outcome == [0, 0, 0])
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  /// Starts a server with the socket as descriptor 3; the shell knows the number that the program will have.
  private func start(_ descriptors: String = "1") throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, socket, 3)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    let script = "LISTEN_PID=$$ LISTEN_FDS=\(descriptors) exec \"$0\" serve --fixtures \"$1\" --no-access-log"
    let arguments = ["sh", "-c", script, Program.url.path, Program.root.appending(path: "Fixtures").path]
    var pointers = arguments.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    var process: pid_t = 0
    try #require(posix_spawn(&process, "/bin/sh", &actions, nil, &pointers, environ) == 0)
    return process
  }

  private func wait(_ process: pid_t) -> Int32 {
    var status: Int32 = 0
    waitpid(process, &status, 0)
    return status
  }

  private func ask() throws -> String {
    let arguments = ["-s", "--max-time", "20", "http://127.0.0.1:\(port)/healthz"]
    return try Program.run(arguments, by: URL(filePath: "/usr/bin/curl")).output
  }

  @Test("Who connects between two runs is answered by the second")
  func restart() throws {
    defer { close(socket) }
    let first = try start()
    #expect(try ask() == #"{"status":"ok"}"#)
    kill(first, SIGTERM)
    #expect(wait(first) == 0)
    // Nobody serves now. The connection waits in the socket's queue until somebody does.
    let client = Process()
    client.executableURL = URL(filePath: "/usr/bin/curl")
    client.arguments = ["-s", "--max-time", "20", "http://127.0.0.1:\(port)/healthz"]
    let output = Pipe()
    client.standardOutput = output
    try client.run()
    let second = try start()
    #expect(String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) == #"{"status":"ok"}"#)
    kill(second, SIGTERM)
    #expect(wait(second) == 0)
  }

  @Test("Two sockets are refused")
  func several() throws {
    defer { close(socket) }
    #expect(wait(try start("2")) == 71 << 8)
  }
}
