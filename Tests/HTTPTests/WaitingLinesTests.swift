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

  @Test("Half a millisecond at once is much, and so is a hundredth of all time; a thousandth is not")
  func workload() {
    let second: UInt64 = 1_000_000_000
    var workload = Workload()
    #expect(!workload.isGreedy(now: 0))
    workload.add(400_000, now: 7 * second)
    #expect(!workload.isGreedy(now: 7 * second))
    workload.add(200_000, now: 7 * second)
    #expect(workload.isGreedy(now: 7 * second))
    #expect(!workload.isGreedy(now: 8 * second))
    for (share, isGreedy) in [(UInt64(100), true), (1000, false)] {
      var workload = Workload()
      for time in stride(from: second, to: 9 * second, by: 10_000_000) { workload.add(10_000_000 / share, now: time) }
      #expect(workload.isGreedy(now: 9 * second) == isGreedy)
    }
  }

  @Test("However much it was, it is forgotten in two seconds, also where time stands still")
  func oblivion() {
    let second: UInt64 = 1_000_000_000
    var workload = Workload()
    for _ in 0..<1000 { workload.add(second, now: 5 * second) }
    workload.add(second, now: 4 * second)
    #expect(workload.isGreedy(now: 6 * second))
    #expect(!workload.isGreedy(now: 7 * second))
  }
}
