import JSONDocument
import OpenAPI
import Testing

@Suite struct SwaggerConversionTests {
  static let text = """
    swagger: '2.0'
    info: {title: Pets, version: '1'}
    host: pets.example.test
    basePath: /v2/
    schemes: [https, http]
    consumes: [application/json]
    produces: [application/json, application/xml]
    securityDefinitions:
      login: {type: basic}
      key: {type: apiKey, name: api_key, in: query}
      oauth:
        type: oauth2
        flow: accessCode
        authorizationUrl: https://example.test/authorize
        tokenUrl: https://example.test/token
        scopes: {'read:pets': read}
    paths:
      /pets/{id}:
        parameters:
          - $ref: '#/parameters/Id'
        get:
          operationId: readPet
          produces: [application/json]
          security: [{oauth: ['read:pets']}]
          parameters:
            - name: tags
              in: query
              type: array
              items: {type: string}
              collectionFormat: pipes
              maxItems: 3
            - {name: csv, in: query, type: array, items: {type: integer}}
          responses:
            200:
              description: found
              schema: {$ref: '#/definitions/Pet'}
              headers:
                X-Rate: {type: integer, minimum: 0}
              examples: {application/json: {name: Rex}}
            default: {$ref: '#/responses/Problem'}
        put:
          parameters:
            - $ref: '#/parameters/Pet'
          responses:
            204: {description: done}
        post:
          consumes: [multipart/form-data]
          parameters:
            - {name: photo, in: formData, type: file, required: true}
            - {name: notes, in: formData, type: array, items: {type: string}, collectionFormat: multi}
          responses:
            201: {description: stored, schema: {type: file}}
    parameters:
      Id: {name: id, in: path, required: true, type: integer, minimum: 1}
      Pet:
        name: pet
        in: body
        required: true
        schema: {$ref: '#/definitions/Pet'}
    responses:
      Problem:
        description: problem
        schema: {type: object, required: [code]}
    definitions:
      Pet:
        type: object
        discriminator: kind
        required: [name]
        properties:
          name: {type: string, minLength: 2}
          nick: {type: string, x-nullable: true}
          owner:
            $ref: '#/definitions/Owner'
      Owner: {type: object, properties: {pets: {type: array, items: {$ref: '#/definitions/Pet'}}}}
    """

  private func load(_ text: String = text, files: [String: String] = [:]) throws -> OpenAPIDocument {
    try OpenAPIDocument(Array(text.utf8), path: "swagger.yaml") { Array((files[$0] ?? "").utf8) }
  }

  @Test("names version and servers")
  func head() throws {
    let document = try load()
    #expect(document.version == "2.0")
    #expect(document.servers.map(\.url) == ["https://pets.example.test/v2/", "http://pets.example.test/v2/"])
    #expect(document.basePath == "/v2")
    #expect(document.brokenReferences() == [])
    #expect(document.problems == [])
  }

  @Test("parameters get schemas and styles, and keep their lines")
  func parameters() throws {
    let document = try load()
    let read = try #require(document.operation(id: "readPet"))
    #expect(read.parameters.map(\.name) == ["id", "tags", "csv"])
    #expect(read.parameters.map(\.style) == [.simple, .pipeDelimited, .form])
    #expect(read.parameters.map(\.explode) == [false, false, false])
    let tags = try #require(read.parameters[1].schema)
    #expect(try !document.schema(at: tags).accepts(["a", "b", "c", "d"]))
    let error = try #require(try document.schema(at: tags).validate(["a", "b", "c", "d"]).first)
    #expect(document.line(of: error.schema.pointer) == 31)
    let id = try #require(read.parameters[0].schema)
    #expect(try !document.schema(at: id).accepts(0))
    #expect(document.line(of: read.parameters[0].pointer) == 54)
  }

