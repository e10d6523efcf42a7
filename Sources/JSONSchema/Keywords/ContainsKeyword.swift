import JSONDocument

/// `contains` with `minContains` and `maxContains`.
struct ContainsKeyword: Keyword, KeywordFamily {
  let location: SchemaLocation
  let node: Int
  let minimum: Int
  let maximum: Int?
  /// Whether the items that fit count as looked at, as from 2020-12 on.
  let evaluates: Bool

  static func compile(_ schema: SchemaSource, _ compiler: inout SchemaCompiler) throws(SchemaError) -> [any Keyword] {
    guard let node = try schema.schema("contains", &compiler) else { return [] }
    let minimum = try schema.count("minContains") ?? 1
    let maximum = try schema.count("maxContains")
    let evaluates = schema.dialect.containsEvaluates
    return [ContainsKeyword(location: schema.location, node: node, minimum: minimum, maximum: maximum, evaluates: evaluates)]
  }

  func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation, _ coverage: inout Coverage) -> Bool {
    guard case .array(let items) = instance else { return true }
    var found = 0
    for (position, item) in items.enumerated() {
      var probe = Evaluation(program: evaluation.program, collects: false, within: evaluation)
      if probe.run(node, item) {
        found += 1
        if evaluates { coverage.insert(position) }
      }
    }
    if found < minimum {
      return evaluation.fail(location.appending("contains"), "\(found) items are as wanted, at least \(minimum) are expected")
    }
    if let maximum, found > maximum {
      return evaluation.fail(location.appending("maxContains"), "\(found) items are as described, at most \(maximum) are allowed")
    }
    return true
  }
}
