/// The events under each value, one dimension of the contract's filters each.
package struct EventIndex: Sendable {
  package internal(set) var byType = PostingSets()
  package internal(set) var byStatus = PostingSets()
  package internal(set) var byRole = PostingSets()
  /// Under an actor stand the events in which it takes part or someone does on its behalf.
  package internal(set) var byActor = PostingSets()
  /// Under an area or place stand the events of its whole subtree.
  package internal(set) var byArea = PostingSets()
  package internal(set) var byPlace = PostingSets()
  package internal(set) var byDocument = PostingSets()
  /// Upper-case ISO 3166-1 codes, sorted: a country's position here is its number in `byCountry`.
  package internal(set) var countries: [String] = []
  /// The position of each place's country, if it has one.
  var countryOfPlace: [UInt32?] = []
  package internal(set) var byCountry = PostingSets()
}
