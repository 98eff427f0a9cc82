internal import Cooperation

/// Reads the dates of a question: `2013`, `2013-04/2014`, `../2010`.
///
/// The same EDTF as in the data, without what makes no sense in a question: approximate or uncertain dates, and sets.
enum DateReader {
  struct Refusal: Error {
    let detail: String
    let suggestion: String?
  }

  static func read(_ text: String) throws(Refusal) -> (range: DayRange, canonical: String) {
    if text.hasPrefix("-") { throw refuse(text, "A date cannot be negated.") }
    if text.hasPrefix("[") { throw refuse(text, "A question asks for a date or an interval a/b, not for a set.") }
    let edtf: EDTF
    do { edtf = try EDTF(text) } catch { throw refuse(text, "Not a date: \(error.reason).") }
    if edtf.isApproximate || edtf.isUncertain {
      throw refuse(text, "A question cannot be approximate or uncertain: leave ~, ? and % out.")
    }
    let ends = text.split(separator: "/", omittingEmptySubsequences: false)
    return (DayRange(edtf), ends.map { $0.isEmpty ? ".." : String($0) }.joined(separator: "/"))
  }

  private static func refuse(_ text: String, _ detail: String) -> Refusal {
    let guess = [mend(text), swapped(text)].compactMap { $0 }.first { (try? read($0)) != nil && $0 != text }
    return Refusal(detail: detail, suggestion: guess)
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
