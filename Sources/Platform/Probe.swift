internal import Glibc

/// The least HTTP client there is: one GET on one connection, for a health check that needs no other program.
package enum Probe {
  /// The status line and head that the server at `address` answers a GET of `path` with.
  ///
  /// - Parameter seconds: how long connecting, sending and each read may take.
  package static func get(_ path: String, at address: SocketAddress, seconds: Int) throws(SystemError) -> String {
    let socket = FileDescriptor(
      owning: try systemCall("socket") { Glibc.socket(address.family, CInt(SOCK_STREAM.rawValue), 0) })
    try socket.set(timeout: seconds, SO_RCVTIMEO)
    try socket.set(timeout: seconds, SO_SNDTIMEO)
    try address.connect(socket.number)
    let request = Array("GET \(path) HTTP/1.1\r\nHost: \(address)\r\nConnection: close\r\n\r\n".utf8)
    try FileDescriptor.write(request.span, to: socket.number)
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while answer.count < 65_536 {
      let number = socket.number
      let count = try systemCall("recv") { buffer.withUnsafeMutableBytes { recv(number, $0.baseAddress, $0.count, 0) } }
      if count == 0 { break }
      answer.append(contentsOf: buffer[..<count])
    }
    return String(decoding: answer, as: UTF8.self)
  }
}

extension SocketAddress {
  fileprivate func connect(_ number: CInt) throws(SystemError) {
    try systemCall("connect") { withSockaddr { Glibc.connect(number, $0, $1) } }
  }
}

extension FileDescriptor {
  fileprivate borrowing func set(timeout seconds: Int, _ option: CInt) throws(SystemError) {
    let number = number
    try systemCall("setsockopt") {
      var time = timeval(tv_sec: seconds, tv_usec: 0)
      return setsockopt(number, CInt(SOL_SOCKET), option, &time, socklen_t(MemoryLayout<timeval>.size))
    }
  }
}
