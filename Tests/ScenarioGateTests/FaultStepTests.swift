import FaultProxy
import GateKit
import StepLanguage
import Testing

@testable import ScenarioGate

/// What a fault step of a file becomes, and that each must bite.
@Suite(.timeLimit(.minutes(1)))
struct FaultStepTests {
  /// A line of YAML for each kind, and the fault that it stands for.
  private static let kinds: [(yaml: String, fault: Fault)] = [
    (
      "fault: latency, delay: 20ms, jitter: 5ms, seed: 3, direction: to-service",
      .latency(delay: .milliseconds(20), jitter: .milliseconds(5), seed: 3, direction: .toClient)
    ),
    ("fault: bandwidth, rate: 1000", .bandwidth(bytesPerSecond: 1000)),
    ("fault: slice, bytes: 2, gap: 3ms", .slice(bytes: 2, gap: .milliseconds(3))),
    ("fault: slow-close, delay: 1s, direction: to-dependency", .slowClose(delay: .seconds(1), direction: .toUpstream)),
    ("fault: refuse", .refuse), ("fault: close-port", .closePort), ("fault: cut", .cut), ("fault: close", .close), ("fault: down", .down),
    ("fault: blackhole", .blackhole()),
    ("fault: half-open, lost: service", .halfOpen(lost: .client)),
    ("fault: cut-after, bytes: 7, ending: close", .cutAfter(bytes: 7, direction: .both, ending: .close)),
    (
      "fault: status, status: 503, headers: { Retry-After: 1 }, body: busy, path: /a*, method: GET",
      .http(
        HTTPFault(.status(503, headers: [HTTPFaultHeader(name: "Retry-After", value: "1")], body: "busy"), path: "/a*", method: "GET"))
    ),
    ("fault: malformed, part: chunk", .http(HTTPFault(.malformed(.chunk)))),
    ("fault: empty, part: body", .http(HTTPFault(.empty(.body)))),
    ("fault: dribble, gap: 5ms", .http(HTTPFault(.dribble(bytes: 1, gap: .milliseconds(5))))),
    ("fault: redirect-loop", .http(HTTPFault(.redirectLoop()))),
  ]

  /// - Parameter values: variables that it uses.
  private func step(_ yaml: String, with values: String = "none: 0") throws -> FaultStep {
    let text = "id: a\ntitle: b\ndependencies: [store]\nsteps:\n  - set: { \(values) }\n  - { \(yaml), dependency: store }"
    return try #require(try Scenario(text: text, path: "s.yaml").steps.last?.action as? FaultStep)
  }

  @Test("every kind of fault can be written", arguments: kinds.indices)
  func reads(index: Int) throws {
    let kind = Self.kinds[index]
    let (fault, schedule) = try step(kind.yaml).fault(Variables())
    #expect(fault == kind.fault)
    #expect(schedule == .always)
    #expect(Set(Self.kinds.map(\.fault.name)) == Set(FaultKind.all.map(\.name)))
  }

  @Test("a schedule counts connections, bytes and requests; first and every count new connections")
  func schedules() throws {
    let first = try step("fault: refuse, first: 3, after: { connections: 2 }").fault(Variables()).1
    #expect(first == FaultSchedule(connections: .new, first: 3, after: .connections(2)))
    let until = try step("fault: blackhole, connections: existing, until: { bytes: 9 }").fault(Variables()).1
    #expect(until == FaultSchedule(connections: .existing, until: .bytes(9)))
    let requests = try step("fault: status, status: 500, every: 2, after: { requests: 4 }").fault(Variables()).1
    #expect(requests == FaultSchedule(every: 2, after: .requests(4)))
  }

  @Test("numbers may be variables, and are judged when the step is done")
  func variables() throws {
    let step = try step("fault: cut-after, bytes: \"${n}0\", direction: \"${way}\"", with: "n: 1, way: both")
    #expect(
      try step.fault(Variables(["n": "12", "way": "to-service"])).0 == .cutAfter(bytes: 120, direction: .toClient))
    #expect(throws: GateError.self) { try step.fault(Variables(["n": "x", "way": "both"])) }
    let missing = #expect(throws: GateError.self) { try step.fault(Variables(["n": "1"])) }
    #expect(missing?.location.map { "\($0)" } == "s.yaml:6:52")
  }

  @Test("a proxy that passes everything makes no kind of fault pass", arguments: kinds.indices)
  func sabotage(index: Int) async throws {
    let run = try await GateRun(Self.scenario(Self.kinds[index].yaml, status: 200)) { try await PassingProxy.start(host: $0, port: $1) }
    #expect(run.outcome?.name == "errored")
    #expect(run.outcome?.reason?.contains("'\(Self.kinds[index].fault.name)' on 'store' touched nothing") == true)
  }

  @Test("evidence of another fault than the one that was asked for is none")
  func lies() async throws {
    let run = try await GateRun(Self.scenario("fault: refuse", status: 200)) {
      LyingProxy(passing: try await PassingProxy.start(host: $0, port: $1))
    }
    #expect(run.outcome?.reason?.contains("'refuse' on 'store' touched nothing") == true)
  }

  @Test(
    "a fault that bites lets the scenario pass, and the run's log holds what it did",
    arguments: [
      ("fault: latency, delay: 1m", 503, "chunks_delayed"), ("fault: bandwidth, rate: 1", 503, "bytes_throttled"),
      ("fault: slice, bytes: 1", 503, "slices"), ("fault: refuse, first: 1", 503, "refused"),
      ("fault: close-port", 503, "probes_refused"), ("fault: blackhole", 503, "bytes_held"),
      ("fault: cut-after, bytes: 2, direction: to-service", 503, "cut"), ("fault: slow-close, delay: 1s", 200, "ends_delayed"),
    ])
  func bites(yaml: String, status: Int, proof: String) async throws {
    let run = try await GateRun(Self.scenario(yaml, status: status))
    #expect(run.outcome == .passed, "\(String(describing: run.outcome)) \(run.findings)")
    #expect(run.measurements.contains { $0.name.hasPrefix("fault.store.") && $0.name.hasSuffix(proof) && $0.value > 0 })
  }

  private static func scenario(_ yaml: String, status: Int) -> String {
    """
    id: one-fault
    title: One fault
    dependencies: [store]
    steps:
      - { \(yaml), dependency: store }
      - request: GET /
        expect: { status: \(status) }
      - heal: store
    """
  }
}
