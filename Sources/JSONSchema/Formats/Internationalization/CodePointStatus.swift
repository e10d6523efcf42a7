/// What IDNA2008 says of a code point in a label (RFC 5892), derived from the Unicode data of the standard library.
enum CodePointStatus {
  case allowed, disallowed
  /// Allowed beside certain others: a joiner (appendix A.1 and A.2), or another one (A.3 to A.9).
  case joiner, contextual

  init(_ scalar: Unicode.Scalar) {
    if let exception = Self.exception(scalar.value) {
      self = exception
    } else if scalar == "\u{200C}" || scalar == "\u{200D}" {
      self = .joiner
    } else if scalar.isASCII {
      self = scalar == "-" || ("0"..."9").contains(scalar) || ("a"..."z").contains(scalar) ? .allowed : .disallowed
    } else {
      self = Self.isStableLetter(scalar) ? .allowed : .disallowed
    }
  }

  /// Section 2.6.
  private static func exception(_ value: UInt32) -> CodePointStatus? {
    switch value {
    case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007: .allowed
    case 0xB7, 0x375, 0x5F3, 0x5F4, 0x30FB, 0x660...0x669, 0x6F0...0x6F9: .contextual
    case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: .disallowed
    default: nil
    }
  }

  /// Sections 2.1 to 2.9 without the exceptions.
  private static func isStableLetter(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .lowercaseLetter, .uppercaseLetter, .otherLetter, .decimalNumber, .modifierLetter, .nonspacingMark, .spacingMark: break
    default: return false
    }
    guard !properties.changesWhenNFKCCaseFolded, !properties.isDefaultIgnorableCodePoint, !properties.isWhitespace else { return false }
    switch scalar.value {
    // Conjoining Hangul, and the blocks of combining marks for symbols and of musical notation.
    case 0x1100...0x11FF, 0xA960...0xA97F, 0xD7B0...0xD7FF, 0x20D0...0x20FF, 0x1D100...0x1D24F: return false
    default: return true
    }
  }
}
