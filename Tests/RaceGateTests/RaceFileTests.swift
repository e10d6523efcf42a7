import GateKit
import GateModel
import JSONDocument
import Testing

@testable import RaceGate

@Suite("Race file")
struct RaceFileTests {
  private static let healthy = """
    race: token-consume
    title: One token
    requirements: [S2-W4]
    defects: [token.get-then-delete]
    rounds: 7
    before:
      - request: POST /issue
    burst:
      count: 30
      deadline: 5s
      request: POST /consume
    invariants:
      - exactly: {count: 1, of: {status: 200}}
      - distinct: {of: {status: [401, 403], json: {/code: invalid_token}}, count: 1, ignoring: [/id]}
      - metric: {sum: [{name: a}, {name: b, labels: {kind: x}}], delta: attempts}
      - metric: {name: a, delta: {count-of: {status: 200}}}
      - gauge: {name: open, equals: 1}
      - sql: {query: SELECT count(*) FROM t, equals: 0}
      - linearizable: {model: single-use, accepted: {status: 200}, rejected: {status: 401}}
    """

  private func message(_ text: String) throws -> String {
    let error = #expect(throws: GateError.self) { try RaceFile(text: text, path: "r.yaml") }
    return try #require(error).description
  }

  @Test("reads every kind of invariant with its line")
  func reads() throws {
    let file = try RaceFile(text: Self.healthy, path: "r.yaml")
    #expect(file.race.name == "token-consume")
    #expect(file.race.rounds == 7)
    #expect(file.race.burst == BurstPlan(count: 30, deadline: .seconds(5)))
    #expect(file.race.requirements == ["S2-W4"])
    #expect(file.race.defects == ["token.get-then-delete"])
    #expect(file.race.invariants.map(\.location.line) == [13, 14, 15, 16, 17, 18, 19])
    #expect(file.race.needsMetrics)
    #expect(file.race.queries.map(\.query) == ["SELECT count(*) FROM t"])
    #expect(file.before.count == 1)
    #expect(file.after.isEmpty)
  }

  @Test("an upgrade burst is one")
  func upgrades() throws {
    let text = Self.healthy.replacing("request: POST /consume", with: "websocket: GET /connect").replacing(
      "  deadline: 5s", with: "  sync: barrier")
    #expect(try RaceFile(text: text, path: "r.yaml").race.burst == BurstPlan(kind: .upgrades, count: 30, sync: .fixed(.barrier)))
  }

  @Test(
    "what is wrong is said with its line",
    arguments: [
      ("count: 30", "count: 1", "r.yaml:9:"), ("rounds: 7", "rounds: many", "r.yaml:5:"),
      ("race: token-consume", "race: Token!", "r.yaml:1:"),
      ("exactly:", "exactely:", "Did you mean 'exactly'?"), ("model: single-use", "model: triple-use", "There are: register, cas-register"),
      ("{count: 1, of: {status: 200}}", "{count: 1, of: {}}", "matches every answer"), ("title:", "titl:", "Did you mean 'title'?"),
      ("  request: POST /consume", "  sql: x", "has no request"), ("/id]", "id]", "no JSON pointer"),
      ("status: [401", "status: [40", "r.yaml:14:"),
      ("equals: 1}", "equals: lots}", "r.yaml:17:"), ("delta: attempts", "delta: {of: 1}", "r.yaml:15:"),
    ])
  func wrong(part: String, replacement: String, expected: String) throws {
    let message = try message(Self.healthy.replacing(part, with: replacement))
    #expect(message.contains(expected))
  }

  @Test("a file without invariants or burst is refused", arguments: ["invariants:", "burst:"])
  func missing(key: String) throws {
    let text = Self.healthy.replacing(key, with: "\(key.dropLast()): []\nx-\(key)")
    _ = try message(text)
    _ = try message("")
    _ = try message("- a list")
  }
}

@Suite("Race catalog")
struct RaceCatalogTests {
  private let file = "race: a\nburst: {count: 2, request: GET /}\ninvariants: [{exactly: {count: 2, of: {status: 200}}}]\n"

  @Test("a name that occurs twice is an error")
  func duplicate() {
    let tree = MemoryFileTree(["contracts/races/a.yaml": file, "contracts/races/b.yml": file])
    #expect(throws: GateError.self) { try RaceCatalog(folder: "contracts/races", files: tree) }
  }

  @Test("a folder without files, or that is not there, holds no races")
  func empty() throws {
    #expect(try RaceCatalog(folder: "contracts/races", files: MemoryFileTree(["other.yaml": file])).files.isEmpty)
  }

  @Test("every file is planned as one case, in the order of the names")
  func planned() async throws {
    let tree = MemoryFileTree(["contracts/races/1.yaml": file.replacing("race: a", with: "race: z"), "contracts/races/2.yaml": file])
    let environment = RunEnvironment(seed: RootSeed(1), today: "2025-01-01", files: tree, targets: NoTarget())
    guard case .run(let cases) = try await RaceGate().plan(in: environment) else {
      Issue.record("skipped")
      return
    }
    #expect(cases.map(\.id) == ["race/a", "race/z"])
    #expect(cases.first?.location == SourceLocation(path: "contracts/races/2.yaml", line: 1, column: 7))
  }
}
