/// From a folded name or alias to the objects of one kind that bear it.
///
/// Eight bytes a name: a hash and a dense number, sorted. A hit is verified against the catalog's own texts.
package struct NameIndex: Sendable {
  private let kind: Kind
  private let entries: [(hash: UInt32, number: UInt32)]

  /// For a kind without names.
  static let empty = NameIndex(kind: .claim, entries: [])

  private init(kind: Kind, entries: [(hash: UInt32, number: UInt32)]) {
    self.kind = kind
    self.entries = entries
  }

  init(_ kind: Kind, of catalog: Catalog) {
    var entries: [(hash: UInt32, number: UInt32)] = []
    var key: [UInt8] = []
    let texts = catalog.texts
    for number in 0..<UInt32(catalog.count(kind)) {
      NameIndex.forEachName(of: number, kind, in: catalog) { text in
        key.removeAll(keepingCapacity: true)
        Folding.appendKey(of: texts.utf8(text).span, to: &key)
        entries.append((NameIndex.hash(key), number))
      }
    }
    // Hash above, number below: plain numbers sort fastest.
    let sorted = entries.map { UInt64($0.hash) << 32 | UInt64($0.number) }.sorted()
    self.init(kind: kind, entries: sorted.map { (UInt32($0 >> 32), UInt32(truncatingIfNeeded: $0)) })
  }

  /// The objects that bear a name, whatever its case, accents or width; ascending, each once.
  package func find(_ name: String, in catalog: Catalog) -> [UInt32] {
    let key = Folding.key(name)
    let hash = NameIndex.hash(Array(key.utf8))
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].hash < hash { low = middle + 1 } else { high = middle }
    }
    var found: [UInt32] = []
    while low < entries.count, entries[low].hash == hash {
      let number = entries[low].number
      if found.last != number, NameIndex.keys(of: number, kind, in: catalog).contains(key) { found.append(number) }
      low += 1
    }
    return found
  }

  /// Every folded name and alias of an object, in any language.
  package static func keys(of number: UInt32, _ kind: Kind, in catalog: Catalog) -> [String] {
    var keys: [String] = []
    forEachName(of: number, kind, in: catalog) { keys.append(Folding.key(catalog.texts.string($0))) }
    return keys
  }

  /// Visits every name and alias of an object.
  static func forEachName(
    of number: UInt32, _ kind: Kind, in catalog: Catalog, _ visit: (TextReference) -> Void
  ) {
    let name = catalog.name(kind, number)
    for language in Language.allCases where !name[language].isMissing { visit(name[language]) }
    for alias in catalog.aliases(kind, number) { visit(alias) }
  }

  /// FNV-1a.
  private static func hash(_ key: [UInt8]) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for byte in key { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return hash
  }
}
