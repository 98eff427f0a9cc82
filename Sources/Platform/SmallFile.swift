internal import Glibc

/// The little files in which the kernel tells about itself.
enum SmallFile {
  /// Up to 8 KiB of a file, or `nil` where it cannot be read.
  static func text(_ path: String) -> String? {
    guard let number = try? systemCall("open", { open(path, O_RDONLY | O_CLOEXEC) }) else { return nil }
    let descriptor = FileDescriptor(owning: number)
    var bytes = [UInt8](repeating: 0, count: 8192)
    let outcome = bytes.withUnsafeMutableBytes { bytes in
      transfer("read") { Glibc.read(descriptor.number, bytes.baseAddress, bytes.count) }
    }
    guard case .moved(let count) = outcome else { return nil }
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
