extension Array {
  /// Appends what `write` makes, at most so many elements.
  ///
  /// For none it does nothing: the library would still write down a count of none, for an array of nothing in the storage that
  /// all of these share.
  mutating func append(atMost count: Int, _ write: (inout OutputSpan<Element>) -> Void) {
    guard count > 0 else { return }
    append(addingCapacity: count, initializingWith: write)
  }
}
