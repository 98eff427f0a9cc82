/// How much a line of the log matters.
package enum LogLevel: String, CaseIterable, Comparable, Sendable {
  /// All goes as it should.
  case info
  /// Something was refused or kept as it was, and an operator may want to know.
  case warning
  /// Something failed that should not.
  case error

  package static func < (left: LogLevel, right: LogLevel) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .info: 0
    case .warning: 1
    case .error: 2
    }
  }
}

extension LogLevel {
  /// How much an answer matters: what is wrong with a request is its sender's affair; 503 is a want of room.
  init(status: Int) {
    self =
      switch status {
      case ..<500: .info
      case 503: .warning
      default: .error
      }
  }
}
