import GateModel
import JSONDocument
import OpenAPI
import Testing

@testable import ContractGate

@Suite struct DocumentCheckTests {
  private static func model(_ text: String) throws -> ContractModel { try ContractModel(OpenAPIDocument(Array(text.utf8), path: "d.yaml")) }

  private static func lines(_ check: some DocumentCheck, _ text: String) throws -> [Int] {
    let model = try model(text)
    return try check.violations(in: model).map { model.document.line(of: $0.pointer) }.sorted()
  }

  private static func document(_ schema: String, version: String = "3.1.0", example: String = "") -> String {
    """
    openapi: \(version)
    paths:
      /things/{id}:
        parameters:
          - {name: id, in: path, required: true, schema: {type: string}}
        post:
          operationId: makeThing
          requestBody:
            content:
              application/json:
                schema: \(schema)
                \(example)
          responses: {'204': {description: done}}
    """
  }

  @Test("an example that breaks its schema has the line of the wrong part")
  func wrongExample() throws {
    let schema = "{type: object, properties: {season: {enum: [summer, winter]}}}"
    let text = Self.document(schema, example: "example:\n              season: monsoon")
    #expect(try Self.lines(InvalidExampleCheck(), text) == [13])
    #expect(try Self.lines(InvalidExampleCheck(), Self.document(schema, example: "example: {season: summer}")) == [])
  }

  @Test(
    "examples of schemas and parameters are looked at, and those that are right are left alone",
    arguments: [
      ("{type: integer, example: a}", 1), ("{type: integer, examples: [1, a]}", 1), ("{type: integer, example: 1}", 0),
      ("{type: object, properties: {a: {type: string, example: 7}}}", 1), ("{type: integer, default: a}", 0),
      ("{type: object, required: [id], properties: {id: {type: string, readOnly: true}}, example: {}}", 0),
      ("{type: object, required: [id], properties: {id: {type: string}}, example: {}}", 1),
      ("{type: object, properties: {example: {type: string}}}", 0),
    ])
  func examples(schema: String, count: Int) throws {
    #expect(try Self.lines(InvalidExampleCheck(), Self.document(schema)).count == count)
  }

  @Test("a default must have the type of its schema in OpenAPI 3.0 only")
  func defaults() throws {
    #expect(try Self.lines(InvalidExampleCheck(), Self.document("{type: integer, default: a}", version: "3.0.3")).count == 1)
    #expect(try Self.lines(InvalidExampleCheck(), Self.document("{type: integer, minimum: 3, default: 1}", version: "3.0.3")).count == 0)
  }

  @Test("a text stands for what it says where the media type or the parameter is text")
  func texts() throws {
    let text = """
      openapi: 3.1.0
      paths:
        /things:
          post:
            parameters:
              - {name: limit, in: query, schema: {type: integer}, example: '7'}
              - {name: tags, in: query, schema: {type: array, items: {type: string}}, example: 'a,b'}
              - {name: wrong, in: query, schema: {type: integer}, example: many}
            requestBody:
              content:
                application/xml: {schema: {type: object}, example: '<a/>'}
                application/json: {schema: {type: object}, example: '{"a":1}'}
            responses: {'204': {description: done}}
      """
    #expect(try Self.lines(InvalidExampleCheck(), text) == [8])
  }

  @Test(
    "keywords that exclude each other are proved",
    arguments: [
      "{type: integer, minimum: 100, maximum: 1}", "{type: number, exclusiveMinimum: 1, maximum: 1}",
      "{type: string, minLength: 3, maxLength: 2}",
      "{type: array, minItems: 3, maxItems: 2}", "{type: object, minProperties: 3, maxProperties: 2}", "{type: string, enum: [1, 2]}",
      "{type: string, const: 1}", "{allOf: [{type: string}, {type: object}]}", "{allOf: [{type: string, minLength: 3}, {maxLength: 2}]}",
      "{type: object, required: [a], properties: {a: false}}", "{type: object, required: [a], additionalProperties: false}",
      "{type: object, properties: {a: {type: integer, minimum: 2, maximum: 1}}}",
    ])
  func unsatisfiable(schema: String) throws {
    #expect(try Self.lines(UnsatisfiableSchemaCheck(), Self.document(schema)) == [11])
  }

  @Test(
    "what has an instance is left alone",
    arguments: [
      "{minimum: 100, maximum: 1}", "{type: [integer, 'null'], minimum: 100, maximum: 1}", "{type: number, minimum: 1, maximum: 1}",
      "{type: string, enum: [a, 1]}", "{type: object, required: [a]}",
      "{type: object, required: [a], properties: {a: {}}, additionalProperties: false}",
      "{type: object, required: [ab], patternProperties: {'^a': {}}, additionalProperties: false}", "{}", "{not: {}}",
      "{allOf: [{type: number}, {type: integer}]}", "{type: array, maxItems: 0}", "{type: object, properties: {a: false}}",
    ])
  func satisfiable(schema: String) throws {
    #expect(try Self.lines(UnsatisfiableSchemaCheck(), Self.document(schema)) == [])
  }

  @Test("a contradiction in a shared schema is told once")
  func once() throws {
    let text =
      Self.document("{allOf: [{$ref: '#/components/schemas/A'}]}")
      + "\ncomponents:\n  schemas:\n    A: {type: integer, minimum: 2, maximum: 1}\n"
    #expect(try Self.lines(UnsatisfiableSchemaCheck(), text) == [16])
  }

  @Test("path parameters and the path name the same things")
  func pathParameters() throws {
    #expect(try Self.lines(PathParameterMismatchCheck(), Self.document("{}")) == [])
    #expect(try Self.lines(PathParameterMismatchCheck(), Self.document("{}").replacing("{name: id", with: "{name: other")) == [5, 6])
  }

  @Test("an operationId belongs to one operation")
  func operationIDs() throws {
    let second = "    put: {operationId: makeThing, responses: {'204': {description: done}}}\n"
    let text = Self.document("{}") + "\n" + second
    #expect(try Self.lines(DuplicateOperationIDCheck(), text) == [14])
    #expect(try Self.lines(DuplicateOperationIDCheck(), text.replacing("put: {operationId: makeThing", with: "put: {operationId: b")) == [])
  }
}
