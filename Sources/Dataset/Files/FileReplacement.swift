import FoundationEssentials
import Glibc

/// Puts files in place whole: written beside the target, made durable, then renamed over it.
///
/// Whoever opens the target, at any moment and after any crash, finds the old bytes or the new ones. A process killed in
/// between leaves at most a `.NAME.PID.partial` behind.
struct FileReplacement {
  let target: String
  private let partial: String

  /// Checks that `path` can be a file's place. Links are followed, so that a link stays one.
  init(of path: String) throws(DatasetError) {
    let url = URL(filePath: path).resolvingSymlinksInPath()
    let folder = url.deletingLastPathComponent()
    target = url.path
    partial = folder.appending(path: ".\(url.lastPathComponent).\(getpid()).partial").path
    do {
      _ = try FileReading.resolvedFolder(folder.path)
    } catch {
      throw .uncreatable(path: folder.path, reason: error.reason)
    }
    guard let type = try? FileManager.default.attributesOfItem(atPath: target)[.type] as? FileAttributeType else {
      return
    }
    guard type == .typeRegular else { throw .uncreatable(path: path, reason: "it is no regular file") }
  }

  /// Writes the bytes beside the target and waits until they are on the disk.
  func prepare(_ bytes: [UInt8]) throws(DatasetError) {
    do {
      try prepare { try Data(bytes).write(to: URL(filePath: $0)) }
    } catch {
      if let error = error as? DatasetError { throw error }
      let reason = FileReading.reason(of: error)
      // What was created and then could not be filled is another failure than what could not be created.
      guard (error as? CocoaError)?.code == .fileWriteOutOfSpace else {
        throw .uncreatable(path: target, reason: reason)
      }
      throw .unwritten(path: target, reason: reason)
    }
  }

  /// Has a file written at a path beside the target and waits until it is on the disk.
  func prepare(_ write: (String) throws -> Void) throws {
    do {
      try write(partial)
      try FileReplacement.synchronize(partial)
    } catch {
      discard()
      throw error
    }
  }

  /// Renames what was prepared over the target, and makes the renaming durable.
  func commit() throws(DatasetError) {
    guard rename(partial, target) == 0 else {
      let reason = FileReplacement.lastReason
      discard()
      throw .unwritten(path: target, reason: "it cannot be put in place: \(reason)")
    }
    try FileReplacement.synchronize(URL(filePath: target).deletingLastPathComponent().path)
  }

  /// Removes what was prepared.
  func discard() { unlink(partial) }

  /// Waits until a file's or folder's content is on the disk (fsync(2)).
  private static func synchronize(_ path: String) throws(DatasetError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unwritten(path: path, reason: lastReason) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .unwritten(path: path, reason: lastReason) }
  }

  private static var lastReason: String { String(cString: strerror(errno)) }
}
