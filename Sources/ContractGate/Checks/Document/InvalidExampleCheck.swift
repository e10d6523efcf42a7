import GateKit
import GateModel
import JSONDocument
import JSONSchema
import OpenAPI

/// Every example must be valid against its schema.
struct InvalidExampleCheck: DocumentCheck {
  let descriptor = CheckDescriptor(
    id: "contract/invalid-example", title: "Example that breaks its schema",
    rationale: "People copy examples before they read schemas, and mock servers answer with them.",
    remedy: "Correct the example, or the schema if the example is right")

  func violations(in model: ContractModel) -> [Violation] {
    let examples = model.document.allExamples()
    let schemas = model.document.schemas(at: Array(Set(examples.map(\.schema))))
    return examples.compactMap { example in
      guard case .success(let schema)? = schemas[example.schema], let error = Self.error(example, schema, model.document) else {
        return nil
      }
      let pointer = example.pointer.appending(contentsOf: error.instance.tokens)
      let part = error.instance.tokens.isEmpty ? "" : " at \(error.instance)"
      let what = example.use == .standard ? "default" : "example"
      return Violation(
        "the \(what) \(example.pointer) breaks its schema\(part): \(error.message)", at: pointer, cause: [example.pointer.description])
    }
  }

  private static func error(_ example: DocumentExample, _ schema: CompiledSchema, _ document: OpenAPIDocument) -> ValidationError? {
    // What refers to something isn't the example itself, whatever the specification makes of it.
    guard !example.value.hasMember("$ref") else { return nil }
    let errors = schema.validate(example.value).filter { !isExcused($0, example, document) }
    guard let first = errors.first else { return nil }
    if example.use == .standard { return errors.first { $0.keyword == "type" && $0.instance.tokens.isEmpty } }
    return readings(of: example).contains(where: schema.accepts) ? nil : first
  }

  /// What an example that is written as text can stand for.
  private static func readings(of example: DocumentExample) -> [JSONValue] {
    guard let text = example.value.string else { return [] }
    switch example.use {
    case .text:
      var readings = [text.split(separator: ",", omittingEmptySubsequences: false).map { JSONValue.string(String($0)) }].map(
        JSONValue.array)
      if let number = JSONNumber(text) { readings.append(.number(number)) }
      if text == "true" || text == "false" { readings.append(.bool(text == "true")) }
      return readings + ((try? JSONParser.parse(text)).map { [$0] } ?? [])
    case .request, .response:
      // Any text may be XML, a form or whatever the media type is.
      return (try? JSONParser.parse(text)).map { [$0] } ?? []
    case .schema, .standard: return []
    }
  }

  /// A property that only the other side sends may be missing; a text stands for a whole body that isn't JSON.
  private static func isExcused(_ error: ValidationError, _ example: DocumentExample, _ document: OpenAPIDocument) -> Bool {
    if !example.isJSON, example.value.string != nil { return true }
    if !error.causes.isEmpty { return error.causes.contains { isExcused($0, example, document) } }
    guard error.keyword == "required", let owner = error.schema.pointer.parent,
      let names = document.source.root[error.schema.pointer]?.array?.compactMap(\.string), let object = example.value[error.instance]
    else { return false }
    let marks: [MarkedProperty.Mark] =
      switch example.use {
      case .request: [.readOnly]
      case .response: [.writeOnly]
      default: [.readOnly, .writeOnly]
      }
    let excused = marks.flatMap { document.properties(marked: $0, by: example.schema, in: example.value) }.map(\.place)
    let local = marks.flatMap { document.properties(marked: $0, by: owner, in: object) }.map {
      error.instance.appending(contentsOf: $0.place.tokens)
    }
    return names.filter { object[$0] == nil }.allSatisfy { (excused + local).contains(error.instance.appending($0)) }
  }
}
