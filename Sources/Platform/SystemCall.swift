internal import Glibc

// Every call into the kernel goes through one of two functions, so that three rules hold everywhere:
//
// - a call that a signal interrupted is made again;
// - "nothing to do now" is a value, since it is what a non-blocking socket says all day;
// - anything else is an error that remembers which call it came from.

/// A system call that failed.
package struct SystemError: Error, CustomStringConvertible, Equatable {
  package let call: String
  /// The value of `errno`, see errno(3).
  package let code: CInt

  package init(call: String, code: CInt) {
    self.call = call
    self.code = code
  }

  /// The other end is gone for good.
  package var isBrokenPipe: Bool { code == EPIPE }

  package var description: String { "\(call): \(String(cString: strerror(code)))" }
}

/// What moving bytes on a non-blocking descriptor came to.
package enum Transfer: Equatable {
  /// So many bytes were moved. Zero, when reading, is the end.
  case moved(Int)
  /// Nothing can be moved before the descriptor is ready again.
  case wouldBlock
  case failed(SystemError)
}

/// Makes a call that says -1 and sets `errno` when it fails.
@discardableResult
func systemCall<Result: FixedWidthInteger>(
  _ name: StaticString, _ body: () -> Result
) throws(SystemError) -> Result {
  while true {
    let result = body()
    if result != -1 { return result }
    let code = errno
    if code != EINTR { throw SystemError(call: name.description, code: code) }
  }
}

/// Makes a call that moves bytes on a non-blocking descriptor.
func transfer(_ name: StaticString, _ body: () -> Int) -> Transfer {
  while true {
    let count = body()
    if count >= 0 { return .moved(count) }
    switch errno {
    case EINTR: continue
    case EAGAIN: return .wouldBlock
    case let code: return .failed(SystemError(call: name.description, code: code))
    }
  }
}
