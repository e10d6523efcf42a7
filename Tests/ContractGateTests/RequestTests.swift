import GateKit
import HTTPWire
import JSONDocument
import OpenAPI
import Testing

@testable import ContractGate

@Suite struct RequestTests {
  private static let document = """
    openapi: 3.0.3
    servers: [{url: /base}]
    paths:
      /things/{id}/{tags}:
        post:
          security: [{missing: []}, {key: [], bearer: []}]
          parameters:
            - {name: id, in: path, required: true, schema: {type: string}, example: 'a/b c'}
            - {name: tags, in: path, required: true, schema: {type: array}, example: [x, y]}
            - {name: q, in: query, required: true, schema: {type: array}, example: [1, 'a&b']}
            - {name: p, in: query, required: true, style: pipeDelimited, explode: false, schema: {type: array}, example: [1, 2]}
            - {name: f, in: query, required: true, style: deepObject, schema: {type: object}, example: {k: v}}
            - {name: o, in: query, schema: {type: string}}
            - {name: X-Key, in: header, required: true, schema: {type: string}, example: one}
            - {name: c, in: cookie, required: true, schema: {type: string}, example: d}
          requestBody:
            required: true
            content:
              application/x-www-form-urlencoded: {schema: {type: object}, example: {a: '1 2', b: true}}
          responses: {'204': {description: done}}
    components:
      securitySchemes:
        missing: {type: apiKey, in: header, name: X-Missing}
        key: {type: apiKey, in: header, name: X-Api-Key}
        bearer: {type: http, scheme: bearer}
    """

  private func compose(
    _ effort: RequestDrafter.Effort = .plain, seed: UInt64 = 1, _ change: (inout RequestDraft) -> Void = { _ in }
  ) throws -> ComposedRequest {
    let model = try Self.model()
    let headers = [TargetHeader(name: "authorization", value: "Bearer s3cret-token"), TargetHeader(name: "X-Api-Key", value: "k3y")]
    let identity = TargetIdentity(headers: headers)
    let drafter = RequestDrafter(model: model, identity: identity, known: KnownValues())
    var draft = try drafter.draft(model.document.operations[0], effort, seed: seed)
    change(&draft)
    return try RequestComposer(model: model, identity: identity, others: [:]).compose(draft)
  }

  @Test("writes parameters in their styles and bodies in their media types")
  func styles() throws {
    let request = try compose().wire
    #expect(request.target == "/base/things/a%2Fb%20c/x,y?q=1&q=a%26b&p=1%7C2&f%5Bk%5D=v")
    #expect(request.headers["X-Key"] == "one")
    #expect(request.headers["Cookie"] == "c=d")
    #expect(request.headers["Content-Type"] == "application/x-www-form-urlencoded")
    #expect(String(decoding: request.body, as: UTF8.self) == "a=1%202&b=true")
  }

  @Test("takes the first alternative of credentials that the identity can satisfy")
  func credentials() throws {
    let request = try compose()
    #expect(request.wire.headers["Authorization"] == "Bearer s3cret-token")
    #expect(request.wire.headers["X-Api-Key"] == "k3y")
    #expect(request.declared.filter(\.isCredential).map(\.name) == ["X-Api-Key", "Authorization"])
    #expect(try compose { $0.credentials = .none }.wire.headers["Authorization"] == nil)
    let without = try compose { $0.omitted = ["x-api-key"] }.wire.headers
    #expect(without["X-Api-Key"] == nil)
    #expect(without["Authorization"] != nil)
  }

  @Test("optional parameters come with the fuller calls only")
  func optional() throws {
    #expect(try !compose().wire.target.contains("&o="))
    #expect(try compose(.full).wire.target.contains("&o="))
  }

  @Test("a curl line keeps no secret and survives quotes")
  func curl() throws {
    let request = try compose()
    let composer = RequestComposer(model: try Self.model(), identity: TargetIdentity(headers: []), others: [:])
    let line = CurlScript(composer: composer).text(request)
    #expect(!line.contains("s3cret"))
    #expect(!line.contains("k3y"))
    #expect(line.contains("-H 'Authorization: [redacted]'"))
    #expect(line.contains("\"$BASE_URL\"'/base/things/"))
  }

  @Test("says which credential the identity lacks")
  func missing() throws {
    let model = try Self.model()
    let nobody = TargetIdentity(headers: [])
    let drafter = RequestDrafter(model: model, identity: nobody, known: KnownValues())
    let draft = try drafter.draft(model.document.operations[0], .plain, seed: 1)
    #expect(throws: CredentialMissing.self) {
      try RequestComposer(model: model, identity: nobody, others: [:]).compose(draft)
    }
  }

  private static func model() throws -> ContractModel {
    try ContractModel(OpenAPIDocument(Array(document.utf8), path: "d.yaml"))
  }
}
