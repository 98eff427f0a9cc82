import CResources

/// The contract as it was when the program was built, from its read-only data.
enum Contract {
  static let yaml = bytes(passerelle_openapi_yaml, passerelle_openapi_yaml_size)
  static let json = bytes(passerelle_openapi_json, passerelle_openapi_json_size)

  private static func bytes(_ start: UnsafePointer<UInt8>, _ count: Int) -> [UInt8] {
    Array(UnsafeBufferPointer(start: start, count: count))
  }
}
