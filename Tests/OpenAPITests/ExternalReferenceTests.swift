import JSONDocument
import OpenAPI
import Testing

@Suite struct ExternalReferenceTests {
  private struct NotFound: Error, CustomStringConvertible {
    let description: String
  }

  private static let main = """
    openapi: 3.1.0
    paths:
      /pets/{id}:
        $ref: 'paths/pet.yaml'
      /health:
        get:
          parameters: [{$ref: './common.yaml#/parameters/Trace'}]
          responses:
            '200': {$ref: 'common.yaml#/responses/Ok'}
    components:
      schemas:
        Name: {type: string, minLength: 2}
        Owner: {$ref: 'schemas/owner%2Ejson'}
    """

  private static let files: [String: String] = [
    "api/paths/pet.yaml": """
    parameters:
      - {name: id, in: path, required: true, schema: {$ref: '../schemas/pet.yaml#/$defs/Id'}}
    get:
      responses:
        '200':
          description: found
          content:
            application/json:
              schema: {$ref: ../schemas/pet.yaml}
    """,
    "api/schemas/pet.yaml": """
    type: object
    required: [id, name]
    properties:
      id: {$ref: '#/$defs/Id'}
      name: {$ref: '../openapi.yaml#/components/schemas/Name'}
      owner: {$ref: owner.json}
      friend: {$ref: '#'}
      tag: {$ref: '#tag'}
    $defs:
      Id:
        type: integer
      Tag: {$anchor: tag, enum: [a, b]}
    """,
    "api/schemas/owner.json": #"{"type": "object", "properties": {"pets": {"type": "array", "items": {"$ref": "pet.yaml"}}}}"#,
    "api/common.yaml": """
    parameters:
      Trace:
        name: trace
        in: header
        schema: {type: string}
    responses:
      Ok:
        description: ok
        content: {application/json: {schema: {$ref: 'schemas/pet.yaml#/$defs/Id'}}}
    """,
  ]

  private func load(
    _ text: String = main, path: String = "api/openapi.yaml", files: [String: String] = files, limits: DocumentLimits = DocumentLimits()
  ) throws -> OpenAPIDocument {
    try OpenAPIDocument(Array(text.utf8), path: path, limits: limits) { path in
      guard let text = files[path] else { throw NotFound(description: "no such file") }
      return Array(text.utf8)
    }
  }

  @Test("operations, parameters, responses and schemas of other files are read as if they stood in the document")
  func followed() throws {
    let document = try load()
    #expect(document.brokenReferences() == [])
    #expect(document.operations.map(\.name) == ["GET /pets/{id}", "GET /health"])
    #expect(
      document.source.files == [
        "api/openapi.yaml", "api/paths/pet.yaml", "api/common.yaml", "api/schemas/owner.json", "api/schemas/pet.yaml",
      ])
    let health = try #require(document.operation("GET", "/health"))
    #expect(health.parameters.map(\.name) == ["trace"])
    let pet = try #require(document.operation("GET", "/pets/{id}"))
    let schema = try document.schema(at: try #require(pet.response(for: 200)?.content.first?.schema))
    #expect(schema.accepts(["id": 1, "name": "Rex", "tag": "a", "owner": ["pets": [["id": 2, "name": "Max"]]]]))
    for wrong: JSONValue in [
      ["id": "x", "name": "Rex"], ["id": 1, "name": "R"], ["id": 1, "name": "Rex", "tag": "c"], ["id": 1, "name": "Rex", "friend": 1],
      ["id": 1, "name": "Rex", "owner": ["pets": [["id": 2]]]],
    ] {
      #expect(!schema.accepts(wrong), "\(wrong)")
    }
  }

