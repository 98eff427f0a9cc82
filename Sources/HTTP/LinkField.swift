/// Composes the value of `Link` (RFC 8288 §3), link by link.
package struct LinkField {
  package private(set) var bytes: [UInt8] = []

  package init() { bytes.reserveCapacity(2048) }

  /// - Parameters:
  ///   - target: root-relative and percent-encoded.
  ///   - type: the media type of what is there, if that is to be said.
  package mutating func add(_ target: [UInt8], _ relation: StaticString, type: String? = nil) {
    bytes.append(bytes.isEmpty ? "<" : ", <")
    bytes += target
    close(relation, type)
  }

  package mutating func add(_ target: String, _ relation: StaticString, type: String? = nil) {
    bytes.append(bytes.isEmpty ? "<" : ", <")
    bytes.append(target)
    close(relation, type)
  }

  private mutating func close(_ relation: StaticString, _ type: String?) {
    bytes.append(">; rel=\"")
    bytes.append(relation)
    if let type {
      bytes.append("\"; type=\"")
      bytes.append(type)
    }
    bytes.append("\"")
  }
}
