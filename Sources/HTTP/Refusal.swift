/// Why a request is not answered by the application: its syntax, framing or size, or the time it took.
///
/// After it the connection closes, since where the next request would begin is unknown.
package struct Refusal: Error, Equatable {
  package let problem: Problem.Name
  package let detail: String
  /// The method was HEAD, so that even the refusal has no content.
  package var isHead = false

  package init(_ problem: Problem.Name, _ detail: StaticString) {
    self.problem = problem
    self.detail = detail.description
  }
}
