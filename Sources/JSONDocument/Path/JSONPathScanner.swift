/// Reads the tokens of a query: names, integers, strings, blanks.
struct JSONPathScanner {
  private let scalars: [Unicode.Scalar]
  var position = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }
  var isAtEnd: Bool { position >= scalars.count }

  func error(_ problem: String) -> JSONPathError { JSONPathError(problem, at: position) }

  mutating func skipBlanks() {
    while let scalar = next, scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" { position += 1 }
  }

  /// Takes this text where it comes next.
  mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard scalars[position...].starts(with: wanted) else { return false }
    position += wanted.count
    return true
  }

  mutating func expect(_ text: String) throws(JSONPathError) {
    guard take(text) else { throw error("'\(text)' is missing") }
  }

  /// A member name without quotes: `name-first *name-char`.
  mutating func shorthand() throws(JSONPathError) -> String {
    guard let first = next, Self.beginsName(first) else { throw error("a name, '*' or '[' is missing") }
    return word { Self.beginsName($0) || Self.isDigit($0) }
  }

  /// The name of a function, where one comes next.
  mutating func functionName() -> String? {
    guard let first = next, ("a"..."z").contains(first) else { return nil }
    return word { ("a"..."z").contains($0) || Self.isDigit($0) || $0 == "_" }
  }

  /// `int` of the RFC: no leading zero, no `-0`, within ±(2^53 - 1).
  mutating func integer() throws(JSONPathError) -> Int? {
    let start = position
    let isNegative = take("-")
    let digits = word { Self.isDigit($0) }
    if digits.isEmpty {
      guard !isNegative else { throw error("a number is missing behind '-'") }
      return nil
    }
    let isCanonical = digits == "0" ? !isNegative : digits.first != "0"
    guard isCanonical, let magnitude = Int(digits), magnitude < 1 << 53 else {
      position = start
      throw error("the index is no integer of RFC 9535")
    }
    return isNegative ? -magnitude : magnitude
  }

  /// A number literal of a comparison.
  mutating func number() throws(JSONPathError) -> JSONValue {
    let start = position
    let text = word { Self.isDigit($0) || "+-.eE".unicodeScalars.contains($0) }
    guard let number = JSONNumber(text) else {
      position = start
      throw error("'\(text)' is no number")
    }
    return .number(number)
  }

  /// A string in single or double quotes.
  mutating func string() throws(JSONPathError) -> String {
    guard let quote = next, quote == "'" || quote == "\"" else { throw error("a string is missing") }
    position += 1
    var text = String.UnicodeScalarView()
    while let scalar = next {
      guard scalar.value >= 0x20 else { throw error("a control character in a string") }
      position += 1
      if scalar == quote { return String(text) }
      text.append(scalar == "\\" ? try escaped(in: quote) : scalar)
    }
    throw error("a string does not end")
  }

  private mutating func escaped(in quote: Unicode.Scalar) throws(JSONPathError) -> Unicode.Scalar {
    guard let scalar = next else { throw error("a string does not end") }
    position += 1
    switch scalar {
    case "b": return "\u{8}"
    case "f": return "\u{c}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "/", "\\": return scalar
    case "u": return try unicodeEscape()
    case quote: return scalar
    default:
      position -= 1
      throw error("'\\\(scalar)' is no escape")
    }
  }

  private mutating func unicodeEscape() throws(JSONPathError) -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard (0xD800...0xDBFF).contains(first), take("\\u") else { throw error("half a surrogate pair") }
    let second = try hexadecimal()
    guard (0xDC00...0xDFFF).contains(second) else { throw error("half a surrogate pair") }
    let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)
    guard let scalar = Unicode.Scalar(code) else { throw error("half a surrogate pair") }
    return scalar
  }

  private mutating func hexadecimal() throws(JSONPathError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let scalar = next, scalar.isASCII, let digit = Character(scalar).hexDigitValue else {
        throw error("'\\u' takes four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  private mutating func word(_ belongs: (Unicode.Scalar) -> Bool) -> String {
    var word = String.UnicodeScalarView()
    while let scalar = next, belongs(scalar) {
      word.append(scalar)
      position += 1
    }
    return String(word)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func beginsName(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_" || scalar.value >= 0x80
  }
}
