import Foundation
import JSON
import Testing

@Suite("What the writer writes, Foundation reads back")
struct JSONWriterTests {
  @Test(
    "Strings survive",
    arguments: [
      "", "plain", "a \"quote\" and a \\", "tab\tline\nreturn\r", "\u{0}\u{1}\u{1F}\u{7F}", "é œ 日本 😀", "\u{2028}",
      "</script>",
    ])
  func strings(_ text: String) throws {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key(escaping: text)
    writer.string(text)
    writer.key("utf8")
    writer.string(utf8: Array(text.utf8)[...])
    writer.endObject()
    let read = try #require(try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String: String])
    #expect(read[text] == text || text == "utf8")
    #expect(read["utf8"] == text)
  }

  @Test("Numbers survive", arguments: [0, -1, 9, 10, 571, 5e9, 0.1, -48.85, 1e300])
  func numbers(_ value: Double) throws {
    var writer = JSONWriter()
    writer.beginArray()
    writer.number(value)
    writer.integer(Int.min)
    writer.integer(Int.max)
    writer.endArray()
    #expect(try JSONDecoder().decode([Double].self, from: Data(writer.bytes))[0] == value)
    #expect(String(decoding: writer.bytes, as: UTF8.self).hasSuffix(",-9223372036854775808,9223372036854775807]"))
  }

  @Test("Whole numbers have no fraction")
  func wholeNumbers() {
    var writer = JSONWriter()
    writer.number(571)
    #expect(writer.bytes == Array("571".utf8))
  }

  @Test("Commas stand between values and nowhere else")
  func commas() {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("a")
    writer.beginArray()
    writer.null()
    writer.bool(true)
    writer.beginObject()
    writer.endObject()
    writer.raw(Array("[1]".utf8)[...])
    writer.endArray()
    writer.key("b")
    writer.stringOrNull(nil)
    writer.endObject()
    #expect(String(decoding: writer.bytes, as: UTF8.self) == #"{"a":[null,true,{},[1]],"b":null}"#)
  }
}
