import JSONDocument
import OpenAPI
import Testing

@Suite struct OpenAPIDocumentTests {
  private func load(_ text: String, path: String = "openapi.yaml") throws -> OpenAPIDocument {
    try OpenAPIDocument(Array(text.utf8), path: path)
  }

  @Test("reads operations with what belongs to them")
  func operations() throws {
    let document = try load(Samples.sessions)
    #expect(document.operations.map(\.name) == ["POST /v1/sessions", "GET /v1/sessions/{id}", "GET /healthz"])
    #expect(document.basePath == "/api")
    let create = try #require(document.operation(id: "createSession"))
    #expect(create.requestBody?.json?.schema?.description == "/paths/~1v1~1sessions/post/requestBody/content/application~1json/schema")
    #expect(create.requirements == ["S1-H1"])
    #expect(create.requiresCredentials)
    #expect(create.response(for: 201)?.headers.map(\.name) == ["Session-Token"])
    #expect(create.response(for: 422)?.status == .range(4))
    #expect(create.response(for: 500) == nil)
    #expect(document.line(of: create.pointer) == 8)
    let read = try #require(document.operation("GET", "/v1/sessions/{id}"))
    #expect(read.parameters.map(\.name) == ["id", "Session-Token", "verbose"])
    #expect(read.parameter("session-token", in: .header)?.isRequired == true)
    #expect(document.operation(of: try #require(create.response(for: 201)?.links.first))?.name == read.name)
    #expect(document.operation("GET", "/healthz")?.requiresCredentials == false)
  }

  @Test("compiles the schemas, with errors that lead back to lines")
  func schemas() throws {
    let document = try load(Samples.sessions)
    let media = try #require(document.operation(id: "createSession")?.response(for: 201)?.content.first)
    let schema = try document.schema(at: try #require(media.schema))
    #expect(schema.accepts(["id": "01234567-89ab-cdef-0123-456789abcdef", "count": 1]))
    let error = try #require(schema.validate(["id": "x", "count": 1]).first)
    #expect(error.schema.pointer.description == "/components/schemas/Session/properties/id/format")
    #expect(document.line(of: error.schema.pointer) == 61)
  }

  @Test("reads the same from JSON as from YAML")
  func json() throws {
    let yaml = try load(Samples.sessions)
    let json = try load(yaml.source.root.serialized(), path: "openapi.json")
    #expect(json.source.root == yaml.source.root)
    #expect(json.operations.map(\.name) == yaml.operations.map(\.name))
  }

  @Test("YAML scalars have the types of the core schema and keep their text")
  func scalars() throws {
    let text = "a: no\nb: 2024-01-01\nc: 1.0\nd: '1'\ne: 0x1F\nf: +.5\ng: ~\nh: true\ni: 007\nj: 1_000\nk: '~'\nl: 12e03\nm: .inf\n200: x\n"
    let source = try DocumentSource(Array(text.utf8), path: "a.yaml")
    let expected =
      #"{"a":"no","b":"2024-01-01","c":1.0,"d":"1","e":31,"f":0.5,"g":null,"h":true,"i":7,"j":"1_000","k":"~","l":12e03,"m":".inf","200":"x"}"#
    #expect(source.root.serialized() == expected)
  }

  @Test("finds references that lead out of the document or to nothing")
  func references() throws {
    let text = """
      openapi: 3.1.0
      paths: {}
      components:
        schemas:
          A: {$ref: 'other.yaml#/A'}
          B: {properties: {x: {$ref: '#/components/schemas/None'}, $ref: {type: string}}}
          C: {example: {$ref: 'data.json'}, items: {$ref: '#/components/schemas/A'}}
      """
    let found = try load(text).brokenReferences()
    #expect(found.map(\.reference) == ["other.yaml#/A", "#/components/schemas/None"])
    #expect(found.map(\.isExternal) == [true, false])
  }

  @Test("recursive schemas compile")
  func recursion() throws {
    let text = """
      openapi: 3.0.3
      paths: {}
      components: {schemas: {Tree: {type: object, nullable: true, properties: {left: {$ref: '#/components/schemas/Tree'}}}}}
      """
    let schema = try load(text).schema(at: JSONPointer(tokens: ["components", "schemas", "Tree"]))
    #expect(schema.accepts(["left": ["left": nil]]))
    #expect(!schema.accepts(["left": ["left": 1]]))
  }
}
