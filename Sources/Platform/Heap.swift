internal import CEpoll

/// The memory that the C library has taken from the system for `malloc`.
package enum Heap {
  /// Gives back what is free of it, which is much after something large was built (malloc_trim(3)).
  package static func giveBack() { _ = malloc_trim(0) }
}
