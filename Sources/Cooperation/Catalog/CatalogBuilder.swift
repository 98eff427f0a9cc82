/// Turns records, one at a time, into an immutable catalog.
///
/// Records come kind by kind — areas, places, actors, documents, events, claims —, each kind sorted by `id`, except
/// events, which come sorted by date: by `earliest`, or `latest` where that is open; those without a date last; ties by `id`.
/// So a million events pass through without ever being held as records, and dense numbers are ranks.
package struct CatalogBuilder {
  /// A record that cannot stand where it is: unsorted, or naming what is not there.
  package struct Inconsistency: Error, Hashable {
    package let kind: Kind
    package let id: String
    package let reason: String
  }

  package init(_ info: DatasetInfo) {}
  package mutating func add(_ record: AreaRecord) throws(Inconsistency) {}
  package mutating func add(_ record: PlaceRecord) throws(Inconsistency) {}
  package mutating func add(_ record: ActorRecord) throws(Inconsistency) {}
  package mutating func add(_ record: DocumentRecord) throws(Inconsistency) {}
  package mutating func add(_ record: EventRecord) throws(Inconsistency) {}
  package mutating func add(_ record: ClaimRecord) throws(Inconsistency) {}
  package consuming func build() throws(Inconsistency) -> Catalog { Catalog() }
}
