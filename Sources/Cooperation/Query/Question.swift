/// A dimension by which objects are filtered and events counted; the names are those of the contract's parameters.
package enum Dimension: String, Sendable, CaseIterable {
  case type, actor, role, area, place, document, status, country
  case memberOf = "member_of"
  case broader, within, publisher, language, event, field, id
  case year, decade
}

/// One parameter as it was given once: any of some values, and none of others.
///
/// Values are dense numbers for objects, raw values for enumerations, packed letters for codes of countries and languages,
/// positions in `Catalog.claimFields` for fields, and `Condition.nothing` for "has none".
package struct Condition: Sendable, Hashable {
  package var any: [UInt32]
  package var none: [UInt32]

  /// The value of an object that has no value: `broader=none`, `field=none`.
  package static let nothing = UInt32.max

  package init(any: [UInt32], none: [UInt32] = []) {
    self.any = any
    self.none = none
  }

  /// Two letters as a number: a country's or language's code.
  package static func code(_ letters: some Sequence<UInt8>) -> UInt32 { letters.reduce(0) { $0 << 8 | UInt32($1) } }
}

/// The conditions of a question by dimension, in the order in which the dimensions were first named: a handful at most.
package struct Conditions: Sendable, Sequence {
  package typealias Element = (dimension: Dimension, conditions: [Condition])
  private var entries: [Element] = []

  package init() {}

  package subscript(dimension: Dimension) -> [Condition]? {
    get { entries.first { $0.dimension == dimension }?.conditions }
    set {
      entries.removeAll { $0.dimension == dimension }
      if let newValue { entries.append((dimension, newValue)) }
    }
  }

  /// Adds one more condition that must hold.
  package mutating func add(_ condition: Condition, on dimension: Dimension) {
    if let place = entries.firstIndex(where: { $0.dimension == dimension }) {
      entries[place].conditions.append(condition)
    } else {
      entries.append((dimension, [condition]))
    }
  }

  package func makeIterator() -> IndexingIterator<[Element]> { entries.makeIterator() }
}

/// Days from `first` to `last`, both included.
package struct DayRange: Sendable, Hashable {
  package let first: Int32
  package let last: Int32

  package init(first: Int32, last: Int32) {
    self.first = first
    self.last = last
  }

  /// The range of a date or interval; an open end reaches to the end of time.
  package init(_ edtf: EDTF) {
    first = edtf.earliest?.ordinal ?? .min
    last = edtf.latest?.ordinal ?? .max
  }

  /// Whether a date with these bounds surely lies in the range, or may; none does whose first day is after its last.
  func holds(_ earliest: Int32, _ latest: Int32, isCertain: Bool) -> Bool {
    earliest <= latest && (isCertain ? first <= earliest && latest <= last : earliest <= last && first <= latest)
  }
}

/// What is asked of one kind of object. Everything in it must hold.
package struct Question: Sendable {
  package var kind: Kind
  /// For each dimension the conditions given for it, all of which must hold.
  package var conditions = Conditions()
  /// Each a choice of ranges, one of which must be met.
  package var dates: [[DayRange]] = []
  /// Whether a date must surely lie in the range, rather than possibly.
  package var isCertain = false
  /// What the words of `q` leave.
  package var matches: Selection?

  package init(kind: Kind) { self.kind = kind }
}
