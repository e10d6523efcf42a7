import JSONDocument
import OpenAPI

/// An example of the document with the schema that it must be valid against.
struct DocumentExample: Sendable {
  enum Use: Sendable {
    /// Of a parameter or header, which is written as text.
    case text
    case request, response
    /// Of a schema, whoever sends it.
    case schema
    /// The `default` of a schema.
    case standard
  }

  let value: JSONValue
  let pointer: JSONPointer
  let schema: JSONPointer
  let use: Use
  /// Whether the media type is JSON, so that the example stands for itself.
  let isJSON: Bool
}

extension OpenAPIDocument {
  /// Every example of parameters, headers, bodies and schemas, each once.
  func allExamples() -> [DocumentExample] {
    var result: [DocumentExample] = []
    for operation in operations {
      for parameter in operation.parameters where parameter.mediaType == nil {
        result += examples(of: parameter.pointer, parameter.schema, .text, isJSON: true)
      }
      for media in operation.requestBody?.content ?? [] {
        result += examples(of: media.pointer, media.schema, .request, isJSON: media.isJSON)
      }
      for response in operation.responses {
        for header in response.headers where header.mediaType == nil {
          result += examples(of: header.pointer, header.schema, .text, isJSON: true)
        }
        for media in response.content { result += examples(of: media.pointer, media.schema, .response, isJSON: media.isJSON) }
      }
    }
    for place in allSchemas() { result += schemaExamples(at: place) }
    var seen: Set<JSONPointer> = []
    return result.filter { seen.insert($0.pointer).inserted }
  }

  private func examples(of owner: JSONPointer, _ schema: JSONPointer?, _ use: DocumentExample.Use, isJSON: Bool) -> [DocumentExample] {
    guard let schema, let node = source.root[owner] else { return [] }
    var result: [DocumentExample] = []
    func add(_ value: JSONValue?, _ pointer: JSONPointer) {
      guard let value else { return }
      result.append(DocumentExample(value: value, pointer: pointer, schema: schema, use: use, isJSON: isJSON))
    }
    add(node["example"], owner.appending("example"))
    for name in node["examples"]?.object?.keys ?? [] {
      let entry = resolve(owner.appending("examples").appending(name))
      add(source.root[entry]?["value"], entry.appending("value"))
    }
    return result
  }

  private func schemaExamples(at place: JSONPointer) -> [DocumentExample] {
    let isOld = version.hasPrefix("3.0.")
    guard let schema = source.root[place], !isOld || schema["$ref"] == nil else { return [] }
    var result: [DocumentExample] = []
    func add(_ value: JSONValue?, _ pointer: JSONPointer, _ use: DocumentExample.Use) {
      guard let value else { return }
      result.append(DocumentExample(value: value, pointer: pointer, schema: place, use: use, isJSON: true))
    }
    add(schema["example"], place.appending("example"), .schema)
    for (position, value) in (schema["examples"]?.array ?? []).enumerated() {
      add(value, place.appending("examples").appending(position), .schema)
    }
    // OpenAPI 3.0 demands that a default has the type of its schema; JSON Schema only recommends that it is valid.
    if isOld { add(schema["default"], place.appending("default"), .standard) }
    return result
  }
}
