import GateKit
import GateModel
import Testing

@testable import PerfGate

@Suite("Workload file")
struct WorkloadFileTests {
  private static let healthy = """
    workload: gateway-rows
    title: Rows
    requirements: [S1-M6]
    control: calibration
    setup:
      - request: POST /v1/sessions
    iteration:
      - request: GET /rows
    load: {concurrency: 2}
    limits: {slowdown: 3, p99: 900ms}
    """

  private func digest(_ text: String) throws -> String { try WorkloadFile(text: text, path: "w.yaml").workload.digest }

  @Test("reads what it says")
  func reads() throws {
    let workload = try WorkloadFile(text: Self.healthy, path: "w.yaml").workload
    #expect(workload.name == "gateway-rows")
    #expect(workload.control == "calibration")
    #expect(workload.concurrency == 2)
    #expect(workload.slowdown == 3)
    #expect(workload.budgets == [LatencyBudget(name: "p99", quantile: 0.99, limit: .milliseconds(900))])
    #expect(workload.location == SourceLocation(path: "w.yaml", line: 1, column: 11))
  }

  @Test("the digest changes with what is done, not with what is said or allowed")
  func digest() throws {
    let original = try digest(Self.healthy)
    #expect(try digest(Self.healthy.replacing("Rows", with: "Other") + "\n# a comment\n") == original)
    #expect(try digest(Self.healthy.replacing("slowdown: 3", with: "slowdown: 4")) == original)
    #expect(try digest(Self.healthy.replacing("/rows", with: "/cells")) != original)
    #expect(try digest(Self.healthy.replacing("concurrency: 2", with: "concurrency: 3")) != original)
    #expect(try digest(Self.healthy.replacing("POST /v1", with: "PUT /v1")) != original)
  }

  @Test(
    "what is wrong is said with its line",
    arguments: [
      ("workload: gateway-rows", "workload: a b", "w.yaml:1:"), ("iteration:\n  - request: GET /rows", "iteration: []", "w.yaml:7:"),
      ("slowdown: 3", "slowdown: 1", "above 1"), ("p99: 900ms", "p98: 900ms", "unknown key 'p98'"),
      ("concurrency: 2", "concurrency: 0", "w.yaml:9:"),
      ("control:", "controll:", "Did you mean 'control'?"), ("p99: 900ms", "p99: fast", "w.yaml:10:"),
    ])
  func wrong(part: String, replacement: String, expected: String) throws {
    let text = Self.healthy.replacing(part, with: replacement)
    let error = #expect(throws: GateError.self) { try WorkloadFile(text: text, path: "w.yaml") }
    #expect(try #require(error).description.contains(expected))
  }

  private func catalog(_ files: [String: String]) throws -> WorkloadCatalog {
    try WorkloadCatalog(folder: "contracts/workloads", files: MemoryFileTree(files))
  }

  @Test("a workload's digest includes that of its control")
  func controlDigest() throws {
    let health = "workload: health\niteration: [{request: GET /healthz}]\n"
    let rows = Self.healthy.replacing("calibration", with: "health")
    let first = try catalog(["contracts/workloads/a.yaml": health, "contracts/workloads/b.yaml": rows])
    let second = try catalog([
      "contracts/workloads/a.yaml": health.replacing("healthz", with: "readyz"), "contracts/workloads/b.yaml": rows,
    ])
    #expect(first.entries.map(\.file.workload.name) == ["gateway-rows"])
    #expect(first.entries.first?.control?.workload.name == "health")
    #expect(first.entries.first?.file.workload.digest != second.entries.first?.file.workload.digest)
  }

  @Test("an unknown control and a name that occurs twice are errors")
  func wrongCatalogs() {
    #expect(throws: GateError.self) { try catalog(["contracts/workloads/b.yaml": Self.healthy.replacing("calibration", with: "health")]) }
    #expect(throws: GateError.self) {
      try catalog(["contracts/workloads/a.yaml": Self.healthy, "contracts/workloads/b.yaml": Self.healthy])
    }
  }
}
