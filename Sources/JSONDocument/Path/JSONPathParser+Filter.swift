// Logical expressions of filters (RFC 9535, sections 2.3.5 and 2.4).

extension JSONPathParser {
  /// `a || b && !c`: the operators of the RFC, with its precedence.
  mutating func condition() throws(JSONPathError) -> JSONPathCondition {
    try nested { (parser) throws(JSONPathError) in
      let parts = try parser.separated(by: "||") { (parser) throws(JSONPathError) in
        let parts = try parser.separated(by: "&&") { (parser) throws(JSONPathError) in try parser.basic() }
        return parts.count == 1 ? parts[0] : .and(parts)
      }
      return parts.count == 1 ? parts[0] : .or(parts)
    }
  }

  private mutating func separated(
    by separator: String, _ part: (inout JSONPathParser) throws(JSONPathError) -> JSONPathCondition
  ) throws(JSONPathError) -> [JSONPathCondition] {
    var parts = [try part(&self)]
    while true {
      let end = scanner.position
      scanner.skipBlanks()
      guard scanner.take(separator) else {
        scanner.position = end
        return parts
      }
      scanner.skipBlanks()
      parts.append(try part(&self))
    }
  }

  /// A parenthesis, a comparison or a test; `!` before a parenthesis or a test.
  private mutating func basic() throws(JSONPathError) -> JSONPathCondition {
    let isNegated = scanner.take("!")
    if isNegated { scanner.skipBlanks() }
    let inner = scanner.take("(") ? try parenthesis() : try comparisonOrTest(isNegated: isNegated)
    return isNegated ? .not(inner) : inner
  }

  private mutating func parenthesis() throws(JSONPathError) -> JSONPathCondition {
    scanner.skipBlanks()
    let inner = try condition()
    scanner.skipBlanks()
    try scanner.expect(")")
    return inner
  }

  private mutating func comparisonOrTest(isNegated: Bool) throws(JSONPathError) -> JSONPathCondition {
    let start = scanner.position
    let left = try operand()
    let end = scanner.position
    scanner.skipBlanks()
    if !isNegated, let comparison = comparison() {
      try requireValue(left, at: start)
      scanner.skipBlanks()
      let place = scanner.position
      let right = try operand()
      try requireValue(right, at: place)
      return .comparison(left, comparison, right)
    }
    scanner.position = end
    switch left {
    case .query(let query): return .exists(query)
    case .function(let function) where function.name.isLogical: return .test(function)
    case .function(let function): throw JSONPathError("the result of \(function.name.rawValue)() must be compared", at: start)
    case .literal: throw JSONPathError("a literal must be compared", at: start)
    }
  }

  private mutating func comparison() -> JSONPathComparison? {
    JSONPathComparison.allCases.first { scanner.take($0.rawValue) }
  }

  /// Only what is one value, or none, can be compared or given to a parameter that takes a value.
  private func requireValue(_ operand: JSONPathOperand, at place: Int) throws(JSONPathError) {
    switch operand {
    case .literal: return
    case .query(let query):
      guard query.segments.isSingular else { throw JSONPathError("a query that may select several values cannot be compared", at: place) }
    case .function(let function):
      guard !function.name.isLogical else { throw JSONPathError("\(function.name.rawValue)() gives no value", at: place) }
    }
  }

  private mutating func operand() throws(JSONPathError) -> JSONPathOperand {
    switch scanner.next {
    case "'", "\"": return .literal(.string(try scanner.string()))
    case "@", "$":
      let isAbsolute = scanner.take("$")
      if !isAbsolute { scanner.position += 1 }
      return .query(JSONPathQuery(isAbsolute: isAbsolute, segments: try segments()))
    case .some(let scalar) where scalar == "-" || ("0"..."9").contains(scalar): return .literal(try scanner.number())
    default: return try word()
    }
  }

  private mutating func word() throws(JSONPathError) -> JSONPathOperand {
    let start = scanner.position
    guard let word = scanner.functionName() else { throw scanner.error("a query, a literal or a function is missing") }
    if scanner.next == "(" {
      guard let name = JSONPathFunction.Name(rawValue: word) else { throw JSONPathError("there is no function '\(word)'", at: start) }
      scanner.position += 1
      return .function(JSONPathFunction(name: name, arguments: try arguments(of: name, at: start)))
    }
    switch word {
    case "true": return .literal(true)
    case "false": return .literal(false)
    case "null": return .literal(nil)
    default: throw JSONPathError("'\(word)' is neither true, false, null nor a function", at: start)
    }
  }

  private mutating func arguments(of name: JSONPathFunction.Name, at start: Int) throws(JSONPathError) -> [JSONPathOperand] {
    let arguments = try nested { (parser) throws(JSONPathError) in
      var arguments: [JSONPathOperand] = []
      parser.scanner.skipBlanks()
      if parser.scanner.take(")") { return arguments }
      repeat {
        parser.scanner.skipBlanks()
        let place = parser.scanner.position
        let argument = try parser.operand()
        try parser.check(argument, number: arguments.count, of: name, at: place)
        arguments.append(argument)
        parser.scanner.skipBlanks()
      } while parser.scanner.take(",")
      try parser.scanner.expect(")")
      return arguments
    }
    guard arguments.count == name.parameters.count else {
      throw JSONPathError("\(name.rawValue)() takes \(name.parameters.count) arguments, not \(arguments.count)", at: start)
    }
    return arguments
  }

  private func check(
    _ argument: JSONPathOperand, number: Int, of name: JSONPathFunction.Name, at place: Int
  ) throws(JSONPathError) {
    guard name.parameters.indices.contains(number), name.parameters[number] else { return try requireValue(argument, at: place) }
    guard case .query = argument else { throw JSONPathError("\(name.rawValue)() takes a query", at: place) }
  }
}
