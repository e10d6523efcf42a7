import Foundation
import PerfStatistics

/// Without arguments, prints histograms as lines of JSON: name, layout, encoded text, and what we say of it. With `decode`, reads
/// encoded texts from the standard input, one a line, and prints what we read.
struct Sample: Codable {
  var name: String
  var lowest: Int64
  var highest: Int64
  var digits: Int
  var encoded: String
  var count: Int64
  var quantiles: [String: Int64]

  init(name: String, _ histogram: LatencyHistogram) {
    self.name = name
    lowest = histogram.layout.lowestDiscernible
    highest = histogram.layout.highestTrackable
    digits = histogram.layout.significantDigits
    encoded = histogram.encodedText()
    count = histogram.count
    quantiles = [:]
    for percent in ["0", "10", "50", "75", "90", "95", "99", "99.9", "99.99", "100"] {
      quantiles[percent] = Double(percent).flatMap { histogram.quantile($0 / 100) }
    }
  }
}

func histogram(_ layout: HistogramLayout, _ values: some Sequence<Int64>) -> LatencyHistogram {
  var histogram = LatencyHistogram(layout: layout)
  for value in values { histogram.record(value) }
  return histogram
}

func samples() throws -> [Sample] {
  let fine = try HistogramLayout(lowestDiscernible: 1, highestTrackable: 3_600_000_000, significantDigits: 3)
  let coarse = try HistogramLayout(lowestDiscernible: 1, highestTrackable: 100_000, significantDigits: 1)
  let exact = try HistogramLayout(lowestDiscernible: 1_000, highestTrackable: 10_000_000_000, significantDigits: 4)
  var generator = SeededGenerator(seed: 9)
  let random = (0..<100_000).map { _ in Int64(1e6 * exp(Normal.draw(using: &generator))) }
  var merged = histogram(.latency, random.prefix(1_000))
  try merged.merge(histogram(.latency, random.suffix(5_000)))
  var corrected = LatencyHistogram(layout: fine)
  for value: Int64 in [1_000, 2_000, 1_000_000, 900] { corrected.record(value, expectedInterval: 1_000) }
  var huge = LatencyHistogram()
  huge.record(1_000_000, times: 1 << 40)
  return [
    Sample(name: "one value", histogram(.latency, [1_500_000])),
    Sample(name: "squares", histogram(fine, (1...10_000).map { Int64($0 * $0) })),
    Sample(name: "one digit", histogram(coarse, (0...100_000).map(Int64.init))),
    Sample(name: "four digits", histogram(exact, random)),
    Sample(name: "lognormal", histogram(.latency, random)),
    Sample(name: "merged", merged),
    Sample(name: "corrected", corrected),
    Sample(name: "corrected afterwards", histogram(fine, [1_000, 2_000, 1_000_000, 900]).corrected(expectedInterval: 1_000)),
    Sample(name: "large counts", huge),
  ]
}

do {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys]
  var lines: [Sample] = []
  if CommandLine.arguments.dropFirst().first == "decode" {
    while let line = readLine() { lines.append(Sample(name: "read", try LatencyHistogram(encodedText: line))) }
  } else {
    lines = try samples()
  }
  for line in lines { print(String(decoding: try encoder.encode(line), as: UTF8.self)) }
} catch {
  FileHandle.standardError.write(Data("histogram-samples: \(error)\n".utf8))
  exit(1)
}
