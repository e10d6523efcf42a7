/// Parses the expressions of ECMA-262 as they are with the `u` flag, lenient where engines commonly are (a literal `{` or `]`).
struct PatternParser {
  private let pattern: String
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0
  private static let deepest = 200

  static func parse(_ pattern: String) throws(PatternError) -> PatternNode {
    var parser = PatternParser(pattern)
    let node = try parser.alternation()
    if parser.position < parser.scalars.count { throw parser.failure("an unmatched )") }
    return node
  }

  private init(_ pattern: String) {
    self.pattern = pattern
    scalars = Array(pattern.unicodeScalars)
  }

  private var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private func failure(_ reason: String) -> PatternError { PatternError(pattern: pattern, reason: reason, offset: position) }

  private mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard scalars[position...].starts(with: wanted) else { return false }
    position += wanted.count
    return true
  }

  private mutating func alternation() throws(PatternError) -> PatternNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw failure("groups are nested too deep") }
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .alternation(branches)
  }

  private mutating func sequence() throws(PatternError) -> PatternNode {
    var parts: [PatternNode] = []
    while let next = peek, next != "|", next != ")" {
      let part = try atom()
      parts.append(try quantified(part))
    }
    return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
  }

  private mutating func atom() throws(PatternError) -> PatternNode {
    guard let next = peek else { return .empty }
    position += 1
    switch next {
    case "^": return .start
    case "$": return .end
    case ".": return .set(.dot)
    case "(": return try group()
    case "[": return .set(try characterClass())
    case "\\": return try escape()
    case "*", "+", "?":
      position -= 1
      throw failure("nothing to repeat")
    default: return .set(.single(next))
    }
  }

  private mutating func group() throws(PatternError) -> PatternNode {
    enum Kind { case plain, ahead(Bool), behind(Bool) }
    var kind = Kind.plain
    if take("?") {
      if take(":") {
        kind = .plain
      } else if take("=") {
        kind = .ahead(false)
      } else if take("!") {
        kind = .ahead(true)
      } else if take("<=") {
        kind = .behind(false)
      } else if take("<!") {
        kind = .behind(true)
      } else if take("<") {
        while let next = peek, next != ">" {
          guard next == "_" || next == "$" || next.properties.isIDContinue else { throw failure("not a group name") }
          position += 1
        }
        guard take(">") else { throw failure("a group name without its >") }
      } else {
        throw failure("a group of a kind that ECMA-262 does not have")
      }
    }
    let inner = try alternation()
    guard take(")") else { throw failure("a group without its )") }
    switch kind {
    case .plain: return inner
    case .ahead(let negated): return .lookahead(inner, negated: negated)
    case .behind(let negated): return .lookbehind(inner, negated: negated)
    }
  }

  private mutating func quantified(_ node: PatternNode) throws(PatternError) -> PatternNode {
    let bounds: (minimum: Int, maximum: Int?)
    if take("*") {
      bounds = (0, nil)
    } else if take("+") {
      bounds = (1, nil)
    } else if take("?") {
      bounds = (0, 1)
    } else if let braces = try braces() {
      bounds = braces
    } else {
      return node
    }
    _ = take("?")
    switch node {
    case .start, .end, .wordBoundary, .lookbehind: throw failure("an assertion can't be repeated")
    default: return .repetition(node, minimum: bounds.minimum, maximum: bounds.maximum)
    }
  }

  /// `{2}`, `{2,}` or `{2,5}`; nil, without moving, for a brace that is meant literally.
  private mutating func braces() throws(PatternError) -> (minimum: Int, maximum: Int?)? {
    guard peek == "{" else { return nil }
    let start = position
    position += 1
    guard let minimum = decimal() else {
      position = start
      return nil
    }
    var maximum: Int? = minimum
    if take(",") { maximum = peek == "}" ? nil : decimal() ?? -1 }
    guard maximum != -1, take("}") else {
      position = start
      return nil
    }
    if let maximum, maximum < minimum { throw failure("a repetition whose bounds are in the wrong order") }
    return (minimum, maximum)
  }

  private mutating func decimal() -> Int? {
    let start = position
    var value = 0
    while let next = peek, ("0"..."9").contains(next), value < 1_000_000_000 {
      value = value * 10 + Int(next.value - 48)
      position += 1
    }
    return position > start ? value : nil
  }

  /// Outside of a class.
  private mutating func escape() throws(PatternError) -> PatternNode {
    switch peek {
    case "b":
      position += 1
      return .wordBoundary(negated: false)
    case "B":
      position += 1
      return .wordBoundary(negated: true)
    case "k": throw failure("back references are not supported")
    case let digit? where ("1"..."9").contains(digit): throw failure("back references are not supported")
    default: return .set(try escapedSet())
    }
  }

  private mutating func escapedSet() throws(PatternError) -> ScalarSet {
    guard let next = peek else { throw failure("a \\ at the end") }
    position += 1
    switch next {
    case "d": return .digit
    case "D": return ScalarSet.digit.inverted
    case "w": return .word
    case "W": return ScalarSet.word.inverted
    case "s": return .space
    case "S": return ScalarSet.space.inverted
    case "n": return .single("\n")
    case "r": return .single("\r")
    case "t": return .single("\t")
    case "v": return .single("\u{0B}")
    case "f": return .single("\u{0C}")
    case "0": return .single("\0")
    case "p", "P": return try property(negated: next == "P")
    case "c":
      guard let letter = peek, letter.isASCII, letter.properties.isAlphabetic else { throw failure("\\c needs a letter") }
      position += 1
      return .single(Unicode.Scalar(UInt8(letter.value & 31)))
    case "x": return .single(try scalar(hexadecimal(digits: 2)))
    case "u": return .single(try unicodeEscape())
    default:
      if next.isASCII, next.properties.isAlphabetic || ("0"..."9").contains(next) {
        position -= 1
        throw failure("\\\(next) is not an escape of ECMA-262")
      }
      return .single(next)
    }
  }

  private mutating func property(negated: Bool) throws(PatternError) -> ScalarSet {
    guard take("{") else { throw failure("\\p needs a property in braces") }
    var name = ""
    while let next = peek, next != "}" {
      name.unicodeScalars.append(next)
      position += 1
    }
    guard take("}") else { throw failure("a property without its }") }
    guard let property = UnicodeProperty(name) else { throw failure("the Unicode property \(name) is not known here") }
    return ScalarSet(items: [.property(property, negated: negated)])
  }

  private mutating func unicodeEscape() throws(PatternError) -> Unicode.Scalar {
    if take("{") {
      var value: UInt32 = 0
      while let digit = peek.flatMap({ Character($0).hexDigitValue }), value <= 0x10FFFF {
        value = value << 4 | UInt32(digit)
        position += 1
      }
      guard take("}") else { throw failure("\\u{ without its }") }
      return try scalar(value)
    }
    let first = try hexadecimal(digits: 4)
    if (0xD800...0xDBFF).contains(first), take("\\u") {
      let second = try hexadecimal(digits: 4)
      guard (0xDC00...0xDFFF).contains(second) else { throw failure("a surrogate without its other half") }
      return try scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    }
    return try scalar(first)
  }

  private mutating func hexadecimal(digits: Int) throws(PatternError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let digit = peek.flatMap({ Character($0).hexDigitValue }) else { throw failure("\(digits) hexadecimal digits are needed") }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  private func scalar(_ value: UInt32) throws(PatternError) -> Unicode.Scalar {
    guard let scalar = Unicode.Scalar(value) else { throw failure("not a code point") }
    return scalar
  }

  private mutating func characterClass() throws(PatternError) -> ScalarSet {
    var set = ScalarSet(isNegated: take("^"))
    while let next = peek, next != "]" {
      let low = try classAtom()
      guard peek == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
        set.items.append(contentsOf: low.isNegated ? [.nested(low)] : low.items)
        continue
      }
      position += 1
      let high = try classAtom()
      guard case .range(let first)? = low.items.first, case .range(let last)? = high.items.first, low.isOneScalar, high.isOneScalar else {
        throw failure("a class can't be the end of a range")
      }
      guard first.lowerBound <= last.lowerBound else { throw failure("a range whose ends are in the wrong order") }
      set.items.append(.range(first.lowerBound...last.lowerBound))
    }
    guard take("]") else { throw failure("a class without its ]") }
    return set
  }

  private mutating func classAtom() throws(PatternError) -> ScalarSet {
    if take("\\") {
      if take("b") { return .single("\u{08}") }
      return try escapedSet()
    }
    guard let next = peek else { throw failure("a class without its ]") }
    position += 1
    return .single(next)
  }
}

extension ScalarSet {
  fileprivate var isOneScalar: Bool {
    guard !isNegated, items.count == 1, case .range(let range) = items[0] else { return false }
    return range.count == 1
  }
}
