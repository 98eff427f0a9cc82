/// The dataset as the server asks it: immutable, indexed, shared by every thread without a lock.
package struct Catalog: Sendable {
}
