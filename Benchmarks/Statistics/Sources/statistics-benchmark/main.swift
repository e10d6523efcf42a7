import Foundation
import PerfStatistics

let usage = """
  usage: statistics-benchmark [units|slices|trend|speed|changes|watch] [RUNS]
    watch reads a series of ratios a line, watches each over its commits, and prints a line of JSON for it
    changes reads numbers from the standard input, one a line, and prints the indices at which their level changes
  """
let arguments = Array(CommandLine.arguments.dropFirst())
let part = arguments.first ?? "all"
let given = arguments.dropFirst().first.flatMap(Int.init)

func seconds(_ body: () -> Void) -> Double {
  let took = ContinuousClock().measure(body).components
  return Double(took.seconds) + Double(took.attoseconds) / 1e18
}

func show(_ title: String, _ text: String) {
  print("## \(title)\n\n\(text)\n")
}

func runAll(_ parts: Set<String>) {
  if parts.contains("units") {
    let runs = given ?? 20_000
    for deviation in [0.003, 0.01] {
      show(
        String(format: "Units: %d runs, deviation of a unit %.1f %%", runs, deviation * 100),
        UnitSimulation(runs: runs, deviation: deviation).table(seed: 1))
    }
  }
  if parts.contains("slices") {
    let runs = given ?? 300
    show("Slices under load: \(runs) runs, 40 pairs of about 60 requests a unit", SliceSimulation(runs: runs).table(seed: 2))
  }
  if parts.contains("trend") {
    let runs = given ?? 1_000
    for deviation in [0.003, 0.005] {
      show(
        String(format: "Trend: %d series, deviation of a value %.1f %%", runs, deviation * 100),
        TrendSimulation(runs: runs, deviation: deviation).table(seed: 3))
    }
  }
  if parts.contains("speed") {
    var generator = SeededGenerator(seed: 4)
    for count in [100, 1_000, 5_000] {
      let values = (0..<count).map { Normal.draw(using: &generator) + ($0 > count / 2 ? 2 : 0) }
      var found = 0
      let took = seconds { found = (try? EnergyDivisive(permutations: 199).changes(in: values).count) ?? -1 }
      print(String(format: "E-divisive of %5d values, 199 permutations: %.3f s, %d changes", count, took, found))
    }
  }
}

switch part {
case "all": runAll(["units", "slices", "trend", "speed"])
case "units", "slices", "trend", "speed": runAll([part])
case "watch":
  do throws(WatchedSeries.Problem) {
    while let line = readLine() { print(try WatchedSeries(line).json) }
  } catch {
    FileHandle.standardError.write(Data("statistics-benchmark: \(error.text)\n".utf8))
    exit(2)
  }
case "changes":
  var values: [Double] = []
  while let line = readLine() {
    guard let value = Double(line) else {
      FileHandle.standardError.write(Data("statistics-benchmark: '\(line)' is not a number\n".utf8))
      exit(2)
    }
    values.append(value)
  }
  do {
    print(try EnergyDivisive().changes(in: values).map { "\($0.index)" }.joined(separator: " "))
  } catch {
    FileHandle.standardError.write(Data("statistics-benchmark: \(error)\n".utf8))
    exit(2)
  }
default:
  FileHandle.standardError.write(Data((usage + "\n").utf8))
  exit(2)
}
