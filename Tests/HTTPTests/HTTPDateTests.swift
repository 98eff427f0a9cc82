import HTTP
import Testing

@Suite struct HTTPDateTests {
  static let birth = 784_111_777

  @Test(
    arguments: [
      ("Sun, 06 Nov 1994 08:49:37 GMT", birth), ("Sunday, 06-Nov-94 08:49:37 GMT", birth),
      ("Sun Nov  6 08:49:37 1994", birth), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
      ("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199),
      ("Sunday, 06-Nov-60 08:49:37 GMT", 2_866_956_577), ("", nil), ("yesterday", nil), ("784111777", nil),
      ("Sun, 06 Nov 1994 08:49:37", nil), ("Sun, 06 Nov 1994 08:49:37 CET", nil),
      ("Sun, 31 Feb 1994 08:49:37 GMT", nil),
      ("Sun, 06 Nov 1994 24:49:37 GMT", nil), ("Sun, 06 nov 1994 08:49:37 GMT", nil),
      ("Sun, 6 Nov 1994 08:49:37 GMT", nil),
      ("Nov, 06 Nov 1994 08:49:37 GMT", nil), ("sun, 06 Nov 1994 08:49:37 GMT", nil),
      ("Sun,  06 Nov 1994 08:49:37 GMT", nil), ("Sun, 06 Nov 1994  08:49:37 GMT", nil),
      ("Sun, 06 Nov 1994 08:49:37 GMT ", nil), ("Sun, 06-Nov-94 08:49:37 GMT", nil),
      ("Sunday, 06 Nov 1994 08:49:37 GMT", nil), ("Sun Nov 6 08:49:37 1994", nil), ("Sun Nov  16 08:49:37 1994", nil),
      ("Sun Nov 16 08:49:37 1994", birth + 864_000), ("Sun Nov  6 08:49:37 94", nil),
      ("Wed, 29 Feb 2023 00:00:00 GMT", nil), ("Sun, 06 Nov 1994 8:49:37 GMT", nil),
    ] as [(String, Int?)]) func `Three forms are read, and nothing else`(text: String, seconds: Int?)
  {
    #expect(HTTPDate.parse(Array(text.utf8)[...], now: 1_700_000_000) == seconds)
  }

  @Test func `What is written is read again, and days count on`() {
    #expect(String(decoding: HTTPDate.format(Self.birth), as: UTF8.self) == "Sun, 06 Nov 1994 08:49:37 GMT")
    for seconds in stride(from: 0, to: 4_102_444_800, by: 1_234_567) {
      #expect(HTTPDate.parse(HTTPDate.format(seconds)[...], now: 0) == seconds)
    }
  }
}
