import HTTP
import Testing

@Suite("Tags of entities")
struct TagHashTests {
  private func tag(_ parts: [[UInt8]]) -> String {
    var hash = TagHash()
    for part in parts { hash.add(part.span) }
    return hash.hexadecimal
  }

  @Test(
    "They are the same in every process and on every machine: worked out in Python",
    arguments: [
      ([], "9e3779b97f4a7c15"), ([[]], "7c036b2ef04b0082"), ([[97]], "616fa109ae75f93b"),
      ([[97, 98], [99]], "5a6c29446e2ea078"), ([[97], [98, 99]], "9063db14f1d633b0"),
      ([Array(0..<40)], "add052cdcdeffd39"),
    ] as [([[UInt8]], String)])
  func stable(parts: [[UInt8]], expected: String) {
    #expect(tag(parts) == expected)
  }

  @Test("Any bit, and any length, tells contents apart", arguments: 1...67)
  func strong(length: Int) {
    let content = (0..<length).map { UInt8(($0 * 7 + 1) & 255) }
    var tags: Set<String> = [tag([content]), tag([content + [0]]), tag([[0] + content])]
    for bit in 0..<length * 8 {
      var other = content
      other[bit / 8] ^= 1 << UInt8(bit % 8)
      tags.insert(tag([other]))
    }
    #expect(tags.count == 3 + length * 8)
  }
}
