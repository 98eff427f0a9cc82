internal import Cooperation
internal import Synchronization

// An object is the same bytes in every list of a language, and lists are mostly objects. So what was written once is
// copied from then on. A slot is filled once and never changed, so nobody waits for anybody, and what is found in it is
// what would be written: an answer stays a function of the request and the edition, and a new edition begins with none.

/// Objects as they were written, of one edition: all of a dataset of some thousand, of a larger one those asked for first.
final class Fragments: Sendable {
  /// One object in one language.
  final class Fragment: Sendable {
    fileprivate let key: Int
    let bytes: [UInt8]
    /// Where a list's own members go.
    let end: Int

    fileprivate init(key: Int, bytes: [UInt8], end: Int) {
      self.key = key
      self.bytes = bytes
      self.end = end
    }
  }

  private let slots = InlineArray<4096, AtomicLazyReference<Fragment>> { _ in AtomicLazyReference() }
  /// Of all fragments, in bytes.
  private let size = Atomic<Int>(0)
  private static let greatestSize = 2 << 20
  /// How many objects there are of the kinds before each.
  private let before: [Int]

  /// Whether there is a slot for every object in every language.
  var holdAll: Bool { population * Language.allCases.count <= slots.count }
  private let population: Int

  init(for catalog: Catalog) {
    population = catalog.population
    before = Kind.allCases.map { kind in Kind.allCases.prefix(Int(kind.rawValue)).reduce(0) { $0 + catalog.count($1) } }
  }

  private func key(_ kind: Kind, _ number: UInt32, _ language: Language) -> Int {
    (before[Int(kind.rawValue)] + Int(number)) * Language.allCases.count + Int(language.rawValue)
  }

  func find(_ kind: Kind, _ number: UInt32, _ language: Language) -> Fragment? {
    let key = key(kind, number, language)
    guard let fragment = slots[key % slots.count].load(), fragment.key == key else { return nil }
    return fragment
  }

  /// Keeps an object, where its slot is free and there is room.
  ///
  /// - Parameter end: where further members go.
  func keep(_ bytes: [UInt8], end: Int, _ kind: Kind, _ number: UInt32, _ language: Language) {
    let key = key(kind, number, language)
    guard slots[key % slots.count].load() == nil, size.load(ordering: .relaxed) + bytes.count <= Self.greatestSize
    else {
      return
    }
    let fragment = Fragment(key: key, bytes: bytes, end: end)
    // Whoever came first has written the same, or another object.
    if slots[key % slots.count].storeIfNil(fragment) === fragment { size.add(bytes.count, ordering: .relaxed) }
  }
}
