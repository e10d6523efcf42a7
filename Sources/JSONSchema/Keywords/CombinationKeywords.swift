import JSONDocument

/// `allOf`, `anyOf`, `oneOf` and `not`.
struct CombinationKeywords: KeywordFamily {
  static func compile(_ schema: SchemaSource, _ compiler: inout SchemaCompiler) throws(SchemaError) -> [any Keyword] {
    var keywords: [any Keyword] = []
    if let nodes = try schema.schemas("allOf", &compiler) { keywords.append(AllOf(nodes: nodes)) }
    if let nodes = try schema.schemas("anyOf", &compiler) { keywords.append(AnyOf(location: schema.place("anyOf"), nodes: nodes)) }
    if let nodes = try schema.schemas("oneOf", &compiler) { keywords.append(OneOf(location: schema.place("oneOf"), nodes: nodes)) }
    if let node = try schema.schema("not", &compiler) { keywords.append(Negation(location: schema.place("not"), node: node)) }
    return keywords
  }
}

struct AllOf: Keyword {
  let nodes: [Int]

  func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation, _ coverage: inout Coverage) -> Bool {
    var isValid = true
    for node in nodes where !evaluation.apply(node, instance, &coverage) {
      isValid = false
      if !evaluation.collects { return false }
    }
    return isValid
  }
}

struct AnyOf: Keyword {
  let location: SchemaLocation
  let nodes: [Int]

  func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation, _ coverage: inout Coverage) -> Bool {
    var isValid = false
    var causes: [ValidationError] = []
    for node in nodes {
      let result = evaluation.attempt(node, instance, &coverage)
      isValid = isValid || result.isValid
      causes += result.errors
      // With tracking every branch counts, for each may cover other parts.
      if isValid, !coverage.isTracked { return true }
    }
    return isValid || evaluation.fail(location, "none of \(nodes.count) alternatives fits", causes: causes)
  }
}

struct OneOf: Keyword {
  let location: SchemaLocation
  let nodes: [Int]

  func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation, _ coverage: inout Coverage) -> Bool {
    var fitting: [Int] = []
    var causes: [ValidationError] = []
    for (position, node) in nodes.enumerated() {
      let result = evaluation.attempt(node, instance, &coverage)
      if result.isValid { fitting.append(position) }
      causes += result.errors
      if fitting.count > 1, !evaluation.collects { return false }
    }
    switch fitting.count {
    case 1: return true
    case 0: return evaluation.fail(location, "none of \(nodes.count) alternatives fits", causes: causes)
    default:
      let numbers = fitting.map { String($0 + 1) }.joined(separator: ", ")
      return evaluation.fail(location, "more than one alternative fits (numbers \(numbers))")
    }
  }
}

struct Negation: Keyword {
  let location: SchemaLocation
  let node: Int

  func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation, _ coverage: inout Coverage) -> Bool {
    var ignored = Coverage.untracked
    return !evaluation.attempt(node, instance, &ignored).isValid || evaluation.fail(location, "a value that is forbidden here")
  }
}
