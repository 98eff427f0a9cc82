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
  /// What is left of a body that is at hand: it is sent from where it lies.
  private var rest: ArraySlice<UInt8> = []
  private let framing: BodyFraming
  private let coding: ContentCoding
  private var gzip: GzipStream?
  /// What is to be kept when it has been sent, in each coding that is worth it.
  private var made: Copy?
  private var coded: Copy?
  /// Under which its bytes are counted.
  private let label: Int
  /// Whether the connection stays open for another request.
  let persists: Bool
  /// Whether something of it may still be kept.
  var isCopying: Bool { made != nil || coded != nil }
  /// Bytes that are held to be kept.
  var copied: Int { (made?.bytes.count ?? 0) + (coded?.bytes.count ?? 0) }
  /// Bytes of content so far, as they are coded.
  private(set) var length = 0

  /// What pieces are made in, before they are framed.
  struct Buffers {
    var piece: [UInt8] = []
    var coded: [UInt8] = []
  }

  /// A body on its way to be kept.
  private struct Copy {
    let representation: Representation
    let most: Int
    var bytes: [UInt8] = []

    init?(of representation: Representation?, _ coding: ContentCoding) {
      guard let representation, case let most = representation.allowance(coding), most > 0 else { return nil }
      self.representation = representation
      self.most = most
    }
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
    made = Copy(of: representation, .identity)
    if coding == .gzip { coded = Copy(of: representation, .gzip) }
  }

  /// A body that is at hand, coded, and too long to be sent at once.
  convenience init(_ body: ArraySlice<UInt8>, persists: Bool, label: Int) {
    self.init(Parts([]), .identity, .length(body.count), persists: persists, label: label)
    rest = body
  }

  /// Writes the next piece, framed, behind `output`.
  ///
  /// A piece may come to nothing: compression holds bytes back.
  func produce(into output: inout Output, _ buffers: inout Buffers, _ counters: Counters) -> Production {
    guard rest.isEmpty else {
      let piece = rest.prefix(Output.longest)
      rest = rest.dropFirst(piece.count)
      length += piece.count
      counters.sent(bytes: piece.count, label: label)
      output.append(body: piece)
      return rest.isEmpty ? .finished : .more
    }
    buffers.piece.removeAll(keepingCapacity: true)
    var production = producer.produce(into: &buffers.piece)
    guard production != .failed else { return .failed }
    if let whole = Self.take(buffers.piece, isLast: production == .finished, into: &made) {
      made?.representation.keep(made: whole)
    }
    switch coding {
    case .identity:
      frame(buffers.piece, into: &output.bytes, counters)
    case .gzip:
      let started = Clock.now()
      if gzip == nil { gzip = GzipStream(level: Compressor.streamLevel) }
      buffers.coded.removeAll(keepingCapacity: true)
      guard let gzip, gzip.compress(buffers.piece, isLast: production == .finished, into: &buffers.coded) else {
        return .failed
      }
      counters.gzipNanoseconds.add(Int(Clock.now() - started))
      if production == .finished { counters.gzipBodies.add() }
      frame(buffers.coded, into: &output.bytes, counters)
      if let whole = Self.take(buffers.coded, isLast: production == .finished, into: &coded) {
        coded?.representation.keep(gzip: whole)
      }
    }
    if production == .finished {
      switch framing {
      case .chunked: output.bytes.append("0\r\n\r\n")
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

  /// Copies a piece, and gives the whole after the last; gives up on what is too long.
  private static func take(_ piece: [UInt8], isLast: Bool, into copy: inout Copy?) -> [UInt8]? {
    guard let most = copy?.most, let count = copy?.bytes.count else { return nil }
    guard count + piece.count <= most else {
      copy = nil
      return nil
    }
    copy?.bytes += piece
    return isLast ? copy?.bytes : nil
  }
}
