import Platform
import Testing

@Suite struct UsableCoresTests {
  @Test func `There is at least one`() { #expect(UsableCores.count() >= 1) }

  @Test(arguments: [("0-3", 4), ("0", 1), ("0-1,4,6-7", 5), ("7-5", nil), ("", nil)] as [(String, Int?)])
  func `The cores allowed are counted`(list: String, count: Int?) {
    #expect(UsableCores.allowed(status: "Name:\tx\nCpus_allowed_list:\t\(list)\nThreads:\t1\n") == count)
  }

  @Test(arguments: [("max 100000\n", nil), ("150000 100000\n", 2), ("50000 100000", 1), ("", nil)] as [(String, Int?)])
  func `A quota is rounded up to whole cores`(text: String, count: Int?) {
    #expect(UsableCores.quota(version2: text) == count)
  }

  @Test func `Version 1 has no quota at -1`() {
    #expect(UsableCores.quota(time: "-1\n", period: "100000\n") == nil)
    #expect(UsableCores.quota(time: "200000\n", period: "100000\n") == 2)
  }
}
