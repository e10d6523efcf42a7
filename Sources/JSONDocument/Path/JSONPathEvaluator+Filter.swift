// Comparisons and functions of filters (RFC 9535, sections 2.3.5.2.2 and 2.4).

extension JSONPathEvaluator {
  /// Longest text that a pattern is tried on, in bytes.
  private static let longestPatternInput = 65_536

  mutating func holds(_ condition: JSONPathCondition, for current: JSONValue) throws(JSONPathError) -> Bool {
    switch condition {
    case .or(let parts):
      for part in parts where try holds(part, for: current) { return true }
      return false
    case .and(let parts):
      for part in parts where try !holds(part, for: current) { return false }
      return true
    case .not(let inner): return try !holds(inner, for: current)
    case .exists(let query): return try !values(of: query, for: current).isEmpty
    case .test(let function): return try matches(function, for: current)
    case .comparison(let left, let comparison, let right):
      return Self.compare(try value(of: left, for: current), comparison, try value(of: right, for: current))
    }
  }

  private mutating func values(of query: JSONPathQuery, for current: JSONValue) throws(JSONPathError) -> [JSONValue] {
    try select(query.segments, from: query.isAbsolute ? root : current)
  }

  /// Nil is the RFC's `Nothing`.
  private mutating func value(of operand: JSONPathOperand, for current: JSONValue) throws(JSONPathError) -> JSONValue? {
    switch operand {
    case .literal(let value): return value
    case .query(let query): return try values(of: query, for: current).first
    case .function(let function): return try result(of: function, for: current)
    }
  }

  private mutating func result(of function: JSONPathFunction, for current: JSONValue) throws(JSONPathError) -> JSONValue? {
    switch function.name {
    case .length: return Self.length(of: try value(of: function.arguments[0], for: current))
    case .count: return .number(JSONNumber(try list(function.arguments[0], for: current).count))
    case .value:
      let values = try list(function.arguments[0], for: current)
      return values.count == 1 ? values[0] : nil
    case .match, .search: return nil
    }
  }

  private mutating func list(_ operand: JSONPathOperand, for current: JSONValue) throws(JSONPathError) -> [JSONValue] {
    guard case .query(let query) = operand else { return [] }
    return try values(of: query, for: current)
  }

  private static func length(of value: JSONValue?) -> JSONValue? {
    let count: Int? =
      switch value {
      case .string(let text): text.unicodeScalars.count
      case .array(let items): items.count
      case .object(let object): object.count
      default: nil
      }
    return count.map { .number(JSONNumber($0)) }
  }

  /// `match()` is about the whole text, `search()` about a part of it; what is no text or no pattern does not match.
  private mutating func matches(_ function: JSONPathFunction, for current: JSONValue) throws(JSONPathError) -> Bool {
    let text = try value(of: function.arguments[0], for: current)?.string
    let pattern = try value(of: function.arguments[1], for: current)?.string
    guard let text, let pattern, text.utf8.count <= Self.longestPatternInput, let regex = compiled(pattern) else { return false }
    // An expression that cannot be tried does not match.
    return function.name == .match ? (try? regex.wholeMatch(in: text)) != nil : (try? regex.firstMatch(in: text)) != nil
  }

  private mutating func compiled(_ pattern: String) -> Regex<AnyRegexOutput>? {
    if let known = patterns[pattern] { return known }
    let regex = try? Regex(InteroperablePattern.translated(pattern)).matchingSemantics(.unicodeScalar)
    patterns[pattern] = .some(regex)
    return regex
  }

  private static func compare(_ left: JSONValue?, _ comparison: JSONPathComparison, _ right: JSONValue?) -> Bool {
    switch comparison {
    case .equal: left == right
    case .unequal: left != right
    case .less: isLess(left, right)
    case .greater: isLess(right, left)
    case .atMost: isLess(left, right) || left == right
    case .atLeast: isLess(right, left) || left == right
    }
  }

  /// Only numbers and texts have an order.
  private static func isLess(_ left: JSONValue?, _ right: JSONValue?) -> Bool {
    switch (left, right) {
    case (.number(let first)?, .number(let second)?): first < second
    case (.string(let first)?, .string(let second)?): first.precedesByUTF8(second)
    default: false
    }
  }
}

/// I-Regexp (RFC 9485) in the syntax of Swift's expressions.
enum InteroperablePattern {
  /// A dot outside of brackets stands for every character but the two that end lines (RFC 9485, section 5.3).
  static func translated(_ pattern: String) -> String {
    var result = String.UnicodeScalarView()
    var isEscaped = false
    var isInClass = false
    for scalar in pattern.unicodeScalars {
      if isEscaped {
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else if scalar == "[" {
        isInClass = true
      } else if scalar == "]" {
        isInClass = false
      } else if scalar == ".", !isInClass {
        result.append(contentsOf: "[^\\n\\r]".unicodeScalars)
        continue
      }
      result.append(scalar)
    }
    return String(result)
  }
}
