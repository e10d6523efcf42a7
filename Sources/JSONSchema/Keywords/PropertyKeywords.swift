import JSONDocument

/// `properties`, `patternProperties`, `additionalProperties`, `propertyNames`, `dependentSchemas`, and the schemas of the older `dependencies`.
struct PropertyKeywords: Keyword, KeywordFamily {
  let location: SchemaLocation
  let named: [UTF8Key: Int]
  let patterns: [(pattern: ECMAPattern, node: Int)]
  let additional: Int?
  let names: Int?

  static func compile(_ schema: SchemaSource, _ compiler: inout SchemaCompiler) throws(SchemaError) -> [any Keyword] {
    let properties = try schema.namedSchemas("properties", &compiler) ?? []
    var patterns: [(pattern: ECMAPattern, node: Int)] = []
    for (text, node) in try schema.namedSchemas("patternProperties", &compiler) ?? [] {
      patterns.append((try compiler.pattern(text, at: schema.place("patternProperties").appending(text)), node))
    }
    let additional = try schema.schema("additionalProperties", &compiler)
    let names = try schema.schema("propertyNames", &compiler)
    var keywords: [any Keyword] = []
    if !properties.isEmpty || !patterns.isEmpty || additional != nil || names != nil {
      let named = Dictionary(properties.map { (UTF8Key($0.name), $0.node) }) { $1 }
      keywords.append(
        PropertyKeywords(location: schema.location, named: named, patterns: patterns, additional: additional, names: names))
    }
    for (name, node) in try schema.namedSchemas("dependentSchemas", &compiler) ?? [] {
      keywords.append(DependentSchema(property: name, node: node))
    }
    for member in schema["dependencies"]?.object?.members ?? [] where member.value.array == nil {
      let node = try compiler.node(at: schema.place("dependencies").appending(member.key))
      keywords.append(DependentSchema(property: member.key, node: node))
    }
    return keywords
  }

  func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation, _ coverage: inout Coverage) -> Bool {
    guard case .object(let object) = instance else { return true }
    var isValid = true
    for (position, member) in object.members.enumerated() {
      if !check(member, position, &evaluation, &coverage) {
        isValid = false
        if !evaluation.collects { return false }
      }
    }
    return isValid
  }

  private func check(
    _ member: JSONObject.Member, _ position: Int, _ evaluation: inout Evaluation, _ coverage: inout Coverage
  ) -> Bool {
    var isValid = true
    var isKnown = false
    if let node = named[UTF8Key(member.key)] {
      isKnown = true
      isValid = evaluation.apply(node, to: member.value, at: .key(member.key))
    }
    for (pattern, node) in patterns where pattern.matches(member.key) {
      isKnown = true
      isValid = evaluation.apply(node, to: member.value, at: .key(member.key)) && isValid
    }
    if !isKnown, let additional {
      isKnown = true
      if case .always(false) = evaluation.program.nodes[additional].body {
        isValid = evaluation.fail(
          location.appending("additionalProperties"), at: .key(member.key), "a property that the schema doesn't know")
      } else {
        isValid = evaluation.apply(additional, to: member.value, at: .key(member.key)) && isValid
      }
    }
    if let names { isValid = evaluation.apply(names, to: .string(member.key), at: .key(member.key)) && isValid }
    if isKnown { coverage.insert(position) }
    return isValid
  }
}

/// One entry of `dependentSchemas` or `dependencies`.
struct DependentSchema: Keyword {
  let property: String
  let node: Int

  func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation, _ coverage: inout Coverage) -> Bool {
    guard case .object(let object) = instance, object.position(of: property) != nil else { return true }
    return evaluation.apply(node, instance, &coverage)
  }
}
