import Foundation
import HTTPWire
import PerfGate
import PerfStatistics

/// Compares `perf-target` with itself made slower, as the gate compares services, and prints one line of JSON for each run.
///
///     compare-benchmark PERF-TARGET RUNS SEED [BASE-OPTION ...] -- [CANDIDATE-OPTION ...]
struct Line: Codable {
  var verdict: String
  var units: Int
  var pairs: Int
  var seconds: Double
  var outcomes: [String: String]
  var logRatios: [String: [Double]]
  /// Medians of latency of all pairs, in milliseconds.
  var base: Double
  var candidate: Double
  var waitShare: Double?
  var loadWaitShare: Double?
  /// ln(base / base) of each unit.
  var control: [Double]
  /// Why a quantity could not be measured.
  var reasons: [String: String]
  var problem: String?
  /// The latencies of the last unit, for rules of others on the same data: ns.
  var basePairs: [[Int64]]
  var candidatePairs: [[Int64]]
}

func text(_ outcome: SequentialDecision.Outcome) -> String {
  switch outcome {
  case .goOn: "open"
  case .regressed: "failed"
  case .notRegressed: "passed"
  case .inconclusive(let smallest): String(format: "inconclusive (%.2f %%)", smallest * 100)
  }
}

/// Starts the target in a process group of its own, and waits until it says where it listens.
func started(_ program: String, _ options: [String]) throws -> ServiceComparison.Running {
  let process = try Child(program, arguments: ["0"] + options)
  guard let port = Int(process.firstLine()) else {
    process.stop()
    throw LoadPlanError.notConnected("\(program) printed no port")
  }
  return ServiceComparison.Running(side: .init(port: port), group: process.identifier) { process.stop() }
}

let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count >= 3, let runs = Int(arguments[1]), let seed = UInt64(arguments[2]), let split = arguments.firstIndex(of: "--") else {
  FileHandle.standardError.write(Data("usage: compare-benchmark PERF-TARGET RUNS SEED [OPTION ...] -- [OPTION ...]\n".utf8))
  exit(2)
}
let program = arguments[0]
let options: [ServiceComparison.Role: [String]] = [
  .base: Array(arguments[3..<split]), .control: Array(arguments[3..<split]), .candidate: Array(arguments[(split + 1)...]),
]
let get = LoadRequest(name: "get", variants: [Array("GET / HTTP/1.1\r\nHost: x\r\n\r\n".utf8)])

do {
  for run in 0..<runs {
    let clock = ContinuousClock()
    let began = clock.now
    let comparison = ServiceComparison(requests: [get], seed: seed &+ UInt64(run) &* 7_919) { role in
      try started(program, options[role] ?? [])
    }
    let units = UnitLog()
    let result = try await comparison.run(progress: { units.append($0) })
    let took = (clock.now - began) / .seconds(1)
    let all = units.all
    let line = Line(
      verdict: result.verdict.rawValue, units: result.units, pairs: result.pairs, seconds: took,
      outcomes: Dictionary(uniqueKeysWithValues: result.decisions.map { ($0.key.rawValue, text($0.value.outcome)) }),
      logRatios: Dictionary(uniqueKeysWithValues: result.decisions.map { ($0.key.rawValue, $0.value.units) }),
      base: Double(result.baseLatency.quantile(0.5) ?? 0) / 1e6, candidate: Double(result.candidateLatency.quantile(0.5) ?? 0) / 1e6,
      waitShare: result.waitShare, loadWaitShare: result.loadWaitShare, control: result.control.units,
      reasons: Dictionary(uniqueKeysWithValues: result.reasons.map { ($0.key.rawValue, $0.value) }),
      problem: result.problem ?? result.control.problem, basePairs: all.map { $0.base }, candidatePairs: all.map { $0.candidate })
    print(String(decoding: try JSONEncoder().encode(line), as: UTF8.self))
    fflush(nil)
  }
} catch {
  FileHandle.standardError.write(Data("compare-benchmark: \(error)\n".utf8))
  exit(1)
}
