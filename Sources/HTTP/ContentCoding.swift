/// Which content codings a client takes (RFC 9110 §12.5.3).
package struct CodingPreference: Equatable, Sendable {
  /// gzip is acceptable and wanted no less than identity.
  package var wantsGzip: Bool
  package var takesGzip: Bool
  package var takesIdentity: Bool

  /// Without a field anything is acceptable; uncompressed is what surely can be read.
  package static let unspecified = CodingPreference(wantsGzip: false, takesGzip: false, takesIdentity: true)

  /// Reads the value of `Accept-Encoding`.
  package init(_ bytes: Span<UInt8>) {
    var gzip: Int?
    var identity: Int?
    var other: Int?
    bytes.forEachQualityItem(in: 0..<bytes.count) { item in
      if bytes.matches("gzip", in: item.name) || bytes.matches("x-gzip", in: item.name) {
        gzip = max(gzip ?? 0, item.quality)
      } else if bytes.matches("identity", in: item.name) {
        identity = item.quality
      } else if item.name.count == 1, bytes[item.name.lowerBound] == ASCII.asterisk {
        other = item.quality
      }
    }
    let gzipQuality = gzip ?? other ?? 0
    // Not being listed does not rule identity out; it ranks below what is listed.
    let identityQuality = identity ?? other
    takesGzip = gzipQuality > 0
    takesIdentity = identityQuality.map { $0 > 0 } ?? true
    wantsGzip = takesGzip && gzipQuality >= identityQuality ?? 0
  }

  private init(wantsGzip: Bool, takesGzip: Bool, takesIdentity: Bool) {
    self.wantsGzip = wantsGzip
    self.takesGzip = takesGzip
    self.takesIdentity = takesIdentity
  }
}

/// The form in which a body is sent.
package enum ContentCoding: Sendable {
  case identity, gzip
}
