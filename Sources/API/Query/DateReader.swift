internal import Cooperation

/// Reads the dates of a question: `2013`, `2013-04/2014`, `../2010`.
///
/// The same EDTF as in the data, without what makes no sense in a question: approximate or uncertain dates, and sets.
enum DateReader {
  struct Refusal: Error {
    let detail: String
  }

  static func read(_ text: String) throws(Refusal) -> (range: DayRange, canonical: String) {
    switch parse(text) {
    case .success(let date): return date
    case .failure(let reason): throw Refusal(detail: reason.text)
    }
  }

  /// What was probably meant by a date that was refused.
  static func guess(_ text: String) -> String? {
    let guesses = [mend(text), swapped(text), spelled(text)].compactMap { $0 }
    return guesses.first { if case .success = parse($0) { true } else { false } }
  }

  private struct Reason: Error {
    let text: String
  }

  private static func parse(_ text: String) -> Result<(range: DayRange, canonical: String), Reason> {
    func refused(_ text: String) -> Result<(range: DayRange, canonical: String), Reason> {
      .failure(Reason(text: text))
    }
    if text.hasPrefix("-") { return refused("A date cannot be negated.") }
    if text.hasPrefix("[") { return refused("A question asks for a date or an interval a/b, not for a set.") }
    let edtf: EDTF
    do { edtf = try EDTF(text) } catch { return refused("Not a date: \(error.reason).") }
    if edtf.isApproximate || edtf.isUncertain {
      return refused("A question cannot be approximate or uncertain: leave ~, ? and % out.")
    }
    // What is read has one slash at the most, and an open end is written out.
    let slash = UInt8(ascii: "/")
    let canonical = (text.utf8.first == slash ? ".." : "") + text + (text.utf8.last == slash ? ".." : "")
    return .success((DayRange(edtf), canonical))
  }

  /// A date in words of one of the languages: `6 mai 2014`, `May 2014`, `2014年5月6日`.
  private static func spelled(_ text: String) -> String? {
    let numbers = text.split { !($0.isASCII && $0.isNumber) }.map(String.init)
    guard let year = numbers.first(where: { $0.count == 4 }) else { return nil }
    let key = Folding.key(text)
    var month: Int?
    for candidate in 1...12 where month == nil {
      // A label is the month's name and a year. In Japanese months are numbers, which are found among the numbers.
      let labels = [Language.fr, .en].map { CalendarUnit.month(year: 2000, month: candidate).label(in: $0) }
      if labels.contains(where: { key.contains(Folding.key($0).split(separator: " ")[0]) }) { month = candidate }
    }
    let rest = numbers.filter { $0 != year }.compactMap { Int($0) }
    let day: Int?
    if month == nil {
      guard text.contains("月") else { return nil }
      (month, day) = (rest.first, rest.dropFirst().first)
    } else {
      day = rest.first
    }
    guard let month else { return nil }
    return ([year, Day.padded(month, to: 2)] + (day.map { [Day.padded($0, to: 2)] } ?? [])).joined(separator: "-")
  }

  /// What people write for an EDTF date, put right: `2013-4`, `2013/04/05`, `20130405`, `1990s`, `2013..2014`, `2013-2014`, `~2013`.
  private static func mend(_ text: String) -> String? {
    let text = text.filter { !"~?%[] ".contains($0) }
    if let dots = text.firstRange(of: ".."), text != "..", !text.contains("/") {
      return mendEnd(String(text[..<dots.lowerBound])) + "/" + mendEnd(String(text[dots.upperBound...]))
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if parts.count == 2 { return parts.map(mendEnd).joined(separator: "/") }
    if parts.count == 3 {
      return parts[0].count == 4
        ? mendEnd(parts.joined(separator: "-")) : mendEnd(parts.reversed().joined(separator: "-"))
    }
    let years = text.split(separator: "-").map(String.init)
    if years.count == 2, years.allSatisfy({ $0.count == 4 && Int($0) != nil }) { return years.joined(separator: "/") }
    return mendEnd(text)
  }

  private static func mendEnd(_ text: String) -> String {
    if text.isEmpty { return ".." }
    if text.count == 5, text.lowercased().hasSuffix("0s") { return text.prefix(3) + "X" }
    if text.count == 8, text.allSatisfy({ $0.isASCII && $0.isNumber }) {
      return text.prefix(4) + "-" + text.dropFirst(4).prefix(2) + "-" + text.suffix(2)
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map { $0.count == 1 ? "0" + $0 : String($0) }.joined(separator: "-").uppercased()
  }

  /// An interval the other way round.
  private static func swapped(_ text: String) -> String? {
    let parts = text.split(separator: "/")
    return parts.count == 2 ? parts[1] + "/" + parts[0] : nil
  }
}
