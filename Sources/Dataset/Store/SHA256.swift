internal import CSHA256

/// The hash function SHA-256 of FIPS 180-4.
///
/// Neither Swift nor Foundation has one, and a cryptography package is much to carry for one function. Where the processor
/// has instructions for it, these are used.
package struct SHA256: Sendable {
  /// Whether the processor does it: asked once, for in a virtual machine the answer takes its time.
  package static let hasInstructions = passerelle_sha256_is_there()

  /// The intermediate hash value (§5.3.3).
  private var state: [8 of UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]

  /// What has been taken of a block that is not whole yet.
  private var rest: [UInt8] = []
  private var count = 0
  private let usesInstructions: Bool

  /// - Parameter usesInstructions: only where the processor has them.
  package init(usesInstructions: Bool = SHA256.hasInstructions) { self.usesInstructions = usesInstructions }

  /// The digest of `bytes`, in lower-case hexadecimal.
  package static func hexadecimal(of bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(bytes.span)
    return hash.finish()
  }

  /// Takes more of what is hashed.
  package mutating func update(_ bytes: Span<UInt8>) {
    count += bytes.count
    var start = 0
    if !rest.isEmpty {
      start = min(64 - rest.count, bytes.count)
      for index in 0..<start { rest.append(bytes[index]) }
      guard rest.count == 64 else { return }
      let block = rest
      take(block.span)
      rest.removeAll(keepingCapacity: true)
    }
    let whole = start + (bytes.count - start) / 64 * 64
    take(bytes.extracting(start..<whole))
    for index in whole..<bytes.count { rest.append(bytes[index]) }
  }

  /// The digest of all that was taken, in lower-case hexadecimal.
  package consuming func finish() -> String {
    // §5.1.1: a one bit, zeros up to 56 bytes modulo 64, the length in bits.
    var tail = rest + [0x80]
    tail.append(contentsOf: repeatElement(0, count: (120 - tail.count) % 64))
    for shift in stride(from: 56, through: 0, by: -8) { tail.append(UInt8(truncatingIfNeeded: (count * 8) >> shift)) }
    take(tail.span)
    return hexadecimal
  }

  private var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for index in state.indices {
      for shift in stride(from: 28, through: 0, by: -4) { text.append(digits[Int(state[index] >> shift & 15)]) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func take(_ blocks: borrowing Span<UInt8>) {
    guard usesInstructions else { return takeInWords(blocks) }
    var state = state.mutableSpan
    blocks.withUnsafeBufferPointer { blocks in
      state.withUnsafeMutableBufferPointer { state in
        SHA256.constants.span.withUnsafeBufferPointer { constants in
          passerelle_sha256(state.baseAddress, constants.baseAddress, blocks.baseAddress, blocks.count / 64)
        }
      }
    }
  }

  /// §6.2.2, for each block of 64 bytes.
  private mutating func takeInWords(_ blocks: borrowing Span<UInt8>) {
    // A local copy: reading the static one asks each time whether it is there yet.
    let constants = SHA256.constants
    var schedule = [64 of UInt32](repeating: 0)
    var start = 0
    while start < blocks.count {
      for t in 0..<16 {
        let at = start + t * 4
        schedule[t] =
          UInt32(blocks[at]) << 24 | UInt32(blocks[at + 1]) << 16 | UInt32(blocks[at + 2]) << 8
          | UInt32(blocks[at + 3])
      }
      for t in 16..<64 {
        let (w2, w15) = (schedule[t - 2], schedule[t - 15])
        let sigma1 = SHA256.rotate(w2, 17) ^ SHA256.rotate(w2, 19) ^ w2 >> 10
        let sigma0 = SHA256.rotate(w15, 7) ^ SHA256.rotate(w15, 18) ^ w15 >> 3
        schedule[t] = sigma1 &+ schedule[t - 7] &+ sigma0 &+ schedule[t - 16]
      }

      var (a, b, c, d) = (state[0], state[1], state[2], state[3])
      var (e, f, g, h) = (state[4], state[5], state[6], state[7])
      // Eight rounds leave every variable in its place, so that nothing has to be moved.
      var t = 0
      while t < 64 {
        SHA256.round(a, b, c, &d, e, f, g, &h, constants[t] &+ schedule[t])
        SHA256.round(h, a, b, &c, d, e, f, &g, constants[t + 1] &+ schedule[t + 1])
        SHA256.round(g, h, a, &b, c, d, e, &f, constants[t + 2] &+ schedule[t + 2])
        SHA256.round(f, g, h, &a, b, c, d, &e, constants[t + 3] &+ schedule[t + 3])
        SHA256.round(e, f, g, &h, a, b, c, &d, constants[t + 4] &+ schedule[t + 4])
        SHA256.round(d, e, f, &g, h, a, b, &c, constants[t + 5] &+ schedule[t + 5])
        SHA256.round(c, d, e, &f, g, h, a, &b, constants[t + 6] &+ schedule[t + 6])
        SHA256.round(b, c, d, &e, f, g, h, &a, constants[t + 7] &+ schedule[t + 7])
        t += 8
      }
      state[0] &+= a
      state[1] &+= b
      state[2] &+= c
      state[3] &+= d
      state[4] &+= e
      state[5] &+= f
      state[6] &+= g
      state[7] &+= h
      start += 64
    }
  }

  /// One round: what becomes `e` is left in `d`, what becomes `a` in `h`.
  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32,
    _ h: inout UInt32, _ input: UInt32
  ) {
    let sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    let t1 = h &+ sum1 &+ (e & f ^ ~e & g) &+ input
    let sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    d &+= t1
    h = t1 &+ sum0 &+ (a & b ^ a & c ^ b & c)
  }

  @inline(__always)
  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word &>> count | word &<< (32 &- count)
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes (§4.2.2).
  private static let constants: [64 of UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
