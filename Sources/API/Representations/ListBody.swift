internal import Cooperation
internal import HTTP

/// How a list is written in one of its forms: what comes before its objects, each of them, what comes after.
protocol ListForm: Sendable {
  mutating func begin(into bytes: inout [UInt8])
  /// - Parameter isFirst: whether no object came before.
  mutating func write(_ number: UInt32, isFirst: Bool, into bytes: inout [UInt8])
  /// Called once more as long as it says that there is more.
  mutating func end(into bytes: inout [UInt8]) -> Production
}

/// A list in some form as a body that is made piece by piece: it remembers which objects it is of, and how far it has come.
struct ListBody<Form: ListForm>: Producer {
  private var form: Form
  private let members: ListMembers
  private var hasBegun = false
  private var position = 0

  /// A piece has so many bytes or objects, whichever comes first: what an object comes to may be nothing, though all of it was
  /// written before `fields` left most of it out.
  private static var piece: Int { 16 << 10 }
  private static var mostObjects: Int { 16 }

  init(_ form: Form, _ members: ListMembers) {
    self.form = form
    self.members = members
  }

  mutating func produce(into bytes: inout [UInt8]) -> Production {
    if !hasBegun { form.begin(into: &bytes) }
    hasBegun = true
    let (end, last) = (bytes.count + Self.piece, position + Self.mostObjects)
    while bytes.count < end, position < last {
      let batch = members[position, limit: last - position]
      guard !batch.isEmpty else {
        guard form.end(into: &bytes) == .more else { return .finished }
        continue
      }
      for number in batch where bytes.count < end {
        form.write(number, isFirst: position == 0, into: &bytes)
        position += 1
      }
    }
    return .more
  }
}

/// The objects of a list, in order.
enum ListMembers: Sendable {
  case listed([UInt32])
  /// All of a set behind the first few, ascending: where there are many a bit for each, where a list would take four bytes.
  case selected(Selection, from: Int)

  /// Those from a position on, at most `limit`.
  subscript(position: Int, limit limit: Int) -> ArraySlice<UInt32> {
    switch self {
    case .listed(let numbers): numbers.dropFirst(position).prefix(limit)
    case .selected(let set, let from): set.members(from: from + position, limit: limit)[...]
    }
  }
}
