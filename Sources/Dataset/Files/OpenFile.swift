import Glibc

/// A regular file, open for reading: the same file for as long as this lives, whatever is put in its place.
///
/// It is read with pread(2) and not mapped: of a mapping, somebody who truncates the file makes a crash. Whether somebody
/// has written to it is looked at after each reading.
final class OpenFile: Sendable {
  /// What tells a file, and one state of it, from others.
  private struct Mark: Equatable {
    let device: UInt64
    let number: UInt64
    let size: Int
    let seconds: Int
    let nanoseconds: Int

    init(_ status: stat) {
      device = UInt64(status.st_dev)
      number = UInt64(status.st_ino)
      size = Int(status.st_size)
      seconds = status.st_mtim.tv_sec
      nanoseconds = status.st_mtim.tv_nsec
    }
  }

  let path: String
  private let descriptor: CInt
  private let mark: Mark

  /// In bytes.
  var size: Int { mark.size }

  init(_ path: String) throws(FileReading.Failure) {
    // A pipe without a writer would keep open(2) waiting.
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileReading.Failure(reason: FileReading.reason(code: errno)) }
    var status = stat()
    let code = fstat(descriptor, &status) == 0 ? 0 : errno
    let reason: String? =
      switch status.st_mode & S_IFMT {
      case _ where code != 0: FileReading.reason(code: code)
      case S_IFREG: nil
      case S_IFDIR: "it is a directory, expected a file"
      default: "it is no regular file"
      }
    if let reason {
      close(descriptor)
      throw FileReading.Failure(reason: reason)
    }
    self.path = path
    self.descriptor = descriptor
    mark = Mark(status)
  }

  deinit { close(descriptor) }

  /// Whether it is still as it was when it was opened.
  var isUnchanged: Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && Mark(status) == mark
  }

  /// Whether it is what its path leads to.
  var isInPlace: Bool {
    var status = stat()
    return stat(path, &status) == 0 && Mark(status) == mark
  }

  /// Reads a part of it; `nil` where it cannot be read or is no longer what it was.
  func read(_ range: Range<Int>) -> [UInt8]? {
    var bytes: [UInt8] = []
    return read(range, into: &bytes) ? bytes : nil
  }

  /// The same into memory of its own length, where it may have been before.
  func read(_ range: Range<Int>, into bytes: inout [UInt8]) -> Bool {
    if bytes.count != range.count { bytes = [UInt8](repeating: 0, count: range.count) }
    return pread(descriptor, &bytes, range.count, range.lowerBound) == range.count && isUnchanged
  }
}
