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

  @Test(
    "the dialect of schemas is the document's, unless they name their own",
    arguments: [
      ("", true), ("jsonSchemaDialect: https://spec.openapis.org/oas/3.1/dialect/base\n", true),
      ("jsonSchemaDialect: http://json-schema.org/draft-07/schema#\n", false),
    ])
  func dialect(line: String, countsSiblings: Bool) throws {
    // Before 2019-09, what stands beside a reference means nothing.
    let text =
      "openapi: 3.1.0\n\(line)paths: {}\ncomponents: {schemas: {A: {$ref: '#/components/schemas/B', minimum: 5}, B: {type: integer}}}\n"
    let schema = try load(text).schema(at: JSONPointer(tokens: ["components", "schemas", "A"]))
    #expect(schema.accepts(1) == !countsSiblings)
  }

  @Test("a dialect that nobody knows is an error with its line")
  func unknownDialect() {
    let error = #expect(throws: DocumentError.self) { try load("openapi: 3.1.0\npaths: {}\njsonSchemaDialect: urn:mine\n") }
    #expect(error?.description == "openapi.yaml:3: the dialect urn:mine is not known")
  }

  @Test("reads servers, sunset, encodings, flows and what else the model has")
  func details() throws {
    let text = """
      openapi: 3.1.0
      servers:
        - url: 'https://{host}/{base}/'
          variables: {host: {default: a.test}, base: {default: v1, enum: [v1, v2]}}
      webhooks: {event: {post: {responses: {200: {description: x}}}}}
      paths:
        /a:
          servers: [{url: /path}]
          get:
            deprecated: true
            x-sunset: '2027-01-01'
            parameters:
              - {name: q, in: query, allowReserved: true, allowEmptyValue: true, schema: {type: string}}
              - {name: f, in: query, content: {application/json: {schema: {type: object}}}}
            responses:
              200:
                description: events
                content: {text/event-stream: {itemSchema: {type: object}}}
          post:
            servers: [{url: 'https://other.test/op'}]
            requestBody:
              content:
                multipart/form-data:
                  schema: {type: object}
                  encoding:
                    part: {contentType: 'image/png, image/jpeg', headers: {X-A: {schema: {type: string}}}}
                    list: {style: pipeDelimited, allowReserved: true}
            responses: {204: {description: done}}
            callbacks: {done: {'{$request.body#/url}': {post: {responses: {200: {description: x}}}}}}
      components:
        securitySchemes:
          cookie: {type: apiKey, in: cookie, name: sid}
          oidc: {type: openIdConnect, openIdConnectUrl: https://id.test/}
          oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: https://id.test/token, scopes: {read: r, write: w}}}}
      """
    let document = try load(text)
    #expect(document.servers[0].expandedURL == "https://a.test/v1/")
    #expect(document.basePath == "/v1")
    #expect(document.servers[0].variables[1].values == ["v1", "v2"])
    let get = try #require(document.operation("GET", "/a"))
    #expect(get.isDeprecated && get.sunset == "2027-01-01" && get.basePath == "/path")
    #expect(get.parameters[0].allowsReserved && get.parameters[0].allowsEmptyValue)
    #expect(get.parameters[1].mediaType == "application/json")
    let events = try #require(get.response(for: 200)?.content.first)
    #expect(events.isSequence && events.itemSchema != nil && events.schema == nil)
    let post = try #require(document.operation("POST", "/a"))
    #expect(post.basePath == "/op")
    let form = try #require(post.requestBody?.content.first)
    #expect(form.encoding(of: "part")?.contentType == "image/png, image/jpeg")
    #expect(form.encoding(of: "part")?.headers.map(\.name) == ["X-A"])
    #expect(form.encoding(of: "list")?.style == .pipeDelimited)
    #expect(form.encoding(of: "list")?.explode == false)
    #expect(form.encoding(of: "list")?.allowsReserved == true)
    #expect(document.securitySchemes["cookie"]?.kind == .apiKey(name: "sid", location: .cookie))
    #expect(document.securitySchemes["oidc"]?.openIDConnectURL == "https://id.test/")
    #expect(document.securitySchemes["oauth"]?.flows.first?.scopes.map(\.name) == ["read", "write"])
    #expect(document.operations.count == 2)
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
