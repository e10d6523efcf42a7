import JSONDocument
import Synchronization

/// A service that keeps notes: validates what its document says and forgets nothing.
final class NoteService: Sendable {
  enum Fault: Sendable {
    /// The first call with the longest title ends in 500, and never again.
    case failsOnce
    /// A note with a colour ends in 500.
    case crashesOnColour
    /// Nothing of a body is validated.
    case acceptsEverything
    /// A rank below its minimum is accepted.
    case acceptsLowRank
    /// A rank at its maximum is refused.
    case refusesHighestRank
    /// The plainest note is refused.
    case wantsColour
    /// Every note says a wrong rank.
    case answersTextForRank
    /// A note that was archived can't be archived again.
    case archivesOnce
  }

  private struct State {
    var next = 1
    var archived: Set<String> = []
    var bodies: [String: JSONValue] = [:]
    var pages: Set<String> = []
    var hasFailed = false
    var calls: [String] = []
  }

  private let fault: Fault?
  private let state = Mutex(State())

  init(_ fault: Fault? = nil) { self.fault = fault }

  /// Method and path of every call so far, with ids as `{id}`.
  var calls: [String] { state.withLock { $0.calls } }

  static let document = """
    openapi: 3.1.0
    paths:
      /notes:
        post:
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: '#/components/schemas/NewNote'}}}
          responses:
            '201': {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}
            '400': {description: wrong}
            '415': {description: another type}
      /notes/{id}:
        parameters: [{name: id, in: path, required: true, schema: {type: string}}]
        get:
          responses:
            '200': {description: the note, content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}
            '404': {description: none}
      /notes/{id}/archive:
        parameters: [{name: id, in: path, required: true, schema: {type: string}}]
        post:
          requestBody:
            content: {application/json: {schema: {type: object, properties: {reason: {type: string, maxLength: 5}}, required: [reason]}}}
          responses: {'204': {description: done}, '400': {description: wrong}, '404': {description: none}, '409': {description: already}}
      /notes/{id}/page:
        parameters: [{name: id, in: path, required: true, schema: {type: string}}]
        get: {responses: {'200': {description: the page}, '404': {description: none}}}
        put: {responses: {'204': {description: there}, '404': {description: none}}}
    components:
      schemas:
        NewNote:
          type: object
          required: [title]
          additionalProperties: false
          properties:
            title: {type: string, minLength: 1, maxLength: 20}
            rank: {type: integer, minimum: 1, maximum: 9}
            colour: {enum: [red, blue]}
            labels: {type: array, maxItems: 3, items: {type: string, maxLength: 4}}
        Note:
          type: object
          required: [id, title]
          properties: {id: {type: string}, title: {type: string}, rank: {type: integer}}
    """

  func reply(to request: FixtureServer.Request) -> FixtureServer.Reply {
    let parts = request.path.split(separator: "/").map(String.init)
    guard parts.first == "notes" else { return FixtureServer.Reply(status: 404) }
    let template = parts.count > 1 ? (["notes", "{id}"] + parts.dropFirst(2)).joined(separator: "/") : "notes"
    return state.withLock { state in
      state.calls.append("\(request.method) /\(template)")
      switch (request.method, parts.count, parts.last) {
      case ("POST", 1, _): return create(request, &state)
      case ("GET", 2, _): return state.bodies[parts[1]].map { .json(200, $0.serialized()) } ?? FixtureServer.Reply(status: 404)
      case ("POST", 3, "archive"): return archive(request, parts[1], &state)
      case ("PUT", 3, "page"):
        guard state.bodies[parts[1]] != nil else { return FixtureServer.Reply(status: 404) }
        state.pages.insert(parts[1])
        return FixtureServer.Reply(status: 204)
      case ("GET", 3, "page"): return FixtureServer.Reply(status: state.pages.contains(parts[1]) ? 200 : 404)
      default: return FixtureServer.Reply(status: 405, headers: [("Allow", Self.allowed(parts))])
      }
    }
  }

  private static func allowed(_ parts: [String]) -> String {
    switch (parts.count, parts.last) {
    case (1, _): "POST"
    case (2, _): "GET"
    case (3, "archive"): "POST"
    default: "GET, PUT"
    }
  }

  private func create(_ request: FixtureServer.Request, _ state: inout State) -> FixtureServer.Reply {
    guard let body = validated(request) else { return FixtureServer.Reply(status: 400) }
    if fault == .failsOnce, !state.hasFailed, body["title"]?.string?.utf8.count == 20 {
      state.hasFailed = true
      return FixtureServer.Reply(status: 500)
    }
    if fault == .crashesOnColour, body["colour"] != nil { return FixtureServer.Reply(status: 500) }
    if fault == .wantsColour, body["colour"] == nil { return FixtureServer.Reply(status: 400) }
    let id = "note-\(state.next)"
    state.next += 1
    let rank: JSONValue = fault == .answersTextForRank ? "first" : body["rank"] ?? 1
    let note: JSONValue = ["id": .string(id), "title": body["title"] ?? "", "rank": rank]
    state.bodies[id] = note
    return .json(201, note.serialized())
  }

  private func archive(_ request: FixtureServer.Request, _ id: String, _ state: inout State) -> FixtureServer.Reply {
    guard state.bodies[id] != nil else { return FixtureServer.Reply(status: 404) }
    guard fault != .archivesOnce || !state.archived.contains(id) else { return FixtureServer.Reply(status: 409) }
    guard let body = parsed(request), body.keys == ["reason"], let reason = body["reason"]?.string, reason.unicodeScalars.count <= 5 else {
      return FixtureServer.Reply(status: 400)
    }
    state.archived.insert(id)
    return FixtureServer.Reply(status: 204)
  }

  private func parsed(_ request: FixtureServer.Request) -> JSONObject? {
    guard request.headers["content-type"].first == "application/json", let value = try? JSONParser.parse(request.body) else { return nil }
    guard let object = value.object, object.duplicateKeys.isEmpty else { return nil }
    return object
  }

  private func validated(_ request: FixtureServer.Request) -> JSONObject? {
    if fault == .acceptsEverything { return parsed(request) ?? [:] }
    guard let body = parsed(request), Set(body.keys).isSubset(of: ["title", "rank", "colour", "labels"]) else { return nil }
    guard let title = body["title"]?.string, (1...20).contains(title.unicodeScalars.count) else { return nil }
    if let rank = body["rank"] {
      guard let number = rank.number, number.isInteger, let value = number.int else { return nil }
      if value < 1, fault != .acceptsLowRank { return nil }
      if value > 9 || value == 9 && fault == .refusesHighestRank { return nil }
    }
    if let colour = body["colour"], !["red", "blue"].contains(colour.string) { return nil }
    if let labels = body["labels"] {
      guard let items = labels.array, items.count <= 3 else { return nil }
      guard items.allSatisfy({ ($0.string?.unicodeScalars.count ?? 9) <= 4 }) else { return nil }
    }
    return body
  }
}