  @Test("responses get content by what is produced, headers get schemas")
  func responses() throws {
    let document = try load()
    let read = try #require(document.operation(id: "readPet"))
    let found = try #require(read.response(for: 200))
    #expect(found.content.map(\.name) == ["application/json"])
    #expect(found.content[0].examples == [["name": "Rex"]])
    let schema = try document.schema(at: try #require(found.content[0].schema))
    #expect(schema.accepts(["name": "Rex", "nick": nil, "owner": ["pets": [["name": "Max"]]]]))
    let error = try #require(schema.validate(["name": "R"]).first)
    #expect(error.schema.pointer.description == "/definitions/Pet/properties/name/minLength")
    #expect(document.line(of: error.schema.pointer) == 70)
    let rate = try #require(found.headers.first?.schema)
    #expect(try !document.schema(at: rate).accepts(-1))
    #expect(document.line(of: rate.appending("minimum")) == 38)
    // The operation's own types hold for a shared response too; elsewhere the document's do.
    #expect(read.response(for: 500)?.content.map(\.name) == ["application/json"])
    #expect(document.operation("PUT", "/pets/{id}")?.response(for: 204)?.content.isEmpty == true)
    let file = try #require(document.operation("POST", "/pets/{id}")?.response(for: 201)?.content.first?.schema)
    #expect(document.source.root[document.resolve(file)] == ["type": "string", "format": "binary"])
  }

  @Test("a body and the fields of a form become a request body")
  func bodies() throws {
    let document = try load()
    let put = try #require(document.operation("PUT", "/pets/{id}"))
    #expect(put.parameters.map(\.name) == ["id"])
    let body = try #require(put.requestBody)
    #expect(body.isRequired)
    #expect(body.content.map(\.name) == ["application/json"])
    #expect(try !document.schema(at: try #require(body.json?.schema)).accepts(["name": "R"]))
    #expect(document.line(of: body.pointer) == 55)
    let form = try #require(document.operation("POST", "/pets/{id}")?.requestBody?.content.first)
    #expect(form.name == "multipart/form-data")
    #expect(form.encoding.map(\.property) == ["notes"])
    #expect(form.encoding(of: "notes")?.explode == true)
    let schema = try document.schema(at: try #require(form.schema))
    #expect(schema.accepts(["photo": "x", "notes": ["a"]]))
    #expect(!schema.accepts(["notes": ["a"]]))
  }

  @Test("security schemes are those of OpenAPI 3")
  func security() throws {
    let document = try load()
    #expect(document.securitySchemes["login"]?.kind == .http(scheme: "basic"))
    #expect(document.securitySchemes["key"]?.kind == .apiKey(name: "api_key", location: .query))
    let flow = try #require(document.securitySchemes["oauth"]?.flows.first)
    #expect(flow.grant == .authorizationCode)
    #expect(flow.tokenURL == "https://example.test/token")
    #expect(flow.scopes.map(\.name) == ["read:pets"])
    #expect(document.operation(id: "readPet")?.security.first?.schemes.first?.scopes == ["read:pets"])
    #expect(document.line(of: try #require(document.securitySchemes["oauth"]).pointer) == 11)
  }

  @Test("parts of other files are converted where they stand")
  func files() throws {
    let text = """
      swagger: '2.0'
      consumes: [application/json]
      paths:
        /a:
          $ref: 'paths.yaml'
        /b:
          post:
            parameters: [{$ref: 'shared.yaml#/limit'}, {$ref: 'shared.yaml#/body'}]
            responses:
              200: {$ref: 'shared.yaml#/ok'}
              400: {description: no, schema: {$ref: '#/paths/~1b/post/responses/401/schema'}}
              401: {description: no, schema: {type: string, x-nullable: true}}
      """
    let files = [
      "paths.yaml":
        "get:\n  parameters: [{name: q, in: query, type: string, maxLength: 1}]\n  responses: {200: {$ref: 'shared.yaml#/ok'}}\n",
      "shared.yaml": """
      limit: {name: limit, in: query, type: integer, maximum: 9}
      body: {name: body, in: body, schema: {$ref: '#/thing'}}
      ok:
        description: ok
        schema: {$ref: '#/thing'}
      thing:
        type: object
        properties:
          n: {type: integer, x-nullable: true}
      """,
    ]
    let document = try load(text, files: files)
    #expect(document.brokenReferences() == [])
    let first = try #require(document.operation("GET", "/a"))
    #expect(try !document.schema(at: try #require(first.parameters[0].schema)).accepts("xy"))
    let second = try #require(document.operation("POST", "/b"))
    #expect(second.parameters.map(\.name) == ["limit"])
    for place in [
      second.requestBody?.json?.schema, second.response(for: 200)?.content.first?.schema, first.response(for: 200)?.content.first?.schema,
    ] {
      let schema = try document.schema(at: try #require(place))
      #expect(schema.accepts(["n": nil]))
      let error = try #require(schema.validate(["n": "x"]).first)
      let (path, line) = document.location(of: error.schema.pointer)
      #expect("\(path):\(line)" == "shared.yaml:9")
    }
    let unauthorized = try #require(second.response(for: 400)?.content.first?.schema)
    #expect(try document.schema(at: unauthorized).accepts(nil))
  }
}
