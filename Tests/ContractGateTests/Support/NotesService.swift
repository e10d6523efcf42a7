import JSONDocument
import JSONSchema
import OpenAPI
import Synchronization

/// A strict service that keeps its document, and bugs of what it accepts, of what it fails at and of what it tells.
final class NotesService: Sendable {
  enum Bug: String, Sendable, CaseIterable {
    case anyMediaType, unknownProperty, unknownNested, settableID, settableState, shadowedKey, secondKey
    case deepNesting, droppedNesting, hugeNumber, hugeParameter, emoji, surrogate, nulText, nulPath, nulQuery
    case longText, longQuery, longHeader, longPath
    case stackTrace, sqlMessage, filePath, databaseAddress, echoedToken, shownPassword
    case brokenEvent, wrongEvent
  }

  static let document = """
    openapi: 3.1.0
    info: {title: Notes, version: '1'}
    security: [{bearer: []}]
    paths:
      /notes:
        get:
          parameters:
            - {name: q, in: query, schema: {type: string, maxLength: 50}}
            - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100}}
          responses:
            '200': {description: found, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Note'}}}}}
            4XX: {$ref: '#/components/responses/Problem'}
        post:
          requestBody:
            required: true
            content:
              application/json: {schema: {$ref: '#/components/schemas/Note'}}
          responses:
            '201': {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}
            4XX: {$ref: '#/components/responses/Problem'}
      /notes/{note_id}:
        parameters:
          - {name: note_id, in: path, required: true, schema: {type: string}}
        get:
          responses:
            '200': {description: found, content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}
            4XX: {$ref: '#/components/responses/Problem'}
        put:
          requestBody:
            required: true
            content:
              application/json: {schema: {$ref: '#/components/schemas/Note'}}
          responses:
            '204': {description: replaced}
            4XX: {$ref: '#/components/responses/Problem'}
      /notes/{note_id}/events:
        get:
          parameters:
            - {name: note_id, in: path, required: true, schema: {type: string}}
          responses:
            '200':
              description: what happened
              content:
                text/event-stream: {x-item-schema: {$ref: '#/components/schemas/Event'}}
            4XX: {$ref: '#/components/responses/Problem'}
    components:
      securitySchemes:
        bearer: {type: http, scheme: bearer}
      responses:
        Problem:
          description: problem
          content: {application/json: {schema: {type: object, required: [detail], properties: {detail: {type: string}}}}}
      schemas:
        Note:
          type: object
          required: [id, state, text, rank, author]
          additionalProperties: false
          properties:
            id:
              type: string
              pattern: '^n-[0-9]{1,9}$'
              readOnly: true
            state:
              enum: [open, closed]
              readOnly: true
            text: {type: string, minLength: 1, maxLength: 80}
            rank: {type: integer, minimum: 0, maximum: 1000}
            secret:
              type: string
              minLength: 4
              writeOnly: true
            author:
              type: object
              required: [name]
              additionalProperties: false
              properties: {name: {type: string, minLength: 1, maxLength: 40}}
        Event: {type: object, required: [kind], properties: {kind: {type: string}}}
    """

  private let bug: Bug?
  private let schema: CompiledSchema
  private let notes = Mutex<[String: JSONObject]>([:])
  private let made = Mutex(0)

  init(_ bug: Bug?) throws {
    self.bug = bug
    let document = try OpenAPIDocument(Array(Self.document.utf8), path: "openapi.yaml")
    let place = JSONPointer(tokens: ["components", "schemas", "Note"])
    schema = try document.schema(at: place)
  }

  func reply(to request: FixtureServer.Request) -> FixtureServer.Reply {
    let segments = request.path.split(separator: "/").map(String.init)
    if bug == .longHeader, request.headers.contains(where: { $0.value.utf8.count > 2_000 }) { return problem(500, "no") }
    switch (segments.count, segments.first, segments.last) {
    case (1, "notes", _):
      return route(request, ["GET": { self.list($0) }, "POST": { self.write($0, id: nil) }])
    case (2, "notes", let id?):
      return route(request, ["GET": { self.read(id, $0) }, "PUT": { self.write($0, id: id) }])
    case (3, "notes", "events"): return route(request, ["GET": { _ in self.events(segments[1]) }])
    default: return problem(404, "nothing is there")
    }
  }

  private typealias Handler = (FixtureServer.Request) -> FixtureServer.Reply

  private func route(_ request: FixtureServer.Request, _ handlers: [String: Handler]) -> FixtureServer.Reply {
    guard let handler = handlers[request.method] else {
      var reply = problem(405, "not that method")
      reply.headers.append(("Allow", handlers.keys.sorted().joined(separator: ", ")))
      return reply
    }
    guard request.headers.first(name: "Authorization") == "Bearer fixture-secret" else {
      return problem(401, "who are you?")
    }
    return handler(request)
  }

