/// Reads the words of a stretch of objects, in ascending order. Stretches can be read beside each other, and are joined
/// into an index.
struct InvertedIndexBuilder: Sendable {
  /// Where in its object a token stands. Positions of different texts never touch.
  struct Place {
    /// The field in the upper 3 bits, then the position.
    private let packed: UInt32
    static let none = Place(.name, 0)
    private static let positions: UInt32 = 0x1FFF_FFFF

    init(_ field: SearchField, _ position: UInt32) {
      packed = UInt32(field.rawValue) << 29 | min(position, Place.positions)
    }

    /// The field's raw value.
    var field: UInt32 { packed >> 29 }
    var position: UInt32 { packed & Place.positions }
  }

  private(set) var table = TermTable()
  /// Of every token, in the order read, the term's number in the table, and the place.
  private(set) var terms: [UInt32] = []
  private(set) var places: [Place] = []
  /// How many tokens each object has.
  private(set) var lengths: [UInt32] = []
  private(set) var names = NameShapes()
  private var tokens = Tokens()
  private var length: UInt32 = 0
  private var nextPosition: UInt32 = 0

  /// Adds one text to the current object; an object's texts come in the order of their fields, so that places ascend.
  mutating func add(_ text: Span<UInt8>, _ field: SearchField) {
    tokens.read(text)
    guard let last = tokens.tokens.last else { return }
    let (words, bytes) = (tokens.tokens, tokens.bytes)
    table.number(words, in: bytes.span, into: &terms)
    let count = words.count
    for position in 0..<UInt32(count) { places.append(Place(field, nextPosition + position)) }
    length += UInt32(count)
    nextPosition += UInt32(count) + 1
    if field == .name || field == .alias {
      let endsInRun = count > 1 && tokens.tokens[count - 2].end == last.end
      names.append(length: count, endsInRun: endsInRun, isAlias: field == .alias)
    }
  }

  /// Closes the current object; the next text belongs to the next.
  mutating func endObject() {
    precondition(terms.count < Int(UInt32.max), "the texts of one kind have over four billion words")
    lengths.append(length)
    (length, nextPosition) = (0, 0)
    names.endObject()
  }
}
