internal import Platform

/// How the end of a body is told (RFC 9112 §6.3).
enum BodyFraming {
  case length(Int)
  case chunked
  /// By the end of the connection: for HTTP/1.0, which knows no chunks.
  case toEnd
}

/// A body that is made while it is sent: what is left of it, how it is coded and framed, and what was sent.
///
/// It belongs to one connection, and with it to one loop.
final class Transmission {
  private var producer: any Producer
  private let framing: BodyFraming
  private let coding: ContentCoding
  private var gzip: GzipStream?
  /// What is to be kept of it when it has been sent.
  private var copy: Copy?
  /// Under which its bytes are counted.
  private let label: Int
  /// Whether the connection stays open for another request.
  let persists: Bool
  /// Bytes of content so far, as they are coded.
  private(set) var length = 0

  /// What pieces are made in, before they are framed.
  struct Buffers {
    var piece: [UInt8] = []
    var coded: [UInt8] = []
  }

  /// A coded body on its way to be kept.
  private struct Copy {
    let representation: Representation
    var bytes: [UInt8] = []
  }

  init(
    _ producer: any Producer, _ coding: ContentCoding, _ framing: BodyFraming, persists: Bool, label: Int,
    keepingIn representation: Representation? = nil
  ) {
    self.producer = producer
    self.coding = coding
    self.framing = framing
    self.persists = persists
    self.label = label
    copy = representation.map { Copy(representation: $0) }
  }

  /// Writes the next piece, framed, behind `output`.
  ///
  /// A piece may come to nothing: compression holds bytes back.
  func produce(into output: inout [UInt8], _ buffers: inout Buffers, _ counters: Counters) -> Production {
    buffers.piece.removeAll(keepingCapacity: true)
    var production = producer.produce(into: &buffers.piece)
    guard production != .failed else { return .failed }
    switch coding {
    case .identity:
      frame(buffers.piece, into: &output, counters)
    case .gzip:
      let started = Clock.now()
      if gzip == nil { gzip = GzipStream(level: Compressor.streamLevel) }
      buffers.coded.removeAll(keepingCapacity: true)
      guard let gzip, gzip.compress(buffers.piece, isLast: production == .finished, into: &buffers.coded) else {
        return .failed
      }
      counters.gzipNanoseconds.add(Int(Clock.now() - started))
      if production == .finished { counters.gzipBodies.add() }
      frame(buffers.coded, into: &output, counters)
      keep(buffers.coded, isWhole: production == .finished)
    }
    if production == .finished {
      switch framing {
      case .chunked: output.append("0\r\n\r\n")
      case .toEnd: break
      // A file that is not as long as it was when that was promised.
      case .length(let promised): if length != promised { production = .failed }
      }
    }
    return production
  }

  private func frame(_ bytes: [UInt8], into output: inout [UInt8], _ counters: Counters) {
    // A chunk of no bytes would be the end.
    guard !bytes.isEmpty else { return }
    length += bytes.count
    counters.sent(bytes: bytes.count, label: label)
    guard case .chunked = framing else { return output += bytes }
    output.append(String(bytes.count, radix: 16))
    output.append("\r\n")
    output += bytes
    output.append("\r\n")
  }

  private func keep(_ bytes: [UInt8], isWhole: Bool) {
    guard copy != nil else { return }
    copy?.bytes += bytes
    guard let kept = copy, isWhole || kept.bytes.count > kept.representation.codedAllowance else { return }
    if kept.bytes.count <= kept.representation.codedAllowance { kept.representation.keep(gzip: kept.bytes) }
    copy = nil
  }
}
