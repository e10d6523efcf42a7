import JSONDocument

/// `type`, and `nullable` of OpenAPI 3.0.
struct TypeKeyword: Assertion, KeywordFamily {
  let location: SchemaLocation
  let types: Set<String>

  private static let known: Set<String> = ["null", "boolean", "object", "array", "number", "integer", "string"]

  static func compile(_ schema: SchemaSource, _ compiler: inout SchemaCompiler) throws(SchemaError) -> [any Keyword] {
    guard let value = schema["type"] else { return [] }
    let names = value.string.map { [$0] } ?? value.array?.compactMap(\.string) ?? []
    guard !names.isEmpty, names.allSatisfy(known.contains), value.array.map({ $0.count == names.count }) ?? true else {
      throw schema.fail("type", "one or more of \(known.sorted().joined(separator: ", "))")
    }
    var types = Set(names)
    if compiler.store.dialect.isOpenAPI30, schema["nullable"] == true { types.insert("null") }
    return [TypeKeyword(location: schema.place("type"), types: types)]
  }

  func objection(to instance: JSONValue) -> String? {
    if types.contains(instance.kind.rawValue) { return nil }
    if case .number(let number) = instance, types.contains("integer"), number.isInteger { return nil }
    let found = instance.number.map { $0.isInteger ? "integer" : "number" } ?? instance.kind.rawValue
    return "\(found) where \(types.sorted().joined(separator: " or ")) is expected"
  }
}
