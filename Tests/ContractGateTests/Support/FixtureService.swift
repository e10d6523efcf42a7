import JSONDocument
import Synchronization

/// A small service that keeps its document, and the bugs that can be switched on.
final class FixtureService: Sendable {
  enum Bug: String, Sendable, CaseIterable {
    case serverError, drops, undeclaredStatus, wrongContentType, missingContentType, noBody, malformedBody, duplicateKey, wrongBody
    case missingHeader, wrongHeader, openOperation, undeclaredUnauthorized, undeclaredHeader, publicNeedsToken, headerIgnored
    case methodNotFound, methodWithoutAllow, methodWithWrongAllow, ignoresTag, notModifiedAlways, notModifiedWithBody
  }

  static let document = """
    openapi: 3.1.0
    info: {title: Fixture, version: '1'}
    security: [{bearer: []}]
    paths:
      /v1/sessions:
        post:
          operationId: createSession
          x-requirements: [T-1]
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: '#/components/schemas/NewSession'}}}
          responses:
            '201':
              description: created
              headers:
                X-Session-Token: {required: true, schema: {type: string, minLength: 8}}
              content: {application/json: {schema: {$ref: '#/components/schemas/Session'}}}
            '400': {$ref: '#/components/responses/Problem'}
            '401': {$ref: '#/components/responses/Problem'}
      /v1/sessions/{session_id}:
        parameters:
          - {name: session_id, in: path, required: true, schema: {type: string}}
        get:
          responses:
            '200': {description: found, content: {application/json: {schema: {$ref: '#/components/schemas/Session'}}}}
            '401': {$ref: '#/components/responses/Problem'}
            '304': {description: unchanged}
            '404': {$ref: '#/components/responses/Problem'}
      /v1/sessions/{session_id}/finalize:
        post:
          parameters:
            - {name: session_id, in: path, required: true, schema: {type: string}}
            - {name: X-Session-Token, in: header, required: true, schema: {type: string}}
          responses:
            '204': {description: done}
            '401': {$ref: '#/components/responses/Problem'}
            '404': {$ref: '#/components/responses/Problem'}
      /healthz:
        get:
          security: []
          responses:
            '200': {description: alive, content: {text/plain: {schema: {type: string}}}}
    components:
      securitySchemes:
        bearer: {type: http, scheme: bearer}
      responses:
        Problem:
          description: problem
          content: {application/json: {schema: {type: object, required: [code], properties: {code: {type: string}}}}}
      schemas:
        NewSession:
          type: object
          required: [tenant]
          additionalProperties: false
          properties:
            tenant: {type: string, minLength: 1, maxLength: 12}
            budget: {type: integer, minimum: 1, maximum: 10}
        Session:
          type: object
          required: [id, tenant]
          additionalProperties: false
          properties:
            id: {type: string, pattern: '^s-[0-9]+$'}
            tenant: {type: string}
    """

  private let bug: Bug?
  private let sessions = Mutex<[String: String]>([:])

  init(_ bug: Bug?) { self.bug = bug }

  func reply(to request: FixtureServer.Request) -> FixtureServer.Reply {
    let segments = request.path.split(separator: "/").map(String.init)
    switch (segments.count, segments.first, segments.last) {
    case (1, "healthz", _): return route(request, ["GET"]) { health(request) }
    case (2, "v1", "sessions"): return route(request, ["POST"]) { protected(request) { create(request) } }
    case (3, "v1", let id?): return route(request, ["GET"]) { protected(request) { read(id, request) } }
    case (4, "v1", "finalize"): return route(request, ["POST"]) { protected(request) { finalize(segments[2], request) } }
    default: return problem(404)
    }
  }

  private func route(_ request: FixtureServer.Request, _ methods: [String], _ body: () -> FixtureServer.Reply) -> FixtureServer.Reply {
    if methods.contains(request.method) { return body() }
    switch bug {
    case .methodNotFound: return problem(404)
    case .methodWithoutAllow: return problem(405)
    case .methodWithWrongAllow: return problem(405, [("Allow", "TRACE")])
    default: return problem(405, [("Allow", methods.joined(separator: ", "))])
    }
  }

