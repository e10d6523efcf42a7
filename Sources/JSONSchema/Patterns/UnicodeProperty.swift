/// A property that `\p{…}` names: a general category, a group of them, or one of the binary properties.
struct UnicodeProperty: Sendable {
  private enum Test: Sendable {
    case categories(Set<Unicode.GeneralCategory>)
    case binary(@Sendable (Unicode.Scalar) -> Bool)
  }

  private let test: Test

  /// Nil for a name that isn't known. Scripts are not: the standard library has no data on them.
  init?(_ name: String) {
    let parts = name.split(separator: "=", omittingEmptySubsequences: false)
    if parts.count == 2, parts[0] == "General_Category" || parts[0] == "gc" {
      guard let set = Self.categories[String(parts[1])] else { return nil }
      test = .categories(set)
    } else if let set = Self.categories[name] {
      test = .categories(set)
    } else if let binary = Self.binaries[name] {
      test = .binary(binary)
    } else {
      return nil
    }
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch test {
    case .categories(let set): set.contains(scalar.properties.generalCategory)
    case .binary(let holds): holds(scalar)
    }
  }

  private static let binaries: [String: @Sendable (Unicode.Scalar) -> Bool] = [
    "Any": { _ in true },
    "ASCII": { $0.isASCII },
    "Alphabetic": { $0.properties.isAlphabetic },
    "Alpha": { $0.properties.isAlphabetic },
    "Emoji": { $0.properties.isEmoji },
    "Emoji_Presentation": { $0.properties.isEmojiPresentation },
    "ID_Start": { $0.properties.isIDStart },
    "ID_Continue": { $0.properties.isIDContinue },
    "Ideographic": { $0.properties.isIdeographic },
    "Lowercase": { $0.properties.isLowercase },
    "Uppercase": { $0.properties.isUppercase },
    "Math": { $0.properties.isMath },
    "White_Space": { $0.properties.isWhitespace },
    "XID_Start": { $0.properties.isXIDStart },
    "XID_Continue": { $0.properties.isXIDContinue },
  ]

  private static let single: [(String, String, Unicode.GeneralCategory)] = [
    ("Lu", "Uppercase_Letter", .uppercaseLetter), ("Ll", "Lowercase_Letter", .lowercaseLetter),
    ("Lt", "Titlecase_Letter", .titlecaseLetter), ("Lm", "Modifier_Letter", .modifierLetter), ("Lo", "Other_Letter", .otherLetter),
    ("Mn", "Nonspacing_Mark", .nonspacingMark), ("Mc", "Spacing_Mark", .spacingMark), ("Me", "Enclosing_Mark", .enclosingMark),
    ("Nd", "Decimal_Number", .decimalNumber), ("Nl", "Letter_Number", .letterNumber), ("No", "Other_Number", .otherNumber),
    ("Pc", "Connector_Punctuation", .connectorPunctuation), ("Pd", "Dash_Punctuation", .dashPunctuation),
    ("Ps", "Open_Punctuation", .openPunctuation), ("Pe", "Close_Punctuation", .closePunctuation),
    ("Pi", "Initial_Punctuation", .initialPunctuation), ("Pf", "Final_Punctuation", .finalPunctuation),
    ("Po", "Other_Punctuation", .otherPunctuation), ("Sm", "Math_Symbol", .mathSymbol), ("Sc", "Currency_Symbol", .currencySymbol),
    ("Sk", "Modifier_Symbol", .modifierSymbol), ("So", "Other_Symbol", .otherSymbol), ("Zs", "Space_Separator", .spaceSeparator),
    ("Zl", "Line_Separator", .lineSeparator), ("Zp", "Paragraph_Separator", .paragraphSeparator), ("Cc", "Control", .control),
    ("Cf", "Format", .format), ("Cs", "Surrogate", .surrogate), ("Co", "Private_Use", .privateUse), ("Cn", "Unassigned", .unassigned),
  ]

  private static let groups: [(String, String, Character)] = [
    ("L", "Letter", "L"), ("M", "Mark", "M"), ("N", "Number", "N"), ("P", "Punctuation", "P"), ("S", "Symbol", "S"),
    ("Z", "Separator", "Z"), ("C", "Other", "C"),
  ]

  private static let categories: [String: Set<Unicode.GeneralCategory>] = {
    var result: [String: Set<Unicode.GeneralCategory>] = [:]
    for (short, long, category) in single {
      result[short] = [category]
      result[long] = [category]
    }
    for (short, long, initial) in groups {
      let members = Set(single.filter { $0.0.first == initial }.map(\.2))
      result[short] = members
      result[long] = members
    }
    result["digit"] = [.decimalNumber]
    result["punct"] = result["P"]
    result["cntrl"] = [.control]
    return result
  }()
}
