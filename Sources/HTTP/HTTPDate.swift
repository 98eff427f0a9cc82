/// Dates as fields have them (RFC 9110 §5.6.7), counted in seconds since 1970.
package enum HTTPDate {
  private static let days: [StaticString] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let longDays: [StaticString] = [
    "Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday",
  ]
  private static let months: [StaticString] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The form that is written: `Sun, 06 Nov 1994 08:49:37 GMT`.
  package static func format(_ seconds: Int) -> [UInt8] {
    let day = Int((Double(seconds) / 86_400).rounded(.down))
    let time = seconds - day * 86_400
    let date = civil(day)
    var text: [UInt8] = []
    text.reserveCapacity(29)
    text.append(days[((day % 7) + 7) % 7])
    text.append(", ")
    text.append(decimal: date.day, digits: 2)
    text.append(" ")
    text.append(months[date.month - 1])
    text.append(" ")
    text.append(decimal: date.year, digits: 4)
    text.append(" ")
    for (unit, end) in [(3600, ":"), (60, ":"), (1, " GMT")] as [(Int, StaticString)] {
      text.append(decimal: time / unit % (unit == 3600 ? 24 : 60), digits: 2)
      text.append(end)
    }
    return text
  }

  /// Reads any of the three forms that there have been; `nil` for anything else.
  ///
  ///     Sun, 06 Nov 1994 08:49:37 GMT
  ///     Sunday, 06-Nov-94 08:49:37 GMT     RFC 850
  ///     Sun Nov  6 08:49:37 1994           asctime
  ///
  /// - Parameter now: seconds since 1970, to tell the century of two digits.
  package static func parse(_ text: ArraySlice<UInt8>, now: Int) -> Int? {
    var words = text.split(separator: ASCII.space, omittingEmptySubsequences: false).map { Array($0) }
    // asctime fills up the day with a space.
    let isPadded = words.count == 6 && words[2].isEmpty && words[3].count == 1
    if isPadded { words.remove(at: 2) }
    switch words.count {
    case 6 where words[0].last == ASCII.comma && place(words[0].dropLast(), among: days) != nil:
      guard words[1].count == 2, words[3].count == 4, words[5] == gmt else { return nil }
      return seconds(day: words[1], month: words[2], year: number(words[3]), time: words[4])
    case 4 where words[0].last == ASCII.comma && place(words[0].dropLast(), among: longDays) != nil:
      let date = words[1].split(separator: ASCII.hyphen, omittingEmptySubsequences: false).map { Array($0) }
      guard date.count == 3, date[0].count == 2, date[2].count == 2, let short = number(date[2]), words[3] == gmt
      else { return nil }
      // RFC 9110: what would be more than 50 years ahead is the past with the same last digits.
      let thisYear = civil(now / 86_400).year
      var year = thisYear / 100 * 100 + short
      if year > thisYear + 50 { year -= 100 }
      return seconds(day: date[0], month: date[1], year: year, time: words[2])
    case 5 where place(words[0][...], among: days) != nil:
      guard isPadded || words[2].count == 2, words[4].count == 4 else { return nil }
      return seconds(day: words[2], month: words[1], year: number(words[4]), time: words[3])
    default:
      return nil
    }
  }

  private static let gmt = Array("GMT".utf8)

  private static func place(_ word: ArraySlice<UInt8>, among names: [StaticString]) -> Int? {
    names.firstIndex { name in name.withUTF8Buffer { $0.elementsEqual(word) } }
  }

  private static func seconds(day: [UInt8], month: [UInt8], year: Int?, time: [UInt8]) -> Int? {
    let clock = time.split(separator: ASCII.colon, omittingEmptySubsequences: false).map { Array($0) }
    guard let day = number(day), let year, clock.count == 3, clock.allSatisfy({ $0.count == 2 }),
      let month = place(month[...], among: months),
      let hour = number(clock[0]), let minute = number(clock[1]), let second = number(clock[2]),
      (1...31).contains(day), hour < 24, minute < 60, second <= 60
    else { return nil }
    let count = self.day(year: year, month: month + 1, day: day)
    guard civil(count).day == day else { return nil }
    return count * 86_400 + hour * 3600 + minute * 60 + second
  }

  private static func number(_ digits: [UInt8]) -> Int? {
    guard !digits.isEmpty, digits.count <= 4, digits.allSatisfy(ByteSet.digit.contains) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - ASCII.zero) }
  }

  // Both ways between a count of days and the proleptic Gregorian calendar: years are counted from March, so that the
  // leap day is the last of its year, and in cycles of 400 years, which all have 146,097 days.

  /// The date of a day counted from 1 January 1970.
  static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = day + 719_468
    let cycle = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfCycle = shifted - cycle * 146_097
    let yearOfCycle = (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
    let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  private static func day(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let cycle = (year >= 0 ? year : year - 399) / 400
    let yearOfCycle = year - cycle * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return cycle * 146_097 + yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear - 719_468
  }
}
