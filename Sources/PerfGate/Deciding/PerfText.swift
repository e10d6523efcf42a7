import Foundation

/// Numbers as people read them.
enum PerfText {
  /// `1.42x`
  static func ratio(_ value: Double) -> String {
    guard value.isFinite else { return "unbounded" }
    return String(format: "%.2fx", value)
  }

  /// `12 %`
  static func percent(_ share: Double) -> String { String(format: "%.0f %%", share * 100) }

  /// Nanoseconds as `812 µs` or `3.41 ms`.
  static func latency(_ nanoseconds: Double) -> String {
    guard nanoseconds.isFinite else { return "unbounded" }
    return nanoseconds < 1e6 ? String(format: "%.0f µs", nanoseconds / 1e3) : String(format: "%.2f ms", nanoseconds / 1e6)
  }

  /// Columns padded to the same width, the last one as it is.
  static func table(_ rows: [[String]]) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0 }
    let lines = rows.map { row in
      row.enumerated().map { index, cell in
        index == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[index] - cell.count)
      }.joined(separator: "  ")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
