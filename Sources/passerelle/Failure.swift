import ArgumentParser
import Dataset

/// Runs `body`; says on standard error what went wrong and ends with the code that sysexits(3) has for it.
func reportingFailure<T>(_ body: () throws(DatasetError) -> T) throws -> T {
  do {
    return try body()
  } catch {
    var lines = error.description
    if case .invalid(let violations) = error {
      lines += "\n\(violations.count) violation\(violations.count == 1 ? "" : "s"); nothing was changed"
    }
    StandardError.print(lines)
    throw error.exitCode
  }
}

extension DatasetError {
  var exitCode: ExitCode {
    switch self {
    case .invalid, .refused: ExitCode(65)  // EX_DATAERR
    case .unreadable: ExitCode(66)  // EX_NOINPUT
    case .uncreatable: ExitCode(73)  // EX_CANTCREAT
    case .unwritten: ExitCode(74)  // EX_IOERR
    }
  }
}
