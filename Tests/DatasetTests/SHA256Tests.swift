import Dataset
import Testing

@Suite struct SHA256Tests {
  /// FIPS 180-4's examples, as NIST publishes them.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `NIST's vectors come out`(text: String, digest: String) {
    #expect(SHA256.hexadecimal(of: Array(text.utf8)) == digest)
  }

  @Test func `NIST's vector of a million letters comes out`() {
    let digest = SHA256.hexadecimal(of: Array(repeating: UInt8(ascii: "a"), count: 1_000_000))
    #expect(digest == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test(arguments: [1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 128, 4097])
  func `it agrees with sha256sum around the edges of a block`(count: Int) throws {
    let scratch = try Scratch()
    let message = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 31 + 7) }
    try write(message, to: scratch.path("message"))
    let run = try Run("/usr/bin/sha256sum", scratch.path("message"))
    #expect(run.output.prefix(64) == SHA256.hexadecimal(of: message))
  }

  @Test(arguments: [1, 7, 63, 64, 65, 200], [true, false])
  func `what comes in pieces is hashed as one, with the processor's instructions and without`(length: Int, way: Bool) {
    let message = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    var hash = SHA256(usesInstructions: way && SHA256.hasInstructions)
    for start in stride(from: 0, to: message.count, by: length) {
      hash.update(message.span.extracting(start..<min(start + length, message.count)))
    }
    #expect(hash.finish() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }
}
