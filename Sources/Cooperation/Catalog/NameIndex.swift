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
    for number in 0..<UInt32(catalog.count(kind)) {
      for key in NameIndex.keys(of: number, kind, in: catalog) { entries.append((NameIndex.hash(key), number)) }
    }
    entries.sort { ($0.hash, $0.number) < ($1.hash, $1.number) }
    self.init(kind: kind, entries: entries)
  }

  /// The objects that bear a name, whatever its case, accents or width; ascending, each once.
  package func find(_ name: String, in catalog: Catalog) -> [UInt32] {
    let key = Folding.key(name)
    let hash = NameIndex.hash(key)
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
    let name = catalog.name(kind, number)
    let texts = Language.allCases.map { name[$0] } + Array(catalog.aliases(kind, number))
    return texts.filter { !$0.isMissing }.map { Folding.key(catalog.texts.string($0)) }
  }

  /// FNV-1a.
  private static func hash(_ key: String) -> UInt32 {
    key.utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
  }
}
