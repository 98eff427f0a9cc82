import Cooperation
import JSON

/// Members in the shapes that several records share.
extension JSONWriter {
  mutating func member(_ key: StaticString, _ value: String?) {
    self.key(key)
    stringOrNull(value)
  }

  mutating func member(_ key: StaticString, _ value: Day) {
    self.key(key)
    string(value.iso)
  }

  mutating func member(_ key: StaticString, _ value: some Enumeration) {
    self.key(key)
    string(value.word)
  }

  mutating func member(_ key: StaticString, _ values: [String]) {
    self.key(key)
    beginArray()
    for value in values { string(value) }
    endArray()
  }

  /// `ja` is left out where there is none.
  mutating func member(_ key: StaticString, _ value: LocalizedText?) {
    self.key(key)
    guard let value else { return null() }
    beginObject()
    member("fr", value.fr)
    member("en", value.en)
    if let ja = value.ja { member("ja", ja) }
    endObject()
  }

  mutating func member(_ key: StaticString, _ value: DateRecord?) {
    self.key(key)
    guard let value else { return null() }
    beginObject()
    member("edtf", value.edtf.text)
    member("basis", value.basis)
    member("time", value.time)
    endObject()
  }

  /// A list of objects.
  mutating func member<T>(_ key: StaticString, _ values: [T], _ write: (T, inout JSONWriter) -> Void) {
    self.key(key)
    beginArray()
    for value in values {
      beginObject()
      write(value, &self)
      endObject()
    }
    endArray()
  }
}
