/// Posting lists of events, one dimension of the contract's filters each.
package struct EventIndex: Sendable {
  package internal(set) var byType = Postings()
  package internal(set) var byStatus = Postings()
  package internal(set) var byRole = Postings()
  /// Under an actor stand the events in which it takes part or someone does on its behalf.
  package internal(set) var byActor = Postings()
  /// Under an area or place stand the events of its whole subtree.
  package internal(set) var byArea = Postings()
  package internal(set) var byPlace = Postings()
  package internal(set) var byDocument = Postings()
  /// Upper-case ISO 3166-1 codes, sorted: a country's position here is its number in `byCountry`.
  package internal(set) var countries: [String] = []
  package internal(set) var byCountry = Postings()
}
