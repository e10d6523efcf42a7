import Foundation
import PerfStatistics

/// A table for people, columns padded.
enum Table {
  static func text(_ rows: [[String]]) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0 }
    return rows.map { row in
      row.enumerated().map { $1 + String(repeating: " ", count: widths[$0] - $1.count) }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  /// `0.12 % (0.05 to 0.30)`
  static func rate(_ hits: Int, of runs: Int) -> String {
    guard let interval = WilsonInterval.of(hits, among: runs) else { return "-" }
    return String(format: "%.2f %% (%.2f to %.2f)", interval.estimate * 100, interval.lower * 100, interval.upper * 100)
  }
}
