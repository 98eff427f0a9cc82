internal import Glibc

// A process id in a file is stale as soon as its process is gone, and may by then be somebody else's, who would not
// survive a signal meant for us. So the file is locked, and the lock is what counts: the kernel lets go of it with its
// process, however that ends, and tells who holds it (fcntl(2), F_GETLK).

/// A file by which a running process is found, and in which it leaves word.
///
/// Its holder reads it nowhere else: closing any descriptor of it would let go of the lock.
package final class ProcessFile: Sendable {
  private let descriptor: FileDescriptor
  private let path: String

  package enum Failure: Error, Equatable, CustomStringConvertible {
    case isHeld(by: Int32)
    case system(SystemError)

    package var description: String {
      switch self {
      case .isHeld(let process): "process \(process) holds it"
      case .system(let error): error.description
      }
    }
  }

  /// Takes the file at `path` for this process, and writes its id into it.
  package init(path: String) throws(Failure) {
    do throws(SystemError) {
      descriptor = FileDescriptor(owning: try systemCall("open") { open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644) })
    } catch {
      throw .system(error)
    }
    self.path = path
    var lock = Self.wholeFile()
    guard fcntl(descriptor.number, F_SETLK, &lock) == 0 else {
      let code = errno
      if code == EACCES || code == EAGAIN, let process = (try? Self.holder(of: path)) ?? nil {
        throw .isHeld(by: process)
      }
      throw .system(SystemError(call: "fcntl", code: code))
    }
    do throws(SystemError) {
      try leave("")
    } catch {
      throw .system(error)
    }
  }

  /// Writes `word` behind the process's id, in the place of what stood there: one line.
  package func leave(_ word: String) throws(SystemError) {
    let text = Array("\(getpid())\n\(word.replacing("\n", with: " "))\n".utf8)
    // In one piece: who reads meanwhile sees the former word or this one.
    try systemCall("pwrite") { text.withUnsafeBytes { pwrite(descriptor.number, $0.baseAddress, $0.count, 0) } }
    try systemCall("ftruncate") { ftruncate(descriptor.number, text.count) }
  }

  /// Takes the file away; call before the process ends.
  package func remove() { _ = unlink(path) }

  /// The process that holds the file at `path`; `nil` where nobody does.
  package static func holder(of path: String) throws(SystemError) -> Int32? {
    let file = FileDescriptor(owning: try systemCall("open") { open(path, O_RDWR | O_CLOEXEC) })
    var lock = wholeFile()
    let number = file.number
    guard fcntl(number, F_GETLK, &lock) == 0 else { throw SystemError(call: "fcntl", code: errno) }
    return lock.l_type == Int16(F_UNLCK) || lock.l_pid <= 0 ? nil : lock.l_pid
  }

  /// The word that was left in the file at `path`; `nil` while there is none.
  package static func word(in path: String) throws(SystemError) -> String? {
    let file = FileDescriptor(owning: try systemCall("open") { open(path, O_RDONLY | O_CLOEXEC) })
    let number = file.number
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = try systemCall("read") { buffer.withUnsafeMutableBytes { read(number, $0.baseAddress, $0.count) } }
    let lines = buffer[..<count].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.count > 2, !lines[1].isEmpty else { return nil }
    return String(decoding: lines[1], as: UTF8.self)
  }

  private static func wholeFile() -> flock {
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    return lock
  }
}
