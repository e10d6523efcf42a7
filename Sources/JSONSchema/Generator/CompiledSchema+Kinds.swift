import JSONDocument

extension CompiledSchema {
  /// The types that valid instances may have, as far as `type`, `enum` and `const` tell; all six when they say nothing.
  public var possibleKinds: Set<JSONValue.Kind> {
    Set(JSONValue.Kind.allCases.filter { Self.allows($0, program.nodes[root].source) })
  }

  private static func allows(_ kind: JSONValue.Kind, _ source: JSONValue) -> Bool {
    guard let type = source["type"] else { return true }
    let names = type.string.map { [$0] } ?? type.array?.compactMap(\.string) ?? []
    if kind == .null, source["nullable"] == true { return true }
    return names.contains(kind.rawValue) || kind == .number && names.contains("integer")
  }
}
