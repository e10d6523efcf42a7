import JSONDocument

/// `type`, and `nullable` of OpenAPI 3.0.
struct TypeKeyword: Assertion, KeywordFamily {
  let location: SchemaLocation
  let types: Set<String>
  /// `1.0` is no integer, as in draft 4.
  let integerNeedsPlainText: Bool

  private static let known: Set<String> = ["null", "boolean", "object", "array", "number", "integer", "string"]

  static func compile(_ schema: SchemaSource, _ compiler: inout SchemaCompiler) throws(SchemaError) -> [any Keyword] {
    guard let value = schema["type"] else { return [] }
    let names = value.string.map { [$0] } ?? value.array?.compactMap(\.string) ?? []
    guard !names.isEmpty, names.allSatisfy(known.contains), value.array.map({ $0.count == names.count }) ?? true else {
      throw schema.fail("type", "one or more of \(known.sorted().joined(separator: ", "))")
    }
    var types = Set(names)
    if schema.dialect.hasNullable, schema["nullable"] == true { types.insert("null") }
    let plain = schema.dialect.integerNeedsPlainText
    return [TypeKeyword(location: schema.place("type"), types: types, integerNeedsPlainText: plain)]
  }

  func objection(to instance: JSONValue) -> String? {
    if types.contains(instance.kind.rawValue) { return nil }
    if case .number(let number) = instance, types.contains("integer"), isInteger(number) { return nil }
    let found = instance.number.map { isInteger($0) ? "integer" : "number" } ?? instance.kind.rawValue
    return "\(found) where \(types.sorted().joined(separator: " or ")) is expected"
  }

  private func isInteger(_ number: JSONNumber) -> Bool {
    integerNeedsPlainText ? number.isWrittenAsInteger : number.isInteger
  }
}
