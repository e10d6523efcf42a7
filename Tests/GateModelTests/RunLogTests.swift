import GateModel
import Testing

@Suite struct RunLogTests {
  private static let finding: Finding = {
    var finding = Finding(
      check: "guard/x", gate: "guard", caseID: "guard/x", severity: .warning, message: "a \"b\" \u{0}\u{2028} é 🎉", subject: "s",
      location: SourceLocation(path: "a/b", line: 1, column: 2, endLine: 3, endColumn: 4), evidence: [Evidence(title: "t", text: "x/y")],
      remedy: "r", requirements: ["R-1", "R-2"], identity: ["i"])
    finding.disposition = .suppressed(reason: "known")
    return finding
  }()

  private static let events: [RunEvent] =
    [
      .runStarted(
        RunStarted(
          version: "1", seed: .max, planDigest: "d", startedAt: "2026-01-01T00:00:00Z", target: "t", shard: Shard(index: 2, count: 3),
          defects: ["a.b"])),
      .stepStarted(StepStarted(gate: "guard", summary: "s", cases: [])),
      .stepStarted(
        StepStarted(
          gate: "perf", summary: "s",
          cases: [
            PlannedCase(id: "c", title: "t", check: "k"),
            PlannedCase(id: "d", title: "t", check: "k", requirements: ["R"], defects: ["x"], location: SourceLocation(path: "p")),
          ], skipReason: "no", inconclusiveIsAdvisory: true)),
      .caseStarted(CaseStarted(gate: "guard", caseID: "c")),
      .finding(finding),
      .finding(Finding(check: "k", gate: "g", caseID: "c", message: "", subject: "", remedy: "")),
      .measurement(Measurement(gate: "guard", caseID: "c", name: "n", value: 0.1, unit: "ms")),
      .measurement(Measurement(gate: "guard", caseID: "c", name: "n", value: -.greatestFiniteMagnitude, unit: "ms")),
      .measurement(Measurement(gate: "guard", caseID: "c", name: "n", value: .leastNonzeroMagnitude, unit: "ms")),
      .measurement(Measurement(gate: "guard", caseID: "c", name: "n", value: .infinity, unit: "ms")),
      .measurement(Measurement(gate: "guard", caseID: "c", name: "n", value: -.infinity, unit: "ms")),
      .operationalError(OperationalError(message: "m", remedy: "r")),
      .operationalError(OperationalError(message: "m", gate: "guard", remedy: "r")),
      .stepFinished(StepFinished(gate: "guard")),
      .runFinished(RunFinished(verdict: .inconclusive, notes: ["n"], interruption: "ended by SIGTERM")),
    ]
    + [CaseOutcome.passed, .failed, .errored(reason: "e"), .skipped(reason: "s"), .inconclusive(reason: "")].map {
      .caseFinished(CaseFinished(gate: "guard", caseID: "c", outcome: $0, durationMicroseconds: .max))
    } + Verdict.allCases.map { .runFinished(RunFinished(verdict: $0)) }

  @Test("Every event is one line and is read back equal", arguments: events)
  func roundTrip(event: RunEvent) throws {
    let recorded = RecordedEvent(sequence: 3, elapsedMicroseconds: 1_000_000_007, event: event)
    let line = try RunLog.encode(recorded)
    #expect(!line.contains(10))
    #expect(try RunLog.encode(recorded) == line)
    #expect(try RunLog(jsonLines: line + [10], tolerateTornTail: false).events == [recorded])
    #expect(String(decoding: line, as: UTF8.self).contains("\"v\":1"))
  }

  @Test("What is no number is written as a text and read back as no number")
  func notANumber() throws {
    let measurement = Measurement(gate: "g", caseID: "c", name: "latency.p99", value: .nan, unit: "ms")
    let line = try RunLog.encode(RecordedEvent(sequence: 1, elapsedMicroseconds: 0, event: .measurement(measurement)))
    #expect(String(decoding: line, as: UTF8.self).contains("\"value\":\"NaN\""))
    guard case .measurement(let read)? = try RunLog(jsonLines: line).events.first?.event else {
      Issue.record("no measurement was read")
      return
    }
    #expect(read.value.isNaN)
  }

  private static let log = RunLog(
    events: events.prefix(4).enumerated().map { RecordedEvent(sequence: $0.offset + 1, elapsedMicroseconds: 0, event: $0.element) })

  @Test("A log that was cut off anywhere is read up to the last whole line")
  func cutOff() throws {
    let bytes = try Self.log.jsonLines()
    for length in bytes.indices {
      let part = Array(bytes.prefix(length))
      let whole = part.count { $0 == 10 }
      let read = try RunLog(jsonLines: part).events
      // A line that lacks nothing but its line feed is whole.
      #expect(read.count == whole || read.count == whole + 1)
      #expect(read == Array(Self.log.events.prefix(read.count)))
      if read.count == whole, part.last != 10, length > 0 {
        #expect(throws: RunLogError.self) { try RunLog(jsonLines: part, tolerateTornTail: false) }
      }
    }
  }

  @Test(
    "A line that is no event of this version is an error with its number",
    arguments: [
      ("{\"v\":2,\"n\":1,\"t\":0,\"type\":\"step-finished\",\"gate\":\"g\"}", "log format 2 is not 1"),
      ("{\"v\":1,\"n\":1,\"t\":0,\"type\":\"step-paused\",\"gate\":\"g\"}", "unknown event type 'step-paused'"),
      ("{\"n\":1,\"t\":0,\"type\":\"step-finished\",\"gate\":\"g\"}", "v"), ("{}", "v"), ("[]", ""), ("x", ""), ("\u{0}", ""),
      ("{\"v\":1,\"n\":1,\"t\":0,\"type\":\"step-finished\"}", "gate"),
      (
        "{\"v\":1,\"n\":1,\"t\":0,\"type\":\"case-finished\",\"gate\":\"g\",\"caseID\":\"c\",\"durationMicroseconds\":1,"
          + "\"outcome\":{\"status\":\"maybe\"}}", "unknown outcome 'maybe'"
      ),
      ("{\"v\":1,\"n\":1e99,\"t\":0,\"type\":\"step-finished\",\"gate\":\"g\"}", ""),
      (String(repeating: "[", count: 100_000), ""),
    ])
  func wrongLine(line: String, fragment: String) throws {
    let bytes = try Self.log.jsonLines() + [10, 10] + Array(line.utf8) + [10]
    let error = #expect(throws: RunLogError.self) { try RunLog(jsonLines: bytes) }
    #expect(error?.line == Self.log.events.count + 3)
    #expect(error?.problem.contains(fragment) == true || fragment.isEmpty)
  }

  @Test("Members that this version does not know are passed over, and the order of members does not matter")
  func tolerant() throws {
    let line = "{\"gate\":\"g\",\"later\":[1],\"type\":\"step-finished\",\"t\":0,\"n\":1,\"v\":1}\r\n"
    #expect(try RunLog(jsonLines: Array(line.utf8)).events.map(\.event) == [.stepFinished(StepFinished(gate: "g"))])
  }

  @Test("Nothing is an empty log", arguments: ["", "\n", "\n\n"])
  func empty(text: String) throws {
    #expect(try RunLog(jsonLines: Array(text.utf8)) == RunLog())
  }
}
