/// Why a dataset was not read, not accepted or not written.
package enum DatasetError: Error, Sendable, CustomStringConvertible {
  /// The fixtures break the rules; nothing was changed.
  case invalid([Violation])
  /// A file or folder that cannot be read.
  case unreadable(path: String, reason: String)
  /// A file that is no sound database of ours.
  case refused(path: String, reason: String)
  /// A place that cannot be written to; nothing was changed.
  case uncreatable(path: String, reason: String)
  /// Writing began and failed; what had been there is still there.
  case unwritten(path: String, reason: String)

  /// One sentence, or one line for each violation.
  package var description: String {
    switch self {
    case .invalid(let violations): violations.map(\.description).joined(separator: "\n")
    case .unreadable(let path, let reason), .refused(let path, let reason), .uncreatable(let path, let reason),
      .unwritten(let path, let reason):
      "\(path): \(reason)"
    }
  }
}
