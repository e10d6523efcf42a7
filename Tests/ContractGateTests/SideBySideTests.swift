import ContractGate
import GateKit
import GateModel
import Synchronization
import Testing

/// Calls that change nothing are under way several at a time; what they show is the same as one after the other.
@Suite struct SideBySideTests {
  enum Fault: Sendable, CaseIterable {
    case none
    /// The highest limit ends in 500.
    case breaks
    /// One order gets no answer at all.
    case isSilent
    /// One order is not found, though nothing was named that could be missing.
    case isLost
  }

  private static let document = """
    openapi: 3.1.0
    paths:
      /search:
        get:
          parameters:
            - {name: words, in: query, required: true, schema: {type: string, minLength: 2, maxLength: 12}}
            - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 50}}
            - {name: order, in: query, schema: {enum: [up, down]}}
          responses:
            '200': {description: found, content: {application/json: {schema: {type: array, items: {type: string}}}}}
            '400': {description: wrong}
    """

  private static func run(_ fault: Fault, workers: Int) async throws -> (run: GateRun, calls: Int) {
    let calls = Mutex(0)
    let settings = ContractSettings(document: "openapi.yaml", requestsPerOperation: 120, mostRandomCalls: 40)
    let run = try await GateRun(document: document, settings: settings, workers: workers) { request in
      calls.withLock { $0 += 1 }
      return reply(to: request, fault)
    }
    return (run, calls.withLock { $0 })
  }

  private static func reply(to request: FixtureServer.Request, _ fault: Fault) -> FixtureServer.Reply {
    guard request.path == "/search" else { return FixtureServer.Reply(status: 404) }
    guard request.method == "GET" else { return FixtureServer.Reply(status: 405, headers: [("Allow", "GET")]) }
    let parameters = request.query.split(separator: "&").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
    for parameter in parameters where parameter.count == 2 {
      switch (parameter[0], parameter[1], fault) {
      case ("limit", "50", .breaks): return .json(500, "{}")
      case ("order", "down", .isSilent): return FixtureServer.Reply(drops: true)
      case ("order", "down", .isLost): return FixtureServer.Reply(status: 404)
      case ("order", let order, _) where !["up", "down"].contains(order): return FixtureServer.Reply(status: 400)
      case ("limit", let limit, _) where !(1...50).contains(Int(limit) ?? 0): return FixtureServer.Reply(status: 400)
      case ("words", let words, _) where words.utf8.count < 2: return FixtureServer.Reply(status: 400)
      default: continue
      }
    }
    return .json(200, "[]")
  }

  @Test("one worker and many come to the same findings and outcomes", arguments: Fault.allCases)
  func sameFindings(fault: Fault) async throws {
    let (alone, _) = try await Self.run(fault, workers: 1)
    let (many, _) = try await Self.run(fault, workers: 8)
    #expect(many.findings.map(\.fingerprint) == alone.findings.map(\.fingerprint))
    #expect(many.findings.map(\.occurrences) == alone.findings.map(\.occurrences))
    #expect(many.outcomes == alone.outcomes)
    #expect(fault == .none || !alone.findings.isEmpty)
  }

  @Test("a service that answers everything is called as often as by one worker")
  func sameCalls() async throws {
    let alone = try await Self.run(.none, workers: 1).calls
    #expect(try await Self.run(.none, workers: 8).calls == alone)
    #expect(alone > 60)
  }
}