  @Test("places name the file they are in")
  func places() throws {
    let document = try load()
    func place(_ pointer: JSONPointer) -> String {
      let (path, line) = document.location(of: pointer)
      return "\(path):\(line)"
    }
    let pet = try #require(document.operation("GET", "/pets/{id}"))
    #expect(place(pet.pointer) == "api/paths/pet.yaml:3")
    #expect(place(pet.parameters[0].pointer) == "api/paths/pet.yaml:2")
    #expect(place(try #require(document.operation("GET", "/health")).parameters[0].pointer) == "api/common.yaml:2")
    let schema = try document.schema(at: try #require(pet.response(for: 200)?.content.first?.schema))
    let errors = schema.validate(["id": "x", "name": "R"])
    #expect(errors.map { place($0.schema.pointer) }.sorted() == ["api/openapi.yaml:12", "api/schemas/pet.yaml:11"])
    let owner = JSONPointer(tokens: ["components", "schemas", "Owner"])
    #expect(place(owner) == "api/openapi.yaml:13")
    #expect(place(document.resolve(owner)) == "api/schemas/owner.json:1")
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let reference: String
    let reason: String
    var testDescription: String { reference }
  }

  @Test(
    "a reference that may not or can't be followed is broken, with its reason",
    arguments: [
      Row(reference: "../../etc/passwd", reason: "leads out of the repository"),
      Row(reference: "..%2F..%2Fetc/passwd", reason: "leads out of the repository"),
      Row(reference: "x/../../../etc/passwd", reason: "leads out of the repository"),
      Row(reference: "/etc/passwd", reason: "is an absolute path. Give one relative to the file"),
      Row(reference: "file:///etc/passwd", reason: "is of the scheme file, which isn't read. Give a path relative to the file"),
      Row(reference: "FILE:/etc/passwd", reason: "is of the scheme file, which isn't read. Give a path relative to the file"),
      Row(reference: "//host/share/x.yaml", reason: "names a host without saying how to reach it"),
      Row(reference: "data:,x", reason: "is of the scheme data, which isn't read. Give a path relative to the file"),
      Row(reference: "https://example.test/a.yaml", reason: "is remote, and remote references aren't allowed"),
      Row(reference: "a%00.yaml", reason: "is no path"), Row(reference: "a%GG.yaml", reason: "is no path"),
      Row(reference: "none.yaml#/A", reason: "can't be read: no such file"),
      Row(reference: "bad.yaml", reason: "can't be used: api/bad.yaml:2: not YAML: did not find expected ',' or ']'"),
      Row(reference: "common.yaml#/none", reason: "leads to nothing"), Row(reference: "common.yaml#none", reason: "names no anchor"),
      Row(reference: "common.yaml#/%GG", reason: "is not a JSON pointer"), Row(reference: "#/none", reason: "leads to nothing"),
      Row(reference: "#/~2", reason: "is not a JSON pointer"),
    ])
  func broken(row: Row) throws {
    let text = "openapi: 3.1.0\npaths: {}\ncomponents:\n  schemas:\n    A: {type: object}\n    B:\n      $ref: '\(row.reference)'\n"
    var files = Self.files
    files["api/bad.yaml"] = "a: [1\n"
    let document = try load(text, files: files)
    let found = try #require(document.brokenReferences().first)
    #expect(found.reason == row.reason)
    #expect("\(found.path):\(found.line)" == "api/openapi.yaml:7")
    #expect(document.brokenReferences().count == 1)
    #expect(throws: DocumentError.self) { try document.schema(at: JSONPointer(tokens: ["components", "schemas", "B"])) }
  }

  @Test("a broken reference of another file is found there")
  func brokenElsewhere() throws {
    var files = Self.files
    files["api/schemas/owner.json"] = "{\n\"properties\": {\n\"pets\": {\"$ref\": \"missing.json\"}}}"
    let found = try load(files: files).brokenReferences()
    #expect(
      found.map { "\($0.path):\($0.line): \($0.reference) \($0.reason)" } == [
        "api/schemas/owner.json:3: missing.json can't be read: no such file"
      ])
  }

  @Test("a response that can't be found is one error at its place")
  func brokenStructure() {
    let text = "openapi: 3.1.0\npaths:\n  /a:\n    get:\n      responses:\n        200: {$ref: '../../x.yaml'}\n"
    let error = #expect(throws: DocumentError.self) { try load(text) }
    #expect(error?.description == "api/openapi.yaml:6: $ref ../../x.yaml leads out of the repository")
  }

  @Test("cycles through files end", arguments: ["a.yaml", "a.yaml#/x", "b.yaml"])
  func cycles(reference: String) throws {
    let files = ["a.yaml": "$ref: 'b.yaml'\nx: {$ref: 'a.yaml#/x'}\n", "b.yaml": "$ref: 'a.yaml'\n"]
    let schema = "openapi: 3.1.0\npaths: {}\ncomponents: {schemas: {A: {$ref: '\(reference)'}}}\n"
    let document = try load(schema, path: "openapi.yaml", files: files)
    #expect(document.brokenReferences() == [])
    _ = document.resolve(JSONPointer(tokens: ["components", "schemas", "A"]))
    let response = "openapi: 3.1.0\npaths: {/a: {get: {responses: {200: {$ref: '\(reference)'}}}}}\n"
    let error = #expect(throws: DocumentError.self) { try load(response, path: "openapi.yaml", files: files) }
    #expect(error?.message.contains("leads back to itself") == true)
  }

