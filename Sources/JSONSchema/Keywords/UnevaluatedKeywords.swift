import JSONDocument

/// `unevaluatedProperties` and `unevaluatedItems`; evaluated after all other keywords of their schema.
struct UnevaluatedKeywords: KeywordFamily {
  static func compile(_ schema: SchemaSource, _ compiler: inout SchemaCompiler) throws(SchemaError) -> [any Keyword] {
    var keywords: [any Keyword] = []
    if let node = try schema.schema("unevaluatedProperties", &compiler) {
      keywords.append(UnevaluatedProperties(location: schema.place("unevaluatedProperties"), node: node))
    }
    if let node = try schema.schema("unevaluatedItems", &compiler) {
      keywords.append(UnevaluatedItems(location: schema.place("unevaluatedItems"), node: node))
    }
    return keywords
  }
}

struct UnevaluatedProperties: Keyword {
  let location: SchemaLocation
  let node: Int

  func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation, _ coverage: inout Coverage) -> Bool {
    guard case .object(let object) = instance else { return true }
    var isValid = true
    for (position, member) in object.members.enumerated() where !coverage.contains(position) {
      if case .always(false) = evaluation.program.nodes[node].body {
        isValid = evaluation.fail(location, at: .key(member.key), "a property that the schema doesn't know")
      } else {
        isValid = evaluation.apply(node, to: member.value, at: .key(member.key)) && isValid
      }
    }
    coverage.insertAll()
    return isValid
  }
}

struct UnevaluatedItems: Keyword {
  let location: SchemaLocation
  let node: Int

  func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation, _ coverage: inout Coverage) -> Bool {
    guard case .array(let items) = instance else { return true }
    var isValid = true
    for (position, item) in items.enumerated() where !coverage.contains(position) {
      isValid = evaluation.apply(node, to: item, at: .index(position)) && isValid
    }
    coverage.insertAll()
    return isValid
  }
}
