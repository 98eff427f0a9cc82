internal import Platform

/// An answer that takes the application longer than others may wait: what there is of it, between the turns in which it is made.
final class BegunAnswer {
  private(set) var response: Response
  /// Whose answer it is, where applications replace each other.
  let generation: Int
  /// What the application has spent on it.
  private(set) var nanoseconds: UInt64

  init(_ response: Response, generation: Int, nanoseconds: UInt64) {
    self.response = response
    self.generation = generation
    self.nanoseconds = nanoseconds
  }

  /// Makes what comes next, until the time has come.
  func goOn(until deadline: UInt64) -> Production {
    guard case .gathered = response.rest else { return .finished }
    let began = Clock.now()
    defer { nanoseconds += Clock.now() - began }
    return response.gather(until: deadline)
  }
}