  @Test("the number and the size of other files are bounded")
  func bounds() throws {
    let files = Dictionary(uniqueKeysWithValues: (0..<50).map { ("f\($0).yaml", "$ref: 'f\($0 + 1).yaml'\n") })
    let text = "openapi: 3.1.0\npaths: {}\ncomponents: {schemas: {A: {$ref: 'f0.yaml'}}}\n"
    let many = try load(text, path: "openapi.yaml", files: files, limits: DocumentLimits(files: 10)).brokenReferences()
    #expect(many.map(\.reason) == ["is one file more than the limit of 10"])
    let large = try load(text, path: "openapi.yaml", files: files, limits: DocumentLimits(allBytes: 100)).brokenReferences()
    #expect(large.map(\.reason) == ["makes all files together larger than 100 bytes"])
  }

  @Test("identifiers and anchors of schemas are names that references may use")
  func identifiers() throws {
    let text = """
      openapi: 3.1.0
      paths: {}
      components:
        schemas:
          A:
            $id: https://example.test/schemas/a
            $defs: {n: {type: integer}}
            properties: {x: {$ref: '#/$defs/n'}, y: {$ref: b}, z: {$ref: 'other.yaml'}}
          B: {$id: https://example.test/schemas/b, type: string}
          C: {$ref: 'https://example.test/schemas/b'}
          D: {$ref: '#d'}
          E: {$anchor: d, type: boolean}
      """
    let document = try load(text, files: ["api/other.yaml": "type: 'null'\n"])
    #expect(document.brokenReferences() == [])
    func schema(_ name: String) throws -> (JSONValue) -> Bool {
      try document.schema(at: JSONPointer(tokens: ["components", "schemas", name])).accepts
    }
    #expect(try schema("A")(["x": 1, "y": "s", "z": nil]))
    for wrong: JSONValue in [["x": "s"], ["y": 1], ["z": 1]] { #expect(try !schema("A")(wrong)) }
    #expect(try schema("C")("s") && !schema("C")(1))
    #expect(try schema("D")(true) && !schema("D")(1))
  }

  @Test("remote files are fetched where the resolver does that, and what they refer to as well")
  func remote() async throws {
    let text = "openapi: 3.1.0\npaths: {}\ncomponents: {schemas: {A: {$ref: 'https://example.test/v1/a.json#/x'}}}\n"
    let resolver = DocumentResolver(
      file: { _ in throw NotFound(description: "no files") },
      remote: { url in
        switch url {
        case "https://example.test/v1/a.json": Array(#"{"x": {"$ref": "../b.yaml"}, "y": {"$ref": "file:///etc/passwd"}}"#.utf8)
        case "https://example.test/b.yaml": Array("type: object\nproperties: {p: {$ref: 'none.yaml'}}\n".utf8)
        default: throw NotFound(description: "404")
        }
      })
    let document = try await OpenAPIDocument(Array(text.utf8), path: "openapi.yaml", resolver: resolver)
    #expect(document.source.files == ["openapi.yaml", "https://example.test/v1/a.json", "https://example.test/b.yaml"])
    let found = document.brokenReferences()
    #expect(
      found.map { "\($0.path):\($0.line): \($0.reference) \($0.reason)" } == ["https://example.test/b.yaml:2: none.yaml can't be read: 404"]
    )
  }

  @Test("a mapping of a discriminator is followed too")
  func mapping() throws {
    let text = """
      openapi: 3.1.0
      paths: {}
      components:
        schemas:
          A: {discriminator: {propertyName: p, mapping: {a: 'other.yaml#/A', b: Name, c: '#/components/schemas/None'}}}
      """
    let document = try load(text, files: ["api/other.yaml": "A: {type: object}\n"])
    #expect(document.source.root["components"]?["schemas"]?["A"]?["discriminator"]?["mapping"]?["a"] == "#/x-gatehouse-external/0/A")
    #expect(document.brokenReferences().map(\.reference) == ["#/components/schemas/None"])
  }
}
