import JSONDocument

/// `format`, where the store or the metaschema says that it is an assertion. A format that isn't known allows everything.
struct FormatKeyword: Assertion, KeywordFamily {
  let location: SchemaLocation
  let format: StringFormat

  static func compile(_ schema: SchemaSource, _ compiler: inout SchemaCompiler) throws(SchemaError) -> [any Keyword] {
    let asserts = compiler.store.assertsFormat || schema.dialect.vocabularies.contains(.formatAssertion)
    guard let name = try schema.string("format"), asserts, let format = StringFormat(rawValue: name) else { return [] }
    return [FormatKeyword(location: schema.place("format"), format: format)]
  }

  func objection(to instance: JSONValue) -> String? {
    guard case .string(let text) = instance, !format.matches(text) else { return nil }
    return "\(Excerpt.of(instance)) is not of the format \(format.rawValue)"
  }
}
