import Cooperation
import Testing

@Suite struct EditDistanceTests {
  @Test(
    "Slips are counted",
    arguments: [
      ("", "", 0), ("a", "", 1), ("", "abc", 3), ("otan", "otan", 0), ("otna", "otan", 1), ("natto", "nato", 1),
      ("aera", "area", 1), ("ca", "abc", 3), ("kitten", "sitting", 3), ("é", "e", 1), ("日本", "日木", 1), ("🚢a", "a🚢", 1),
      ("e\u{301}", "e", 1), ("abcd", "badc", 2),
    ])
  func counts(a: String, b: String, distance: Int) {
    #expect(EditDistance.between(a, b, atMost: 10) == distance)
    #expect(EditDistance.between(b, a, atMost: distance) == distance)
    #expect(EditDistance.between(a, b, atMost: distance - 1) == nil)
  }

  @Test("The bounded distance agrees with the recursive definition")
  func agrees() {
    var generator = Random(seed: 3)
    func word() -> [Character] {
      (0..<Int.random(in: 0...6, using: &generator)).map { _ in "ab日".randomElement(using: &generator) ?? "a" }
    }
    for _ in 0..<2000 {
      let (a, b) = (word(), word())
      let expected = distance(a[...], b[...])
      for bound in 0...4 {
        #expect(EditDistance.between(String(a), String(b), atMost: bound) == (expected <= bound ? expected : nil))
      }
    }
  }

  private func distance(_ a: ArraySlice<Character>, _ b: ArraySlice<Character>) -> Int {
    guard let x = a.last, let y = b.last else { return max(a.count, b.count) }
    var least = min(
      distance(a.dropLast(), b.dropLast()) + (x == y ? 0 : 1), distance(a.dropLast(), b) + 1,
      distance(a, b.dropLast()) + 1)
    if a.count > 1, b.count > 1, x == b.dropLast().last, y == a.dropLast().last {
      least = min(least, distance(a.dropLast(2), b.dropLast(2)) + 1)
    }
    return least
  }

  @Test("Long words are told apart by their first 64 letters", arguments: [0, 1, 62, 63, 64, 99])
  func longWords(place: Int) {
    var letters = (0..<100).map { Character(UnicodeScalar(UInt8(ascii: "a") + UInt8($0 * 7 % 26))) }
    let word = String(letters)
    #expect(EditDistance.between(word, word, atMost: 4) == 0)
    letters[place] = "?"
    #expect(EditDistance.between(word, String(letters), atMost: 4) == (place < 64 ? 1 : 0))
  }

  private static let words = [
    "area", "actor", "lang", "limit", "date", "date_match", "sort", "role", "place", "maritime-security",
  ]

  @Test(
    "The nearest words come first",
    arguments: [
      ("aera", ["area"]), ("AREA", ["area"]), ("lanf", ["lang"]), ("acteur", ["actor"]),
      ("dat", ["date", "date_match"]),
      ("match", ["date_match"]), ("securty", ["maritime-security"]), ("maritime", ["maritime-security"]), ("xyzzy", []),
      ("", []), ("rple", ["role"]), ("plaec", ["place"]),
    ])
  func nearestWords(word: String, expected: [String]) {
    #expect(nearest(to: word, among: Self.words.map { ($0, $0) }).map(\.element) == expected)
  }

  @Test("Each element comes once, as near as its nearest key, and no more than asked")
  func elementsOnce() {
    let names = [("OTAN", 1), ("Otan !", 1), ("otam", 2), ("Ottan", 3), ("otana", 4)]
    let found = nearest(to: "otan", among: names)
    #expect(found.map(\.element) == [1, 2, 3])
    #expect(found.map(\.distance) == [0, 1, 1])
    #expect(nearest(to: "otan", among: names, limit: 1).count == 1)
  }
}
