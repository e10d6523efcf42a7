import JSONDocument

/// The properties that a schema evaluates whatever the instance is: its own, and those of `allOf` and `$ref`.
struct EvaluatedNames {
  let root: JSONValue
  private(set) var names: Set<UTF8Key> = []
  private(set) var patterns: Set<String> = []
  /// `additionalProperties` evaluates everything.
  private(set) var takesAll = false
  private var left = 256

  init(root: JSONValue) { self.root = root }

  private static let deciding = ["anyOf", "oneOf", "if", "dependentSchemas", "not", "$dynamicRef", "$recursiveRef"]

  /// False when it depends on the instance.
  mutating func gather(_ schema: JSONObject) -> Bool {
    left -= 1
    guard left > 0, !Self.deciding.contains(where: { schema[$0] != nil }) else { return false }
    for name in schema["properties"]?.object?.keys ?? [] { names.insert(UTF8Key(name)) }
    patterns.formUnion(schema["patternProperties"]?.object?.keys ?? [])
    if schema["additionalProperties"] != nil { takesAll = true }
    var parts = schema["allOf"]?.array ?? []
    if let text = schema["$ref"]?.string {
      guard let pointer = LocalReference.target(of: text), let target = root[pointer] else {
        return false
      }
      parts.append(target)
    }
    for part in parts {
      if let object = part.object, !gather(object) { return false }
    }
    return true
  }
}
