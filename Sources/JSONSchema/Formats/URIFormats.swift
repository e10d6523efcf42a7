/// URIs of RFC 3986, IRIs of RFC 3987, and templates of RFC 6570.
enum URIFormats {
  static func isURI(_ text: String, ascii: Bool, absolute: Bool) -> Bool {
    let reference = URIReference(text)
    if let scheme = reference.scheme {
      guard isScheme(scheme) else { return false }
    } else {
      guard !absolute, !firstSegment(of: reference).contains(":") || reference.authority != nil else { return false }
    }
    if let authority = reference.authority, !isAuthority(authority, ascii: ascii) { return false }
    return isMade(reference.path, of: ":@/", ascii: ascii) && isMade(reference.query ?? "", of: ":@/?", ascii: ascii)
      && isMade(reference.fragment ?? "", of: ":@/?", ascii: ascii)
  }

  private static func firstSegment(of reference: URIReference) -> Substring {
    reference.path.prefix { $0 != "/" }
  }

  private static func isScheme(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first.isASCII, first.properties.isAlphabetic else { return false }
    return text.unicodeScalars.allSatisfy { ScalarSet.word.contains($0) && $0 != "_" || "+-.".unicodeScalars.contains($0) }
  }

  private static func isAuthority(_ text: String, ascii: Bool) -> Bool {
    var rest = Substring(text)
    if let at = rest.lastIndex(of: "@") {
      guard isMade(String(rest[..<at]), of: ":", ascii: ascii) else { return false }
      rest = rest[rest.index(after: at)...]
    }
    if rest.hasPrefix("[") {
      guard let close = rest.firstIndex(of: "]") else { return false }
      let address = rest[rest.index(after: rest.startIndex)..<close]
      guard HostFormats.isIPv6(String(address)) || address.lowercased().hasPrefix("v") else { return false }
      rest = rest[rest.index(after: close)...]
      guard rest.isEmpty || rest.hasPrefix(":") else { return false }
      return rest.dropFirst().allSatisfy { ("0"..."9").contains($0) }
    }
    if let colon = rest.lastIndex(of: ":") {
      guard rest[rest.index(after: colon)...].allSatisfy({ ("0"..."9").contains($0) }) else { return false }
      rest = rest[..<colon]
    }
    return isMade(String(rest), of: "", ascii: ascii)
  }

  /// Unreserved characters, sub-delimiters, percent-encoded bytes, and these.
  private static func isMade(_ text: String, of extra: String, ascii: Bool) -> Bool {
    var bytes = text.utf8.makeIterator()
    while let byte = bytes.next() {
      if byte == UInt8(ascii: "%") {
        guard let first = bytes.next(), let second = bytes.next(), isHexDigit(first), isHexDigit(second) else { return false }
      } else if byte < 0x80 {
        guard plain[Int(byte)] || extra.utf8.contains(byte) else { return false }
      } else if ascii {
        return false
      } else if byte == 0xC2 {
        // The control characters U+0080 to U+009F.
        guard let next = bytes.next(), next >= 0xA0 else { return false }
      }
    }
    return true
  }

  /// Which characters of ASCII are unreserved or sub-delimiters (RFC 3986, sections 2.2 and 2.3).
  private static let plain: [Bool] = (0..<128).map { (byte: UInt8) in isAlphanumeric(byte) || "-._~!$&'()*+,;=".utf8.contains(byte) }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte & 0xDF)
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (65...70).contains(byte & 0xDF) }

  static func isTemplate(_ text: String) -> Bool {
    var rest = Substring(text)
    let forbidden: Set<Unicode.Scalar> = [" ", "\"", "'", "<", ">", "\\", "^", "`", "|", "}"]
    while !rest.isEmpty {
      let literal = rest.prefix { $0 != "{" }
      guard !literal.unicodeScalars.contains(where: { $0.value < 0x20 || forbidden.contains($0) }) else { return false }
      rest = rest[literal.endIndex...]
      guard rest.hasPrefix("{") else { return true }
      guard let close = rest.firstIndex(of: "}") else { return false }
      guard isExpression(rest[rest.index(after: rest.startIndex)..<close]) else { return false }
      rest = rest[rest.index(after: close)...]
    }
    return true
  }

  private static func isExpression(_ text: Substring) -> Bool {
    var names = text
    if let first = names.first, "+#./;?&=,!@|".contains(first) { names = names.dropFirst() }
    return names.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { name in
      var name = name
      if name.hasSuffix("*") {
        name = name.dropLast()
      } else if let colon = name.firstIndex(of: ":") {
        guard let length = Int(name[name.index(after: colon)...]), (1..<10_000).contains(length) else { return false }
        name = name[..<colon]
      }
      return !name.isEmpty && name.unicodeScalars.allSatisfy { ScalarSet.word.contains($0) || $0 == "." || $0 == "%" }
    }
  }
}
