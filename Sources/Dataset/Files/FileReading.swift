import FoundationEssentials
import Glibc

/// Reads whole files, and says in a few words why one cannot be read.
enum FileReading {
  /// Why a file cannot be read, to stand behind its name.
  struct Failure: Error {
    let reason: String
  }

  /// The bytes of a regular file; what is no file (a pipe could keep us waiting for ever) is refused.
  static func bytes(of path: String) throws(Failure) -> [UInt8] {
    do {
      let resolved = URL(filePath: path).resolvingSymlinksInPath().path
      switch try FileManager.default.attributesOfItem(atPath: resolved)[.type] as? FileAttributeType {
      case .typeRegular: return try [UInt8](Data(contentsOf: URL(filePath: resolved)))
      case .typeDirectory: throw Failure(reason: "it is a directory, expected a file")
      default: throw Failure(reason: "it is no regular file")
      }
    } catch {
      throw (error as? Failure) ?? Failure(reason: reason(of: error))
    }
  }

  /// A folder's path with every link in it followed, so that a link swapped meanwhile cannot mix two folders.
  static func resolvedFolder(_ path: String) throws(Failure) -> String {
    let resolved = URL(filePath: path).resolvingSymlinksInPath().path
    do {
      let type = try FileManager.default.attributesOfItem(atPath: resolved)[.type] as? FileAttributeType
      guard type == .typeDirectory else { throw Failure(reason: "it is no directory") }
    } catch {
      throw (error as? Failure) ?? Failure(reason: reason(of: error, noun: "directory"))
    }
    return resolved
  }

  /// The reason in a few words, from the system's error where there is one.
  static func reason(of error: any Error, noun: String = "file") -> String {
    guard let error = error as? CocoaError else { return "\(error)" }
    guard let code = (error.underlying as? POSIXError)?.code else { return "error \(error.code.rawValue)" }
    return reason(code: code.rawValue, noun: noun)
  }

  /// The reason in a few words, from a value of `errno`.
  static func reason(code: Int32, noun: String = "file") -> String {
    switch code {
    case ENOENT: "there is no such \(noun)"
    case EACCES, EPERM: "permission denied"
    case ENOTDIR: "a part of the path is no directory"
    case ENOSPC: "no space is left"
    case EROFS: "the file system is read-only"
    default: String(cString: strerror(code))
    }
  }
}
