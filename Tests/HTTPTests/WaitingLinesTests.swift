import HTTP
import Testing

@Suite("Those who ask for little pass those who ask for much")
struct WaitingLinesTests {
  private func order(_ lines: inout WaitingLines<String>) -> String {
    var order = ""
    while let next = lines.next() { order += next }
    return order
  }

  @Test("The two lines are served alternately, each in order, and one alone at once")
  func alternation() {
    var lines = WaitingLines<String>()
    for name in ["A", "B", "C", "D"] { lines.append(name, isGreedy: true) }
    for name in ["a", "b"] { lines.append(name, isGreedy: false) }
    #expect(!lines.isEmpty)
    #expect(order(&lines) == "aAbBCD")
    #expect(lines.isEmpty && lines.next() == nil)
  }

  @Test("Who comes late and asks for little waits for one of the others")
  func latecomer() {
    var lines = WaitingLines<String>()
    for number in 0..<1000 { lines.append("\(number)", isGreedy: true) }
    for _ in 0..<500 { _ = lines.next() }
    lines.append("late", isGreedy: false)
    #expect([lines.next(), lines.next()].contains("late"))
  }

  @Test("Who asks for much again and again waits for no more than as many others as there are in front")
  func patience() {
    var lines = WaitingLines<String>()
    lines.append("much", isGreedy: true)
    for number in 0..<1000 {
      lines.append("\(number)", isGreedy: false)
      if lines.next() == "much" {
        #expect(number < 2)
        return
      }
    }
    Issue.record("never served")
  }

  @Test("Half a millisecond in a tenth of a second is much, and forgotten in the next")
  func workload() {
    let tenth: UInt64 = 100_000_000
    var workload = Workload()
    #expect(!workload.isGreedy(now: 0))
    workload.add(400_000, now: 7 * tenth)
    #expect(!workload.isGreedy(now: 7 * tenth))
    workload.add(200_000, now: 7 * tenth + 5)
    #expect(workload.isGreedy(now: 8 * tenth - 1))
    #expect(!workload.isGreedy(now: 8 * tenth))
    workload.add(400_000, now: 8 * tenth)
    #expect(!workload.isGreedy(now: 8 * tenth))
  }
}
