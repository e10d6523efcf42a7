import JSONDocument

/// `prefixItems` and `items`, or `items` as a list with `additionalItems` before 2020-12.
struct ItemKeywords: Keyword, KeywordFamily {
  let prefix: [Int]
  let rest: Int?
  let location: SchemaLocation

  static func compile(_ schema: SchemaSource, _ compiler: inout SchemaCompiler) throws(SchemaError) -> [any Keyword] {
    let isList = schema.dialect.knows("additionalItems") && schema["items"]?.array != nil
    let prefix = try schema.schemas(isList ? "items" : "prefixItems", &compiler) ?? []
    let rest = try schema.schema(isList ? "additionalItems" : "items", &compiler)
    return prefix.isEmpty && rest == nil ? [] : [ItemKeywords(prefix: prefix, rest: rest, location: schema.location)]
  }

  func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation, _ coverage: inout Coverage) -> Bool {
    guard case .array(let items) = instance else { return true }
    var isValid = true
    for (position, item) in items.enumerated() {
      guard let node = position < prefix.count ? prefix[position] : rest else { break }
      coverage.insert(position)
      if !evaluation.apply(node, to: item, at: .index(position)) {
        isValid = false
        if !evaluation.collects { return false }
      }
    }
    return isValid
  }
}
