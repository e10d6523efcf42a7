import GateKit
import JSONDocument
import OpenAPI
import Testing

@testable import ContractGate

/// Credentials in the query and in cookies go along, stay away, are falsified and are hidden as those in headers are.
@Suite struct CredentialPlacesTests {
  private static let document = """
    openapi: 3.1.0
    paths:
      /things:
        get:
          security: [{key: [], session: []}]
          parameters:
            - {name: q, in: query, required: true, schema: {type: string}, example: x}
            - {name: theme, in: cookie, required: true, schema: {type: string}, example: dark}
          responses: {'200': {description: done}}
    components:
      securitySchemes:
        key: {type: apiKey, in: query, name: api key}
        session: {type: apiKey, in: cookie, name: sid}
    """

  private static func identity(_ name: String) -> TargetIdentity {
    TargetIdentity(
      headers: [TargetHeader(name: "Cookie", value: "other=1; sid=cookie-\(name)")],
      query: [TargetQueryParameter(name: "api key", value: "key&\(name)")])
  }

  private func compose(_ credentials: RequestDraft.Credentials, as identity: TargetIdentity = identity("own")) throws -> ComposedRequest {
    let model = try ContractModel(OpenAPIDocument(Array(Self.document.utf8), path: "d.yaml"))
    let drafter = RequestDrafter(model: model, identity: identity, known: KnownValues())
    var draft = try drafter.draft(model.document.operations[0], .plain, seed: 1)
    draft.credentials = credentials
    return try RequestComposer(model: model, identity: identity, others: ["bob": Self.identity("bob")]).compose(draft)
  }

  @Test(
    "each choice of credentials reaches query and cookies",
    arguments: [
      (RequestDraft.Credentials.own, "/things?q=x&api%20key=key%26own", "sid=cookie-own; theme=dark"),
      (.none, "/things?q=x", "theme=dark"),
      (.wrong, "/things?q=x&api%20key=gatehouse-gave-this-to-nobody", "sid=gatehouse-gave-this-to-nobody; theme=dark"),
      (.identity("bob"), "/things?q=x&api%20key=key%26bob", "sid=cookie-bob; theme=dark"),
      (.bare, "/things?q=x&api%20key=key%26own", "other=1; sid=cookie-own"),
    ])
  func choices(credentials: RequestDraft.Credentials, target: String, cookie: String) throws {
    let request = try compose(credentials)
    #expect(request.wire.target == target)
    #expect(request.wire.headers["Cookie"] == cookie)
  }

  @Test("a script shows neither key nor cookie", arguments: [RequestDraft.Credentials.own, .identity("bob"), .bare])
  func redaction(credentials: RequestDraft.Credentials) throws {
    let request = try compose(credentials)
    let model = try ContractModel(OpenAPIDocument(Array(Self.document.utf8), path: "d.yaml"))
    let composer = RequestComposer(model: model, identity: Self.identity("own"), others: ["bob": Self.identity("bob")])
    let script = CurlScript(composer: composer).text(request)
    for secret in ["own", "bob"] { #expect(!script.contains("key%26\(secret)") && !script.contains("cookie-\(secret)")) }
    #expect(script.contains("/things?q=x&api%20key=[redacted]"))
  }

  @Test("an identity without the key or the cookie lacks the scheme")
  func missing() {
    let keyAlone = TargetIdentity(headers: [], query: [TargetQueryParameter(name: "api key", value: "k")])
    #expect(throws: CredentialMissing.self) { try compose(.own, as: keyAlone) }
    #expect(throws: CredentialMissing.self) { try compose(.own, as: TargetIdentity(headers: Self.identity("own").headers)) }
  }
}
