import Glibc
import Platform
import Testing

@Suite struct LineWriterTests {
  private func pipe() -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [0, 0]
    Glibc.pipe(&ends)
    return (ends[0], ends[1])
  }

  @Test func `Lines come out whole and in order`() {
    let (reading, writing) = pipe()
    let writer = LineWriter(writing)
    writer.write(Array("one\n".utf8))
    writer.write([])
    writer.write(Array("two\n".utf8))
    writer.flush()
    close(writing)
    var buffer = [UInt8](repeating: 0, count: 100)
    let count = read(reading, &buffer, buffer.count)
    #expect(String(decoding: buffer[..<count], as: UTF8.self) == "one\ntwo\n")
    close(reading)
  }

  @Test func `A reader that is gone costs the lines and nothing else`() {
    let (reading, writing) = pipe()
    let writer = LineWriter(writing)
    close(reading)
    for _ in 0..<3 {
      writer.write(Array("lost\n".utf8))
      writer.flush()
    }
    #expect(writer.droppedBatches == 3)
    close(writing)
  }

  @Test func `A reader that does not read holds up nobody`() {
    let (reading, writing) = pipe()
    let writer = LineWriter(writing, backlogLimit: 1 << 20)
    let line = [UInt8](repeating: 0x61, count: 100_000)
    for _ in 0..<100 { writer.write(line) }
    #expect(writer.droppedBatches > 50)
    // Now it reads, and what was accepted arrives.
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var total = 0
    while total < (100 - writer.droppedBatches) * line.count {
      let count = read(reading, &buffer, buffer.count)
      guard count > 0 else { break }
      total += count
    }
    #expect(total == (100 - writer.droppedBatches) * line.count)
    writer.flush()
    close(reading)
    close(writing)
  }
}
