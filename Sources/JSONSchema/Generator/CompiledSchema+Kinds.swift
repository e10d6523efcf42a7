import JSONDocument

extension CompiledSchema {
  /// The types that valid instances may have, as far as `type`, `enum` and `const` tell, through references and alternatives; all six
  /// when they say nothing.
  public var possibleKinds: Set<JSONValue.Kind> {
    let plan = GenerationPlan(program: program)
    var types: TypeSet = []
    for variant in plan.variants(of: plan.group(of: [root])) {
      guard let values = variant.shape.values?.value else {
        types.formUnion(variant.shape.types)
        continue
      }
      for value in values where variant.shape.types.contains(TypeSet(value)) { types.formUnion(TypeSet(value)) }
    }
    return Set(JSONValue.Kind.allCases.filter { !types.isDisjoint(with: TypeSet(names: [$0.rawValue])) })
  }
}
