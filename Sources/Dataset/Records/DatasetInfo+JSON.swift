import Cooperation
import JSON

extension DatasetInfo {
  static let file = "dataset.json"

  init(_ fields: inout Fields) {
    self.init(
      version: fields.version("version"), released: fields.instant("released"), licence: fields.string("licence"),
      title: fields.text("title"), description: fields.text("description"))
  }

  func write(to json: inout JSONWriter) {
    json.member("version", version)
    json.member("released", releasedText)
    json.member("licence", licence)
    json.member("title", title)
    json.member("description", description)
  }

  /// The day of the release, in UTC.
  var releasedDay: Day { Day(ordinal: Int32(clamping: DatasetInfo.divided(released, by: 86_400).quotient)) }

  /// `released` as RFC 3339 writes it, in UTC and whole seconds.
  var releasedText: String {
    let seconds = DatasetInfo.divided(released, by: 86_400).remainder
    let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { Day.padded($0, to: 2) }
    return "\(releasedDay.iso)T\(time.joined(separator: ":"))Z"
  }

  /// Reads `2026-11-22T00:00:00Z` as seconds since 1970.
  static func seconds(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count == 20, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), bytes[19] == UInt8(ascii: "Z"),
      let day = Day(String(decoding: bytes[..<10], as: UTF8.self)), let hour = twoDigits(bytes[11..<13]),
      let minute = twoDigits(bytes[14..<16]), let second = twoDigits(bytes[17..<19]), hour < 24, minute < 60,
      second < 60
    else { return nil }
    return Int(day.ordinal) * 86_400 + hour * 3600 + minute * 60 + second
  }

  private static func twoDigits(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
    return Int(String(decoding: bytes, as: UTF8.self))
  }

  /// Division that rounds down, for instants before 1970.
  private static func divided(_ value: Int, by divisor: Int) -> (quotient: Int, remainder: Int) {
    let remainder = (value % divisor + divisor) % divisor
    return ((value - remainder) / divisor, remainder)
  }
}

extension Fields {
  fileprivate mutating func instant(_ key: String) -> Int {
    guard let text = string(key, orNull: false) else { return 0 }
    guard let seconds = DatasetInfo.seconds(text) else {
      report(key, "“\(text)” is no instant, written YYYY-MM-DDTHH:MM:SSZ")
      return 0
    }
    return seconds
  }

  /// Year, month and number of the release, without leading zeros: `2026.11.1`.
  fileprivate mutating func version(_ key: String) -> String {
    guard let text = string(key, orNull: false) else { return "" }
    let numbers = text.split(separator: ".", omittingEmptySubsequences: false).map { part in
      Int(part).flatMap { String($0) == part ? $0 : nil }
    }
    guard numbers.count == 3, let year = numbers[0], let month = numbers[1], let number = numbers[2],
      (1000...9999).contains(year), (1...12).contains(month), number > 0
    else {
      report(key, "“\(text)” is no version, written year.month.number: 2026.11.1")
      return text
    }
    return text
  }
}
