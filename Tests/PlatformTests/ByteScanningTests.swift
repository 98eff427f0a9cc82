import Platform
import Testing

@Suite struct ByteScanningTests {
  // #expect cannot take a Span apart.
  private func firstControl(_ bytes: [UInt8], _ start: Int) -> Int { bytes.span.firstControl(from: start) }
  private func firstIndex(_ bytes: [UInt8], of byte: UInt8, _ start: Int) -> Int? {
    bytes.span.firstIndex(of: byte, from: start)
  }
  private func equal(_ bytes: [UInt8], _ other: [UInt8], _ range: Range<Int>) -> Bool {
    bytes.span.equals(other, in: range)
  }

  @Test func `Controls are found wherever they are, and tabs are none`() {
    for count in 0..<50 {
      let clean = [UInt8](repeating: 0x41, count: count)
      #expect(firstControl(clean, 0) == count)
      for place in 0..<count {
        for (byte, isControl) in [
          (0, true), (9, false), (13, true), (31, true), (32, false), (127, true), (128, false), (255, false),
        ] as [(UInt8, Bool)] {
          var bytes = clean
          bytes[place] = byte
          #expect(firstControl(bytes, 0) == (isControl ? place : count))
          #expect(firstControl(bytes, place + 1) == count)
        }
      }
    }
  }

  @Test func `A byte is found from a place on`() {
    let bytes: [UInt8] = [1, 2, 3, 2]
    #expect(firstIndex(bytes, of: 2, 0) == 1)
    #expect(firstIndex(bytes, of: 2, 2) == 3)
    #expect(firstIndex(bytes, of: 2, 4) == nil)
    #expect(firstIndex(bytes, of: 9, 0) == nil)
  }

  @Test func `Parts are compared with other bytes`() {
    let bytes: [UInt8] = [1, 2, 3, 4]
    #expect(equal(bytes, [2, 3], 1..<3))
    #expect(!equal(bytes, [2, 4], 1..<3))
    #expect(!equal(bytes, [2], 1..<3))
    #expect(equal(bytes, [], 4..<4))
  }
}
