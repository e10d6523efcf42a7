/// Addresses of hosts and mailboxes.
enum HostFormats {
  static func isIPv4(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        guard (1...3).contains(part.count), part.allSatisfy({ $0 &- 48 < 10 }), part.count == 1 || part.first != 48 else { return false }
        return part.reduce(0) { $0 * 10 + Int($1 - 48) } < 256
      }
  }

  static func isIPv6(_ text: String) -> Bool {
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return false }
    let halves = text.split(separator: "::", omittingEmptySubsequences: false)
    guard halves.count <= 2 else { return false }
    var groups = 0
    for (position, half) in halves.enumerated() where !half.isEmpty {
      let parts = half.split(separator: ":", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        let isLast = position == halves.count - 1 && index == parts.count - 1
        if isLast, part.contains(".") {
          guard isIPv4(String(part)) else { return false }
          groups += 2
        } else {
          guard (1...4).contains(part.utf8.count), part.allSatisfy(\.isHexDigit) else { return false }
          groups += 1
        }
      }
    }
    return halves.count == 2 ? groups <= 7 : groups == 8
  }

  /// A host name of RFC 1123, or one of RFC 5890 that may have other letters.
  static func isHostname(_ text: String, ascii: Bool) -> Bool {
    let separators: Set<Unicode.Scalar> = ascii ? ["."] : [".", "\u{3002}", "\u{FF0E}", "\u{FF61}"]
    guard !text.isEmpty, text.utf8.count <= 253 else { return false }
    let labels = text.unicodeScalars.split(omittingEmptySubsequences: false) { separators.contains($0) }
    return labels.allSatisfy { ascii ? isLabel(Substring($0)) : InternationalLabel.isValid(Substring($0)) }
  }

  /// Letters, digits and hyphens; an encoded label is taken as it is.
  static func isLabel(_ label: Substring) -> Bool {
    let bytes = label.utf8
    guard let first = bytes.first, let last = bytes.last, bytes.count <= 63, first != UInt8(ascii: "-"), last != UInt8(ascii: "-") else {
      return false
    }
    if bytes.dropFirst(2).prefix(2).elementsEqual("--".utf8), label.prefix(2).lowercased() != "xn" { return false }
    return bytes.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
      default: byte == UInt8(ascii: "-")
      }
    }
  }

  /// A mailbox of RFC 5321.
  static func isEmail(_ text: String, ascii: Bool) -> Bool {
    guard let at = text.lastIndex(of: "@") else { return false }
    let local = text[..<at]
    let domain = String(text[text.index(after: at)...])
    guard !local.isEmpty, isLocalPart(local, ascii: ascii) else { return false }
    guard domain.hasPrefix("["), domain.hasSuffix("]") else { return isHostname(domain, ascii: ascii) }
    let literal = String(domain.dropFirst().dropLast())
    return literal.hasPrefix("IPv6:") ? isIPv6(String(literal.dropFirst(5))) : isIPv4(literal)
  }

  private static func isLocalPart(_ text: Substring, ascii: Bool) -> Bool {
    let scalars = Array(text.unicodeScalars)
    if scalars.count > 1, scalars.first == "\"", scalars.last == "\"" {
      return scalars.dropFirst().dropLast().allSatisfy { $0.value >= 0x20 && $0 != "\"" && ($0.isASCII || !ascii) }
    }
    let atoms = text.split(separator: ".", omittingEmptySubsequences: false)
    let special = Set("!#$%&'*+-/=?^_`{|}~".unicodeScalars)
    return atoms.allSatisfy { atom in
      !atom.isEmpty
        && atom.unicodeScalars.allSatisfy { $0.isASCII ? ScalarSet.word.contains($0) || special.contains($0) : !ascii }
    }
  }
}
