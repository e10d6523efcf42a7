import GateModel
import PerfStatistics
import Testing

@testable import PerfGate

@Suite("Performance commands")
struct PerfCommandsTests {
  private let workload = Workload(
    name: "rows", title: "Rows", control: "health", digest: "d1", location: SourceLocation(path: "w.yaml", line: 1))
  private let measurement = Samples.measurement(ratios: (0..<12).map { 4 * (1 + Double($0 % 5 - 2) / 100) })

  private func acceptance(reason: String = "faster machine") -> PerfCommands.Acceptance {
    .init(reason: reason, commit: "abc", day: "2025-11-21", seed: 7, machine: Samples.machine)
  }

  @Test("accepted numbers become a file that the gate then compares with")
  func accepts() throws {
    let baseline = try PerfCommands.accept(measurement, of: workload, acceptance())
    let read = try BaselineFile.decode(BaselineFile.encode(baseline), path: "b", workload: "rows")
    #expect(read.reason == "faster machine")
    #expect(read.workloadDigest == "d1")
    #expect(abs(read.ratio.estimate - 4) < 0.05)
    let verdict = PerfJudge(slowdown: 2).judge(measurement, against: read)
    #expect(verdict == .passed)
  }

  @Test("numbers of a run with errors, too few of them, and a reason without words are refused")
  func refuses() {
    var broken = measurement
    broken.failures = ["status 500": 1]
    let failed = broken
    #expect(throws: BaselineError.self) { try PerfCommands.accept(failed, of: workload, acceptance()) }
    #expect(throws: BaselineError.self) { try PerfCommands.accept(WorkloadMeasurement(), of: workload, acceptance()) }
    #expect(throws: BaselineError.self) { try PerfCommands.accept(measurement, of: workload, acceptance(reason: "  ")) }
    var hurried = measurement
    hurried.waitShare = 0.6
    let busy = hurried
    #expect(throws: BaselineError.self) { try PerfCommands.accept(busy, of: workload, acceptance()) }
    var control = workload
    control.control = nil
    let other = control
    #expect(throws: BaselineError.self) { try PerfCommands.accept(measurement, of: other, acceptance()) }
  }

  @Test("baselines are shown as a table with a line each")
  func shows() {
    let lines = PerfCommands.show([Samples.baseline(ratio: 4)]).split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[1].hasPrefix("rows      4.00x (3.95x to 4.05x) of health"))
    #expect(lines[1].hasSuffix("first numbers"))
  }
}
