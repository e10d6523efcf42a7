import JSONDocument

/// `if` with `then` and `else`.
struct ConditionalKeyword: Keyword, KeywordFamily {
  let condition: Int
  let consequence: Int?
  let alternative: Int?

  static func compile(_ schema: SchemaSource, _ compiler: inout SchemaCompiler) throws(SchemaError) -> [any Keyword] {
    guard let condition = try schema.schema("if", &compiler) else { return [] }
    let consequence = try schema.schema("then", &compiler)
    return [ConditionalKeyword(condition: condition, consequence: consequence, alternative: try schema.schema("else", &compiler))]
  }

  func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation, _ coverage: inout Coverage) -> Bool {
    let holds = evaluation.attempt(condition, instance, &coverage).isValid
    guard let branch = holds ? consequence : alternative else { return true }
    return evaluation.apply(branch, instance, &coverage)
  }
}
