import Platform

/// Where the program says what it does and what went wrong; standard output belongs to results and to the access log.
enum StandardError {
  static func print(_ line: String) {
    // If this cannot be said, there is nobody left to say it to.
    try? FileDescriptor.write(Array((line + "\n").utf8).span, to: 2)
  }
}