  private func protected(_ request: FixtureServer.Request, _ body: () -> FixtureServer.Reply) -> FixtureServer.Reply {
    if bug == .openOperation { return body() }
    guard request.headers.first(name: "Authorization") == "Bearer fixture-secret" else {
      return bug == .undeclaredUnauthorized ? problem(403) : problem(401)
    }
    return body()
  }

  private func health(_ request: FixtureServer.Request) -> FixtureServer.Reply {
    if bug == .publicNeedsToken, !request.headers.contains(name: "Authorization") { return problem(401) }
    return FixtureServer.Reply(headers: [("Content-Type", "text/plain; charset=utf-8")], body: "ok")
  }

  private func create(_ request: FixtureServer.Request) -> FixtureServer.Reply {
    guard request.headers.first(name: "Content-Type") == "application/json", let tenant = Self.tenant(of: request.body) else {
      return problem(400)
    }
    let number = sessions.withLock { sessions in
      let number = sessions.count + 1
      sessions["s-\(number)"] = tenant
      return number
    }
    var headers = [("X-Session-Token", "token-for-s-\(number)")]
    if bug == .missingHeader { headers = [] }
    if bug == .wrongHeader { headers = [("X-Session-Token", "short")] }
    let session: JSONValue = ["id": .string("s-\(number)"), "tenant": .string(tenant)]
    return FixtureServer.Reply.json(201, session.serialized(), headers: headers)
  }

  /// Nil for a body that the document doesn't allow.
  private static func tenant(of body: String) -> String? {
    guard let object = (try? JSONParser.parse(body))?.object, object.duplicateKeys.isEmpty, let tenant = object["tenant"]?.string,
      (1...12).contains(tenant.unicodeScalars.count), object.keys.allSatisfy(["tenant", "budget"].contains)
    else { return nil }
    guard let budget = object["budget"] else { return tenant }
    guard let number = budget.int, (1...10).contains(number) else { return nil }
    return tenant
  }

  private func read(_ id: String, _ request: FixtureServer.Request) -> FixtureServer.Reply {
    guard let tenant = sessions.withLock({ $0[id] }) else { return problem(404) }
    let session: JSONValue = ["id": .string(id), "tenant": .string(tenant)]
    switch bug {
    case .serverError: return problem(500)
    case .drops: return FixtureServer.Reply(drops: true)
    case .undeclaredStatus: return .json(202, session.serialized())
    case .wrongContentType: return FixtureServer.Reply(headers: [("Content-Type", "text/html")], body: "<p>")
    case .missingContentType: return FixtureServer.Reply(body: session.serialized())
    case .noBody: return FixtureServer.Reply()
    case .malformedBody: return .json(200, "{\"id\": ")
    case .duplicateKey: return .json(200, "{\"id\":\"\(id)\",\"tenant\":\"a\",\"tenant\":\"b\"}")
    case .wrongBody: return .json(200, "{\"id\":\"\(id)\",\"tenant\":7}")
    default: return tagged(session, "\"\(id)\"", request.headers.first(name: "If-None-Match"))
    }
  }

  private func tagged(_ session: JSONValue, _ tag: String, _ known: String?) -> FixtureServer.Reply {
    let isKnown = known == tag || bug == .notModifiedAlways && known != nil
    guard isKnown, bug != .ignoresTag else { return .json(200, session.serialized(), headers: [("ETag", tag)]) }
    return FixtureServer.Reply(status: 304, headers: [("ETag", tag)], body: bug == .notModifiedWithBody ? session.serialized() : "")
  }

  private func finalize(_ id: String, _ request: FixtureServer.Request) -> FixtureServer.Reply {
    if bug == .undeclaredHeader, !request.headers.contains(name: "X-Tenant") { return problem(401) }
    if bug != .headerIgnored, request.headers.first(name: "X-Session-Token") != "token-for-\(id)" { return problem(401) }
    return sessions.withLock { $0[id] } == nil ? problem(404) : FixtureServer.Reply(status: 204)
  }

  private func problem(_ status: Int, _ headers: [(String, String)] = []) -> FixtureServer.Reply {
    .json(status, "{\"code\":\"c\(status)\"}", headers: headers)
  }
}
