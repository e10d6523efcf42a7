/// Labels of internationalised host names (RFC 5890 and 5891). The rule for mixed directions of writing (RFC 5893) isn't checked.
enum InternationalLabel {
  private static let longest = 63

  /// Whether this is an ASCII label, an encoded one that decodes to a valid label, or a valid label of other letters.
  static func isValid(_ label: Substring) -> Bool {
    guard label.utf8.allSatisfy({ $0 < 0x80 }) else { return isUnicodeLabel(Array(label.unicodeScalars)) }
    guard label.prefix(4).lowercased() == "xn--" else { return HostFormats.isLabel(label) }
    let encoded = label.dropFirst(4)
    guard HostFormats.isLabel(label), let decoded = Punycode.decode(encoded), decoded.contains(where: { !$0.isASCII }) else { return false }
    return isUnicodeLabel(decoded) && Punycode.encode(decoded) == encoded.lowercased()
  }

  private static func isUnicodeLabel(_ label: [Unicode.Scalar]) -> Bool {
    guard let first = label.first, let last = label.last, first != "-", last != "-", !isMark(first) else { return false }
    if label.count >= 4, label[2] == "-", label[3] == "-" { return false }
    guard let encoded = Punycode.encode(label), encoded.utf8.count + 4 <= longest else { return false }
    let context = LabelContext(label: label)
    return label.indices.allSatisfy { position in
      switch CodePointStatus(label[position]) {
      case .allowed: true
      case .disallowed: false
      case .joiner, .contextual: context.allows(at: position)
      }
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }
}
