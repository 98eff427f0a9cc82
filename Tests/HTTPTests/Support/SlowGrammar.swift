import Foundation

/// A second reading of the grammar of a head, made of regular expressions and of splitting, to compare with.
enum SlowGrammar {
  private static let pchar = "(?:[A-Za-z0-9._~!$&'()*+,;=:@\\-]|%[0-9A-Fa-f]{2}|[\\x{80}-\\x{FF}])"
  private static let h16 = "[0-9A-Fa-f]{1,4}"
  private static let ipv4: String = {
    let octet = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
    return "\(octet)\\.\(octet)\\.\(octet)\\.\(octet)"
  }()
  private static let ipv6: String = {
    let ls32 = "(?:\(h16):\(h16)|\(ipv4))"
    // The nine alternatives of RFC 3986 §3.2.2.
    return "(?:"
      + [
        "(?:\(h16):){6}\(ls32)", "::(?:\(h16):){5}\(ls32)", "(?:\(h16))?::(?:\(h16):){4}\(ls32)",
        "(?:(?:\(h16):){0,1}\(h16))?::(?:\(h16):){3}\(ls32)", "(?:(?:\(h16):){0,2}\(h16))?::(?:\(h16):){2}\(ls32)",
        "(?:(?:\(h16):){0,3}\(h16))?::\(h16):\(ls32)", "(?:(?:\(h16):){0,4}\(h16))?::\(ls32)",
        "(?:(?:\(h16):){0,5}\(h16))?::\(h16)", "(?:(?:\(h16):){0,6}\(h16))?::",
      ].joined(separator: "|") + ")"
  }()
  private static let future = "[vV][0-9A-Fa-f]+\\.[A-Za-z0-9._~!$&'()*+,;=:\\-]+"
  private static let regName = "(?:[A-Za-z0-9._~!$&'()*+,;=\\-]|%[0-9A-Fa-f]{2})"
  private static let host = regex("(?:\\[(?:\(ipv6)|\(future))\\]|\(regName)*)(?::[0-9]*)?")
  private static let fullHost = "(?:\\[(?:\(ipv6)|\(future))\\]|\(regName)+)"
  private static let tail = "(?:/\(pchar)*)*(?:\\?(?:\(pchar)|[/?])*)?"
  private static let origin = regex("/\(pchar)*\(tail)")
  private static let absolute = regex("[hH][tT][tT][pP]://\(fullHost)(?::[0-9]*)?\(tail)")
  private static let authority = regex("\(fullHost):[0-9]+")
  private static let field = regex("([!#$%&'*+.^_`|~0-9A-Za-z\\-]+):([\\t\\x{20}-\\x{7E}\\x{80}-\\x{FF}]*)")
  private static let token = regex("[!#$%&'*+.^_`|~0-9A-Za-z\\-]+")

  private static func regex(_ pattern: String) -> NSRegularExpression {
    guard let regex = try? NSRegularExpression(pattern: "\\A(?:\(pattern))\\z") else {
      preconditionFailure("not a pattern: \(pattern)")
    }
    return regex
  }

  private static func match(_ regex: NSRegularExpression, _ text: String) -> NSTextCheckingResult? {
    regex.firstMatch(in: text, range: NSRange(location: 0, length: text.utf16.count))
  }

  /// Whether the bytes begin with a head that is to be accepted. Each byte is read as one character.
  static func accepts(_ bytes: [UInt8]) -> Bool {
    var text = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    if text.utf16.starts(with: "\r\n".utf16) { text = String(text.unicodeScalars.dropFirst(2)) }
    let units = NSString(string: text)
    let end = units.range(of: "\r\n\r\n", options: .literal)
    guard end.location != NSNotFound else { return false }
    var lines = units.substring(to: end.location).components(separatedBy: "\r\n")
    let words = lines.removeFirst().components(separatedBy: " ")
    guard words.count == 3, match(token, words[0]) != nil, accepts(target: words[1], method: words[0]),
      words[2].utf16.count == 8, words[2].hasPrefix("HTTP/1."), "0123456789".contains(words[2].suffix(1))
    else { return false }
    var fields: [(String, String)] = []
    for line in lines {
      guard let match = match(field, line) else { return false }
      let line = NSString(string: line)
      fields.append(
        (
          line.substring(with: match.range(at: 1)).lowercased(),
          line.substring(with: match.range(at: 2)).trimmingCharacters(in: CharacterSet(charactersIn: " \t"))
        ))
    }
    return accepts(fields, isHTTP10: words[2] == "HTTP/1.0")
  }

  private static func accepts(target: String, method: String) -> Bool {
    let isWellFormed: Bool
    switch method {
    case "CONNECT": isWellFormed = match(authority, target) != nil
    case "OPTIONS": isWellFormed = target == "*" || match(origin, target) != nil || match(absolute, target) != nil
    case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE":
      isWellFormed = match(origin, target) != nil || match(absolute, target) != nil
    default: isWellFormed = target == "*" || match(origin, target) != nil || match(absolute, target) != nil
    }
    let raw = target.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    return isWellFormed && String(validating: raw, as: UTF8.self) != nil
  }

  private static func accepts(_ fields: [(String, String)], isHTTP10: Bool) -> Bool {
    let hosts = fields.filter { $0.0 == "host" }
    guard hosts.count == 1 || (hosts.isEmpty && isHTTP10), hosts.allSatisfy({ match(host, $0.1) != nil }) else {
      return false
    }
    let lengths = fields.filter { $0.0 == "content-length" }
    guard lengths.count <= 1, lengths.allSatisfy({ Int($0.1) != nil && $0.1.allSatisfy("0123456789".contains) }) else {
      return false
    }
    let codings = fields.filter { $0.0 == "transfer-encoding" }
    guard !codings.isEmpty else { return true }
    let list = codings.flatMap { $0.1.components(separatedBy: ",") }
      .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " \t")).lowercased() }.filter { !$0.isEmpty }
    return list == ["chunked"] && lengths.isEmpty && !isHTTP10
  }
}
