import JSONDocument
import OpenAPI
import Testing

@testable import ContractGate

@Suite struct DependencyPlannerTests {
  private func plans(_ paths: String) throws -> [String: CallPlan] {
    let text = "openapi: 3.1.0\n" + paths
    return DependencyPlanner(document: try OpenAPIDocument(Array(text.utf8), path: "d.yaml")).plans()
  }

  @Test("a path parameter comes from the operation that creates what the path names")
  func creator() throws {
    let plans = try plans(Samples.inventory)
    let expected = CallPlan.Source(producer: "POST /v1/items", expression: .responseBody(JSONPointer(tokens: ["id"])))
    #expect(plans["GET /v1/items/{item_id}"]?.sources == [.path("item_id"): expected])
    #expect(plans["POST /v1/items"]?.sources == [:])
  }

  @Test("what stands deeper in a path comes from the creator below, which needs the one above")
  func nested() throws {
    let plans = try plans(Samples.inventory)
    let sources = try #require(plans["DELETE /v1/items/{item_id}/notes/{id}"]?.sources)
    #expect(sources[.path("id")]?.producer == "POST /v1/items/{item_id}/notes")
    #expect(sources[.path("item_id")]?.producer == "POST /v1/items")
    #expect(plans["POST /v1/items/{item_id}/notes"]?.sources.keys.map { $0 } == [.path("item_id")])
  }

  @Test("a token of a body or a header comes from the operation that returns one of that name")
  func tokens() throws {
    let plans = try plans(Samples.inventory)
    let consume = try #require(plans["POST /v1/terminal/consume"]?.sources)
    #expect(consume[.body(JSONPointer(tokens: ["token"]))]?.producer == "POST /v1/terminal/tokens")
    #expect(consume[.header("x-session-token")]?.expression == .responseHeader("X-Session-Token"))
    #expect(consume[.body(JSONPointer(tokens: ["item_id"]))]?.expression == .responseBody(JSONPointer(tokens: ["id"])))
    #expect(consume[.body(JSONPointer(tokens: ["kind"]))] == nil)
  }

  @Test("a link of the document counts before what names suggest")
  func links() throws {
    let plans = try plans(Samples.linked)
    #expect(plans["GET /b/{id}"]?.sources[.path("id")]?.producer == "GET /a")
    #expect(plans["GET /b/{id}"]?.sources[.path("id")]?.expression == .responseBody(JSONPointer(tokens: ["other"])))
  }

  @Test(
    "reads the runtime expressions of links",
    arguments: [
      ("$response.body#/a/b", RuntimeExpression.responseBody(JSONPointer(tokens: ["a", "b"]))),
      ("$response.header.Location", .responseHeader("Location")), ("$request.path.id", .requestValue(.path("id"))),
      ("$request.header.X-Id", .requestValue(.header("x-id"))), ("$request.body#/x", .requestBody(JSONPointer(tokens: ["x"]))),
      ("fixed", .constant("fixed")),
    ])
  func expressions(row: (String, RuntimeExpression)) {
    #expect(RuntimeExpression(.string(row.0)) == row.1)
  }

  @Test(
    "singulars of resource names", arguments: [("sessions", "session"), ("policies", "policy"), ("boxes", "box"), ("access", "access")])
  func singulars(row: (String, String)) {
    #expect(NameMatching.singular(row.0) == row.1)
  }
}

private enum Samples {
  static let inventory = """
    paths:
      /v1/items:
        post:
          responses:
            '201':
              headers: {X-Session-Token: {schema: {type: string}}}
              content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}
        get:
          responses: {'200': {content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Item'}}}}}}
      /v1/items/{item_id}:
        parameters: [{name: item_id, in: path, required: true, schema: {type: string}}]
        get: {responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}}}}
      /v1/items/{item_id}/notes:
        parameters: [{name: item_id, in: path, required: true, schema: {type: string}}]
        post: {responses: {'201': {content: {application/json: {schema: {properties: {id: {type: string}}}}}}}}
      /v1/items/{item_id}/notes/{id}:
        parameters:
          - {name: item_id, in: path, required: true, schema: {type: string}}
          - {name: id, in: path, required: true, schema: {type: string}}
        delete: {responses: {'204': {}}}
      /v1/terminal/tokens:
        post: {responses: {'201': {content: {application/json: {schema: {properties: {token: {type: string}}}}}}}}
      /v1/terminal/consume:
        post:
          security: [{session: []}]
          requestBody:
            content:
              application/json:
                schema:
                  required: [token, item_id, kind]
                  properties: {token: {type: string}, item_id: {type: string}, kind: {type: string}}
          responses: {'204': {}}
    components:
      securitySchemes: {session: {type: apiKey, in: header, name: X-Session-Token}}
      schemas:
        Item: {type: object, properties: {id: {type: string}, kind: {type: string}}}
    """

  static let linked = """
    paths:
      /a:
        get:
          responses:
            '200':
              content: {application/json: {schema: {properties: {other: {type: string}}}}}
              links: {toB: {operationId: readB, parameters: {path.id: '$response.body#/other'}}}
      /b:
        post: {responses: {'201': {content: {application/json: {schema: {properties: {id: {type: string}}}}}}}}
      /b/{id}:
        get:
          operationId: readB
          parameters: [{name: id, in: path, required: true, schema: {type: string}}]
          responses: {'200': {}}
    """
}
