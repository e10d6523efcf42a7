import JSONDocument
import Synchronization

/// A service of depots and their crates, whose document joins operations by links and tells how absence is answered.
final class DepotService: Sendable {
  enum Fault: String, Sendable, CaseIterable {
    /// A plan that is put is added to the one that is there.
    case putAdds
    /// The entity tag of a depot never changes.
    case staleTag
    /// TRACE of the list is answered, and so is PATCH.
    case traceAnswered, patchAnswered
    /// A crate that isn't there is answered 410, with a page, or without the code of a problem.
    case absentIsGone, absentIsPage, absentHasNoCode
    /// The second deletion of a crate ends in 500.
    case crashesOnSecondDelete
    /// A crate is found, or deleted, below every depot.
    case anyDepotReads, anyDepotDeletes
    /// A label beyond ASCII is refused.
    case refusesLetters
    /// A number in quotes is taken for the number.
    case takesQuotedNumber
  }

  private struct State {
    var made = 0
    var depots: [String: (label: String, version: Int, plan: [JSONValue])] = [:]
    var crates: [String: String] = [:]
    var deleted: Set<String> = []
  }

  static let document = """
    openapi: 3.1.0
    paths:
      /depots:
        post:
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: '#/components/schemas/Depot'}, example: {label: north, size: 3}}}
          responses:
            '201':
              description: made
              content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}
              links:
                a: {operationId: getDepot, parameters: {depot_id: $response.body#/id}}
                b: {operationId: putDepot, parameters: {depot_id: $response.body#/id}}
                c: {operationId: putPlan, parameters: {depot_id: $response.body#/id}}
                d: {operationId: makeCrate, parameters: {depot_id: $response.body#/id}}
            '422': {description: wrong}
            '415': {description: another type}
      /depots/{depot_id}:
        parameters: [{$ref: '#/components/parameters/Depot'}]
        get:
          operationId: getDepot
          responses: {'200': {description: it, content: {application/json: {}}}, '304': {description: the same}, '404': {$ref: '#/components/responses/Problem'}}
        put:
          operationId: putDepot
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: '#/components/schemas/Depot'}, example: {label: south, size: 4}}}
          responses:
            '204': {description: replaced}
            '404': {$ref: '#/components/responses/Problem'}
            '422': {description: wrong}
            '415': {description: another type}
      /depots/{depot_id}/plan:
        parameters: [{$ref: '#/components/parameters/Depot'}]
        get:
          operationId: getPlan
          responses: {'200': {description: it, content: {application/json: {}}}, '404': {$ref: '#/components/responses/Problem'}}
        put:
          operationId: putPlan
          requestBody:
            required: true
            content: {application/json: {schema: {type: array, maxItems: 3, items: {type: integer}}, example: [1]}}
          responses:
            '204':
              description: replaced
              links: {a: {operationId: getPlan, parameters: {depot_id: $request.path.depot_id}}}
            '404': {$ref: '#/components/responses/Problem'}
            '422': {description: wrong}
            '415': {description: another type}
      /depots/{depot_id}/crates:
        parameters: [{$ref: '#/components/parameters/Depot'}]
        post:
          operationId: makeCrate
          responses:
            '201':
              description: made
              content: {application/json: {schema: {type: object, properties: {id: {type: string}, depot: {type: string}}}}}
              links:
                a: {operationId: getCrate, parameters: {depot_id: $response.body#/depot, crate_id: $response.body#/id}}
                b: {operationId: deleteCrate, parameters: {depot_id: $response.body#/depot, crate_id: $response.body#/id}}
            '404': {$ref: '#/components/responses/Problem'}
      /depots/{depot_id}/crates/{crate_id}:
        parameters: [{$ref: '#/components/parameters/Depot'}, {$ref: '#/components/parameters/Crate'}]
        get:
          operationId: getCrate
          responses: {'200': {description: it, content: {application/json: {}}}, '404': {$ref: '#/components/responses/Problem'}}
        delete:
          operationId: deleteCrate
          responses: {'204': {description: gone}, '404': {$ref: '#/components/responses/Problem'}}
    components:
      parameters:
        Depot: {name: depot_id, in: path, required: true, schema: {type: string}}
        Crate: {name: crate_id, in: path, required: true, schema: {type: string, pattern: '^crate-[0-9a-f]{8}$'}}
      responses:
        Problem:
          description: problem
          content: {application/json: {schema: {type: object, required: [code]}}}
      schemas:
        Depot:
          type: object
          required: [label, size]
          properties: {label: {type: string, minLength: 1, maxLength: 20}, size: {type: integer, minimum: 1, maximum: 9}}
    """

  private let faults: Set<Fault>
  private let state = Mutex(State())

  init(_ faults: Set<Fault> = []) { self.faults = faults }

