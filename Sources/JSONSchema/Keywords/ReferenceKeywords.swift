import JSONDocument

/// `$ref` and `$dynamicRef`.
struct ReferenceKeywords: KeywordFamily {
  static func compile(_ schema: SchemaSource, _ compiler: inout SchemaCompiler) throws(SchemaError) -> [any Keyword] {
    var keywords: [any Keyword] = []
    if let reference = try schema.string("$ref") {
      let target = try compiler.resolve(reference, base: schema.base, at: schema.place("$ref"))
      keywords.append(Reference(node: try compiler.node(at: target)))
    }
    if let reference = try schema.string("$dynamicRef") {
      let target = try compiler.resolve(reference, base: schema.base, at: schema.place("$dynamicRef"))
      let node = try compiler.node(at: target)
      let name = URIReference(reference).fragment ?? ""
      let isDynamic = compiler.index.dynamicAnchors[compiler.index.base(of: target)]?[name] == target
      if isDynamic { try compiler.compileDynamicAnchors(named: name) }
      keywords.append(isDynamic ? DynamicReference(name: name, node: node) : Reference(node: node))
    }
    return keywords
  }
}

struct Reference: Keyword {
  let node: Int

  func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation, _ coverage: inout Coverage) -> Bool {
    evaluation.apply(node, instance, &coverage)
  }
}

/// Leads to the anchor of that name in the outermost resource that was entered and has one.
struct DynamicReference: Keyword {
  let name: String
  let node: Int

  func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation, _ coverage: inout Coverage) -> Bool {
    let anchors = evaluation.program.dynamicAnchors
    let target = evaluation.scope.lazy.compactMap { anchors[$0][name] }.first ?? node
    return evaluation.apply(target, instance, &coverage)
  }
}