  private func list(_ request: FixtureServer.Request) -> FixtureServer.Reply {
    if bug == .longQuery, request.query.utf8.count > 2_000 { return problem(500, "no") }
    if bug == .nulQuery, request.query.contains("%00") { return problem(500, "no") }
    for pair in request.query.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, let value = PercentCoding.decode(parts[1]) else { return problem(400, "that is no query") }
      switch parts[0] {
      case "q": if value.unicodeScalars.count > 50 { return problem(422, "q is too long") }
      case "limit":
        let number = JSONNumber(value)
        if bug == .hugeParameter, let number, number.int == nil { return problem(500, "no") }
        guard let number, number.isInteger, let limit = number.int, (1...100).contains(limit) else {
          return problem(422, bug == .sqlMessage ? "invalid input syntax for type integer" : "limit is wrong")
        }
      default: continue
      }
    }
    return .json(200, "[]")
  }

  private func read(_ id: String, _ request: FixtureServer.Request) -> FixtureServer.Reply {
    if bug == .nulPath, id.contains("%00") { return problem(500, "no") }
    if bug == .longPath, id.utf8.count > 2_000 { return problem(500, "no") }
    guard let note = notes.withLock({ $0[id] }) else {
      if bug == .echoedToken { return problem(404, "nothing for \(request.headers.first(name: "Authorization") ?? "")") }
      return problem(404, bug == .filePath ? "open /srv/notes/\(id.prefix(3)).json: no such file" : "there is no such note")
    }
    return .json(200, shown(note))
  }

  private func events(_ id: String) -> FixtureServer.Reply {
    guard notes.withLock({ $0[id] }) != nil else { return problem(404, "there is no such note") }
    let data = bug == .brokenEvent ? "made" : bug == .wrongEvent ? "{\"sort\":\"made\"}" : "{\"kind\":\"made\"}"
    return FixtureServer.Reply(status: 200, headers: [("Content-Type", "text/event-stream")], body: "id: 1\ndata: \(data)\n\n")
  }

  private func write(_ request: FixtureServer.Request, id: String?) -> FixtureServer.Reply {
    if let id, notes.withLock({ $0[id] }) == nil { return problem(404, "there is no such note") }
    let type = request.headers.first(name: "Content-Type")
    guard type == "application/json" || bug == .anyMediaType else { return problem(415, "that is no JSON") }
    if let failure = failure(of: request.body) { return failure }
    guard var body = (try? JSONParser.parse(request.body))?.object else { return refused("that is no object") }
    guard allowsDuplicates(body) else { return problem(400, "a name stands there twice") }
    if bug == .unknownProperty { body["gatehouseUnknown"] = nil }
    if bug == .unknownNested, var author = body["author"]?.object {
      author["gatehouseUnknown"] = nil
      body["author"] = .object(author)
    }
    let wanted = (id: body["id"], state: body["state"])
    if wanted.id != nil, bug != .settableID { return refused("id is read-only") }
    if wanted.state != nil, bug != .settableState { return refused("state is read-only") }
    let number = made.withLock { made in
      made += 1
      return made
    }
    body["id"] = wanted.id ?? .string(id ?? "n-\(number)")
    body["state"] = wanted.state ?? "open"
    guard schema.accepts(.object(bug == .shadowedKey ? Self.first(of: body) : body)) else { return refused("the note is invalid") }
    let key = id ?? body["id"]?.string ?? ""
    notes.withLock { $0[key] = body }
    return id == nil ? .json(201, shown(body)) : FixtureServer.Reply(status: 204)
  }

  private func allowsDuplicates(_ body: JSONObject) -> Bool {
    guard let name = body.duplicateKeys.first else { return true }
    // A parser that keeps the first value sees nothing of a wrong second one.
    if bug == .shadowedKey { return true }
    return bug == .secondKey && body[name]?.kind == body.members.first { $0.key == name }?.value.kind
  }

  private func failure(of body: String) -> FixtureServer.Reply? {
    let isFailing =
      switch bug {
      case .deepNesting: body.contains("[[[[[[[[")
      case .hugeNumber: body.contains("9223372036854775808")
      case .emoji: body.contains("\\ud83e\\udd") || body.unicodeScalars.contains { $0.value > 0xFFFF && $0.value < 0x10FFFF }
      case .surrogate: body.contains("\\ud83e") && (try? JSONParser.parse(body)) == nil
      case .nulText: body.contains("\\u0000")
      case .longText: body.utf8.count > 4_000
      default: false
      }
    if bug == .droppedNesting, body.contains("[[[[[[[[") { return FixtureServer.Reply(drops: true) }
    return isFailing ? problem(500, "no") : nil
  }

  private func refused(_ detail: String) -> FixtureServer.Reply {
    switch bug {
    case .stackTrace: problem(422, "Traceback (most recent call last):\\n  File \\\"notes.py\\\", line 7, in create")
    case .databaseAddress: problem(422, "cannot reach postgresql://notes:hunter2@db:5432/notes")
    default: problem(422, detail)
    }
  }

  private func shown(_ note: JSONObject) -> String {
    var first = Self.first(of: note)
    if bug != .shownPassword { first["secret"] = nil }
    return JSONValue.object(first).serialized()
  }

  private static func first(of object: JSONObject) -> JSONObject {
    var first = JSONObject()
    for member in object.members where first[member.key] == nil { first.append(member.key, member.value) }
    return first
  }

  private func problem(_ status: Int, _ detail: String) -> FixtureServer.Reply { .json(status, "{\"detail\":\"\(detail)\"}") }
}