  func reply(to request: FixtureServer.Request) -> FixtureServer.Reply {
    let parts = request.path.split(separator: "/").map(String.init)
    if parts.count == 1,
      faults.contains(.traceAnswered) && request.method == "TRACE" || faults.contains(.patchAnswered) && request.method == "PATCH"
    {
      return .json(200, "{}")
    }
    let allowed = Self.methods(parts)
    guard !allowed.isEmpty else { return .json(404, #"{"code":"path"}"#) }
    guard allowed.contains(request.method) else {
      return FixtureServer.Reply(status: 405, headers: [("Allow", allowed.joined(separator: ", "))])
    }
    return state.withLock { state in
      if parts.count == 1 { return makeDepot(request, &state) }
      guard state.depots[parts[1]] != nil else { return .json(404, #"{"code":"depot"}"#) }
      switch parts.count {
      case 2: return depot(parts[1], request, &state)
      case 3 where parts[2] == "plan": return plan(parts[1], request, &state)
      case 3:
        let id = Self.id("crate", &state)
        state.crates[id] = parts[1]
        return .json(201, #"{"id":"\#(id)","depot":"\#(parts[1])"}"#)
      default: return crate(parts[3], below: parts[1], request, &state)
      }
    }
  }

  private static func methods(_ parts: [String]) -> [String] {
    switch (parts.first, parts.count) {
    case ("depots", 1): ["POST"]
    case ("depots", 2): ["GET", "PUT"]
    case ("depots", 3): parts[2] == "plan" ? ["GET", "PUT"] : parts[2] == "crates" ? ["POST"] : []
    case ("depots", 4): parts[2] == "crates" ? ["GET", "DELETE"] : []
    default: []
    }
  }

  private static func id(_ kind: String, _ state: inout State) -> String {
    state.made += 1
    let digits = String(state.made, radix: 16)
    return "\(kind)-" + String(repeating: "0", count: 8 - digits.utf8.count) + digits
  }

  private func makeDepot(_ request: FixtureServer.Request, _ state: inout State) -> FixtureServer.Reply {
    guard let label = label(in: request) else { return FixtureServer.Reply(status: Self.refusal(request)) }
    let id = Self.id("depot", &state)
    state.depots[id] = (label, 1, [])
    return .json(201, #"{"id":"\#(id)"}"#)
  }

  private func depot(_ id: String, _ request: FixtureServer.Request, _ state: inout State) -> FixtureServer.Reply {
    guard let depot = state.depots[id] else { return .json(404, #"{"code":"depot"}"#) }
    if request.method == "PUT" {
      guard let label = label(in: request) else { return FixtureServer.Reply(status: Self.refusal(request)) }
      state.depots[id] = (label, label == depot.label ? depot.version : depot.version + 1, depot.plan)
      return FixtureServer.Reply(status: 204)
    }
    let tag = faults.contains(.staleTag) ? "\"\(id)\"" : "\"\(id)-\(depot.version)\""
    if request.headers.first(name: "If-None-Match") == tag { return FixtureServer.Reply(status: 304, headers: [("ETag", tag)]) }
    return .json(200, JSONValue.object(JSONObject([("label", .string(depot.label))])).serialized(), headers: [("ETag", tag)])
  }

  private func plan(_ id: String, _ request: FixtureServer.Request, _ state: inout State) -> FixtureServer.Reply {
    guard request.method == "PUT" else { return .json(200, JSONValue.array(state.depots[id]?.plan ?? []).serialized()) }
    guard request.headers.first(name: "Content-Type") == "application/json" else { return FixtureServer.Reply(status: 415) }
    guard let items = (try? JSONParser.parse(request.body))?.array, items.count <= 3,
      items.allSatisfy({ $0.number?.isInteger == true })
    else { return FixtureServer.Reply(status: 422) }
    let old = faults.contains(.putAdds) ? state.depots[id]?.plan ?? [] : []
    state.depots[id]?.plan = Array((old + items).prefix(3))
    return FixtureServer.Reply(status: 204)
  }

  private func crate(_ id: String, below depot: String, _ request: FixtureServer.Request, _ state: inout State) -> FixtureServer.Reply {
    let isLenient = faults.contains(request.method == "GET" ? .anyDepotReads : .anyDepotDeletes)
    guard let parent = state.crates[id], parent == depot || isLenient else {
      let isDeleted = state.deleted.contains(id)
      if faults.contains(.crashesOnSecondDelete), isDeleted, request.method == "DELETE" { return FixtureServer.Reply(status: 500) }
      if faults.contains(.absentIsGone), request.method == "GET" { return .json(410, #"{"code":"crate"}"#) }
      if faults.contains(.absentIsPage) {
        return FixtureServer.Reply(status: 404, headers: [("Content-Type", "text/html")], body: "<h1>none</h1>")
      }
      return .json(404, faults.contains(.absentHasNoCode) ? "{}" : #"{"code":"crate"}"#)
    }
    guard request.method == "DELETE" else { return .json(200, #"{"id":"\#(id)"}"#) }
    state.crates[id] = nil
    state.deleted.insert(id)
    return FixtureServer.Reply(status: 204)
  }

  // MARK: Bodies

  private static func refusal(_ request: FixtureServer.Request) -> Int {
    request.headers.first(name: "Content-Type") == "application/json" ? 422 : 415
  }

  /// Nil for a body that the document doesn't allow.
  private func label(in request: FixtureServer.Request) -> String? {
    guard request.headers.first(name: "Content-Type") == "application/json",
      let object = (try? JSONParser.parse(request.body))?.object, object.duplicateKeys.isEmpty,
      let label = object["label"]?.string, (1...20).contains(label.unicodeScalars.count)
    else { return nil }
    if faults.contains(.refusesLetters), !label.utf8.allSatisfy({ $0 < 0x80 }) { return nil }
    let quoted = faults.contains(.takesQuotedNumber) ? object["size"]?.string.flatMap { Int($0) } : nil
    guard let size = quoted ?? (object["size"]?.number?.isInteger == true ? object["size"]?.int : nil), (1...9).contains(size) else {
      return nil
    }
    return label
  }
}
