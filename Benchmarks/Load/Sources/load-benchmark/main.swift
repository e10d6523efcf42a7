import Foundation
import HTTPWire
import PerfStatistics

/// Puts load on a target and prints what was measured as one line of JSON.
let usage = """
  usage: load-benchmark HOST PORT PATH [--connections N] [--threads N] [--seconds S] [--warm-up S]
    [--rate R] [--uniform] [--drain S]
    Without --rate the load is closed.
  """

struct Options {
  var host = ""
  var port = 0
  var path = "/"
  var connections = 16
  var threads = 1
  var seconds = 5.0
  var warmUp = 0.0
  var rate: Double?
  var isUniform = false
  var drain = 1.0

  init?(_ arguments: [String]) {
    guard arguments.count >= 3, let port = Int(arguments[1]) else { return nil }
    (host, self.port, path) = (arguments[0], port, arguments[2])
    var rest = arguments.dropFirst(3)
    while let name = rest.popFirst() {
      if name == "--uniform" {
        isUniform = true
        continue
      }
      guard let value = rest.popFirst().flatMap(Double.init), value >= 0, value < 1e9 else { return nil }
      switch name {
      case "--connections": connections = Int(value)
      case "--threads": threads = Int(value)
      case "--seconds": seconds = value
      case "--warm-up": warmUp = value
      case "--rate": rate = value
      case "--drain": drain = value
      default: return nil
      }
    }
  }

  var plan: LoadPlan {
    let time = Duration.seconds(seconds)
    let model = rate.map { LoadPlan.Model.open(ArrivalPlan(spacing: isUniform ? .uniform : .poisson, rate: $0, duration: time)) }
    return LoadPlan(
      model: model ?? .closed(time), connections: connections, threads: threads, warmUp: .seconds(warmUp), drain: .seconds(drain))
  }
}

struct Line: Codable {
  var completed: Int
  var rejected: Int
  var failed: Int
  var due: Int?
  var elapsed: Double
  var throughput: Double
  var processorMicroseconds: Double
  var meanInFlight: Double
  var meanServiceTime: Double
  var waitedForConnection: Int
  var begunLate: Int
  var shortfall: String?
  var quantiles: [String: Double]
}

guard let options = Options(Array(CommandLine.arguments.dropFirst())) else {
  FileHandle.standardError.write(Data((usage + "\n").utf8))
  exit(2)
}
do {
  let request = LoadRequest(
    name: "request", variants: [Array("GET \(options.path) HTTP/1.1\r\nHost: \(options.host):\(options.port)\r\n\r\n".utf8)])
  let outcome = try await SocketLoad(host: options.host, port: options.port, requests: [request], plan: options.plan).run()
  var quantiles: [String: Double] = [:]
  for percent in ["50", "75", "90", "95", "99", "99.9", "100"] {
    quantiles[percent] = Double(percent).flatMap { outcome.latency.quantile($0 / 100) }.map { Double($0) / 1e6 }
  }
  let line = Line(
    completed: outcome.completed, rejected: outcome.rejected, failed: outcome.failed, due: outcome.due, elapsed: outcome.elapsed,
    throughput: outcome.throughput, processorMicroseconds: outcome.processorTime * 1e6 / Double(max(outcome.completed, 1)),
    meanInFlight: outcome.meanInFlight, meanServiceTime: outcome.meanServiceTime, waitedForConnection: outcome.waitedForConnection,
    begunLate: outcome.begunLate, shortfall: outcome.shortfall, quantiles: quantiles)
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys]
  print(String(decoding: try encoder.encode(line), as: UTF8.self))
} catch {
  FileHandle.standardError.write(Data("load-benchmark: \(error)\n".utf8))
  exit(1)
}
