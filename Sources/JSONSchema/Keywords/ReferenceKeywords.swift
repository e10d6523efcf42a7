import JSONDocument

/// `$ref`, `$dynamicRef`, and `$recursiveRef` of 2019-09.
struct ReferenceKeywords: KeywordFamily {
  static func compile(_ schema: SchemaSource, _ compiler: inout SchemaCompiler) throws(SchemaError) -> [any Keyword] {
    var keywords: [any Keyword] = []
    if let reference = try schema.string("$ref") {
      let target = try compiler.resolve(reference, base: schema.base, at: schema.place("$ref"))
      keywords.append(Reference(node: try compiler.node(at: target)))
    }
    if let reference = try schema.string("$dynamicRef") {
      let name = URIReference(reference).fragment ?? ""
      keywords.append(try dynamic(reference, anchor: name, keyword: "$dynamicRef", schema, &compiler))
    }
    if let reference = try schema.string("$recursiveRef") {
      keywords.append(try dynamic(reference, anchor: SchemaIndex.recursiveAnchor, keyword: "$recursiveRef", schema, &compiler))
    }
    return keywords
  }

  /// A reference is dynamic only where what it names at first is itself a dynamic anchor.
  private static func dynamic(
    _ reference: String, anchor: String, keyword: String, _ schema: SchemaSource, _ compiler: inout SchemaCompiler
  ) throws(SchemaError) -> any Keyword {
    let target = try compiler.resolve(reference, base: schema.base, at: schema.place(keyword))
    let node = try compiler.node(at: target)
    let base = compiler.index.context(of: target).base
    guard compiler.index.dynamicAnchors[base]?[anchor] == target else { return Reference(node: node) }
    compiler.needDynamicAnchors(named: anchor)
    return DynamicReference(name: anchor, node: node)
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
