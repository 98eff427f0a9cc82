import API
import CResources
import Dataset
import FoundationEssentials

/// The contract and the page as they were when the program was built, from its read-only data.
enum Contract {
  static let yaml = bytes(passerelle_openapi_yaml, passerelle_openapi_yaml_size)
  static let json = bytes(passerelle_openapi_json, passerelle_openapi_json_size)
  static let page = FrontPage(
    html: bytes(passerelle_page_html, passerelle_page_html_size),
    style: bytes(passerelle_page_style, passerelle_page_style_size),
    script: bytes(passerelle_page_script, passerelle_page_script_size),
    later: bytes(passerelle_page_later, passerelle_page_later_size),
    words: bytes(passerelle_page_words, passerelle_page_words_size),
    digest: base64)

  /// SHA-256 as policies name it.
  private static func base64(of bytes: [UInt8]) -> String {
    let digits = Array(SHA256.hexadecimal(of: bytes))
    let values = stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
    return Data(values).base64EncodedString()
  }

  private static func bytes(_ start: UnsafePointer<UInt8>, _ count: Int) -> [UInt8] {
    Array(UnsafeBufferPointer(start: start, count: count))
  }
}
