import JSONDocument
import PerfStatistics

/// Writes and reads `baselines/perf/*.json`. The same numbers give the same bytes.
public enum BaselineFile {
  static let quantiles: [(name: String, value: Double)] = [("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99)]

  /// The text of the file.
  public static func encode(_ baseline: PerfBaseline) -> String {
    let machine: JSONObject = [
      "processor": .string(baseline.machine.processor),
      "cores": .number(JSONNumber(baseline.machine.cores)),
      "memory_mebibytes": .number(JSONNumber(baseline.machine.memoryMebibytes)),
      "kernel": .string(baseline.machine.kernel),
    ]
    let file: JSONObject = [
      "format": .string(PerfBaseline.format),
      "workload": .string(baseline.workload),
      "workload_digest": .string(baseline.workloadDigest),
      "control": .string(baseline.control),
      "reason": .string(baseline.reason),
      "commit": .string(baseline.commit),
      "recorded": .string(baseline.recorded),
      "seed": .number(JSONNumber(baseline.seed)),
      "machine": .object(machine),
      "pairs": .number(JSONNumber(baseline.pairs)),
      "ratio": interval(baseline.ratio, digits: 4),
      "workload_latency": latency(baseline.workloadLatency),
      "control_latency": latency(baseline.controlLatency),
    ]
    return IndentedJSON.text(.object(file))
  }

  /// Reads a file's text.
  /// - Throws: ``BaselineError/corrupt(path:line:problem:workload:)``.
  public static func decode(_ text: String, path: String, workload: String) throws(BaselineError) -> PerfBaseline {
    let root: JSONValue
    do {
      root = try JSONParser.parse(text, limits: JSONLimits(bytes: 1 << 20, depth: 16))
    } catch {
      throw .corrupt(path: path, line: error.position.line, problem: "it is no JSON, \(error.reason)", workload: workload)
    }
    let reader = BaselineReader(root: root, path: path, workload: workload)
    guard try reader.text("format") == PerfBaseline.format else {
      throw reader.corrupt("its format is not '\(PerfBaseline.format)'")
    }
    let ratio = try reader.interval("ratio")
    guard ratio.lower > 0, ratio.isOrdered, ratio.upper.isFinite else { throw reader.corrupt("'ratio' is no interval above 0") }
    return PerfBaseline(
      workload: try reader.text("workload"), workloadDigest: try reader.text("workload_digest"), control: try reader.text("control"),
      reason: try reader.text("reason"), commit: try reader.text("commit"), recorded: try reader.text("recorded"),
      seed: try reader.seed(), machine: try reader.machine(), pairs: try reader.count("pairs"), ratio: ratio,
      workloadLatency: try reader.histogram("workload_latency"), controlLatency: try reader.histogram("control_latency"))
  }

  /// Count, quantiles in microseconds with their intervals, and all counts in the encoding that other tools read.
  private static func latency(_ histogram: LatencyHistogram) -> JSONValue {
    var object: JSONObject = ["requests": .number(JSONNumber(histogram.count))]
    for quantile in quantiles {
      guard let microseconds = QuantileInterval.of(histogram, quantile: quantile.value)?.map({ $0 / 1_000 }) else { continue }
      object.append("\(quantile.name)_us", interval(microseconds, digits: 1))
    }
    object.append("histogram", .string(histogram.encodedText()))
    return .object(object)
  }

  private static func interval(_ interval: ConfidenceInterval, digits: Int) -> JSONValue {
    .object([
      "estimate": number(interval.estimate, digits), "lower": number(interval.lower, digits), "upper": number(interval.upper, digits),
      "confidence": number(interval.confidence, 4),
    ])
  }

  /// A bound that the data do not have is null.
  private static func number(_ value: Double, _ digits: Int) -> JSONValue {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    guard value.isFinite, let number = JSONNumber((value * scale).rounded() / scale) else { return .null }
    return .number(number)
  }
}
