import Cooperation
import Foundation
import Testing

/// Pages of best hits, which the index finds without scoring all, against BM25 worked out for every object.
@Suite struct RelevanceTests {
  private let catalog: Catalog
  /// The words of each object's name and of its definition, by number.
  private let objects: [(name: [String], definition: [String])]

  init() throws {
    var generator = Random(seed: 5)
    let info = DatasetInfo(
      version: "1", released: 0, licence: "", title: LocalizedText(fr: "", en: ""),
      description: LocalizedText(fr: "", en: ""))
    let day = try #require(Day("2026-01-01"))
    var builder = CatalogBuilder(info)
    var objects: [(name: [String], definition: [String])] = []
    func words(_ count: Int) -> [String] {
      // A few words are in most objects, most in a few.
      (0..<count).map { _ in "v\(Int.random(in: 0...Int.random(in: 0...300, using: &generator), using: &generator))" }
    }
    for number in 10_000..<15_000 {
      objects.append(
        (words(Int.random(in: 1...4, using: &generator)), words(Int.random(in: 0...20, using: &generator))))
      try builder.add(
        AreaRecord(
          id: "a\(number)", name: LocalizedText(fr: objects[number - 10_000].name.joined(separator: " "), en: "-"),
          aliases: [],
          definition: LocalizedText(fr: objects[number - 10_000].definition.joined(separator: " "), en: "-"),
          broader: nil, added: day, updated: day))
    }
    self.objects = objects
    catalog = try builder.build()
  }

  /// The score of every object that has all the words, by the book: k1 = 1.2, b = 0.6, a word in a name counting five times.
  private func scores(_ words: [String]) -> [UInt32: Double] {
    let lengths = objects.map { Double($0.name.count + $0.definition.count) }
    let average = lengths.reduce(0, +) / Double(lengths.count)
    var scores: [UInt32: Double] = [:]
    let rarities = words.map { word in
      let holders = Double(objects.count { $0.name.contains(word) || $0.definition.contains(word) })
      return log(1 + (Double(objects.count) - holders + 0.5) / (holders + 0.5))
    }
    for (number, object) in objects.enumerated() {
      var sum = 0.0
      for (word, rarity) in zip(words, rarities) {
        let frequency = Double(5 * object.name.count { $0 == word } + object.definition.count { $0 == word })
        sum += rarity * frequency / (frequency + 1.2 * (1 - 0.6 + 0.6 * lengths[number] / average))
        if frequency == 0 { sum = -.infinity }
      }
      // What bears the query as its name is lifted by all that the words are worth.
      if object.name == words { sum += rarities.reduce(0, +) }
      if sum > 0 { scores[UInt32(number)] = sum }
    }
    return scores
  }

  @Test("The first page has the best of all, in their order, and the next pages go on", arguments: UInt64(1)...12)
  func pages(seed: UInt64) {
    var generator = Random(seed: seed)
    let words = (0..<2).map { _ in
      "v\(Int.random(in: 0...Int.random(in: 0...200, using: &generator), using: &generator))"
    }
    guard words[0] != words[1] else { return }
    let expected = scores(words)
    // The last word is quoted, for it would stand for all that it begins.
    let hits = catalog.search.hits(for: SearchQuery("\(words[0]) \"\(words[1])\""), kind: .area)
    #expect(hits.matches.members == expected.keys.sorted())
    let order = Order([Order.Key(field: .relevance, isDescending: false)])
    func page(_ offset: Int, _ limit: Int) -> [UInt32] {
      catalog.page(
        hits.matches, .area, by: order, language: .fr, hits: hits, offset: offset, limit: limit)
    }
    let all = page(0, .max)
    #expect(Set(all) == Set(expected.keys))
    #expect(all.allSatisfy { abs(Double(hits.score(of: $0)) - (expected[$0] ?? 0)) < 0.0001 })
    for (left, right) in zip(all, all.dropFirst()) {
      #expect((expected[left] ?? 0) > (expected[right] ?? 0) - 0.00001)
    }
    for offset in stride(from: 0, to: min(all.count, 100), by: 20) {
      #expect(page(offset, 20) == Array(all.dropFirst(offset).prefix(20)))
    }
  }

  @Test("By date, a page is a stretch of the whole")
  func dates() {
    let bitmap = Bitmap(capacity: 1000, stride(from: UInt32(3), to: 1000, by: 7))
    for (offset, limit) in [(0, 5), (9, 1), (64, 64), (140, 20), (143, 1), (500, 3)] {
      #expect(bitmap.members(from: offset, limit: limit) == Array(bitmap.members.dropFirst(offset).prefix(limit)))
    }
  }
}
