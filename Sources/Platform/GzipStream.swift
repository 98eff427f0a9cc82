internal import CZlib

/// Compresses one body after another into the gzip format (RFC 1952), whole or in pieces.
///
/// Opening a deflate stream costs more than compressing a page with it, so it is opened once and reset between bodies.
/// The same body always gives the same bytes: the header carries no time.
package final class GzipStream {
  // deflate keeps a pointer back to the stream, which therefore must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  /// Where pieces are compressed to.
  private var room: [UInt8] = []

  /// - Parameter level: 1, fast, to 9, small.
  /// Returns `nil` when there is no memory for it.
  package init?(level: Int32) {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 is the largest window; 16 more asks for a gzip wrapper instead of zlib's own.
    guard passerelle_deflateInit2(stream, level, 15 + 16, 8) == Z_OK else {
      stream.deallocate()
      return nil
    }
    self.stream = stream
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Returns the compressed body, or `nil` if zlib refuses, as it does bodies that it cannot count.
  package func compress(_ body: [UInt8]) -> [UInt8]? {
    guard body.count <= UInt32.max / 2, deflateReset(stream) == Z_OK else { return nil }
    let bound = Int(deflateBound(stream, UInt(body.count)))
    var isWhole = false
    let compressed = [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      body.withUnsafeBufferPointer { input in
        // zlib reads from next_in, though its type does not say so.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(output.count)
        isWhole = deflate(stream, Z_FINISH) == Z_STREAM_END
        count = output.count - Int(stream.pointee.avail_out)
      }
    }
    return isWhole ? compressed : nil
  }

  /// Compresses the next piece of a body that comes in pieces; a stream that has done so is of no use for other bodies
  /// before the last piece.
  ///
  /// What zlib holds back comes with a later piece, with the last one all of it. Returns false if zlib refuses.
  package func compress(_ piece: [UInt8], isLast: Bool, into output: inout [UInt8]) -> Bool {
    guard piece.count <= UInt32.max / 2 else { return false }
    if room.isEmpty { room = [UInt8](repeating: 0, count: 32 << 10) }
    let flush = isLast ? Z_FINISH : Z_NO_FLUSH
    var code = Z_OK
    piece.withUnsafeBufferPointer { input in
      stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.pointee.avail_in = UInt32(input.count)
      repeat {
        room.withUnsafeMutableBufferPointer { room in
          stream.pointee.next_out = room.baseAddress
          stream.pointee.avail_out = UInt32(room.count)
          code = deflate(stream, flush)
        }
        output += room[..<(room.count - Int(stream.pointee.avail_out))]
      } while code == Z_OK && stream.pointee.avail_out == 0
    }
    return isLast ? code == Z_STREAM_END && deflateReset(stream) == Z_OK : code == Z_OK || code == Z_BUF_ERROR
  }
}
