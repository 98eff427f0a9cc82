/// Whom an address of the server is for: where operators have one of their own, visitors are not shown what is theirs.
package struct Audience: OptionSet, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let visitors = Audience(rawValue: 1)
  package static let operators = Audience(rawValue: 2)
  package static let all: Audience = [.visitors, .operators]
}
