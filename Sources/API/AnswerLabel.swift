/// A route in one of its formats, as a small number: what the server counts answers by.
///
/// 0 is for what no route answered, such as a path that there is none of.
package enum AnswerLabel {
  /// By number, less one.
  private static let all: [(route: Route, format: Format)] = Route.all.flatMap { route in
    route.formats.map { (route, $0) }
  }

  /// The number of the first format of each route.
  private static let first: [Int] = Route.all.indices.map { index in
    Route.all[..<index].reduce(1) { $0 + $1.formats.count }
  }

  /// How many numbers there are.
  package static let count = all.count + 1

  /// - Parameter index: that of a route among all.
  static func number(route index: Int, _ format: Format) -> Int {
    first[index] + (Route.all[index].formats.firstIndex(of: format) ?? 0)
  }

  /// The names of a number: the route as it is written in the contract, and the format.
  static func names(_ number: Int) -> (route: String, format: String) {
    guard number > 0, number < count else { return ("none", "none") }
    return (all[number - 1].route.path, all[number - 1].format.rawValue)
  }
}
