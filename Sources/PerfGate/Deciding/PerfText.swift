import Foundation

/// Numbers as people read them.
enum PerfText {
  /// `1.42x`
  static func ratio(_ value: Double) -> String {
    guard value.isFinite else { return "unbounded" }
    return String(format: "%.2fx", value)
  }

  /// Nanoseconds as `812 µs` or `3.41 ms`.
  static func latency(_ nanoseconds: Double) -> String {
    guard nanoseconds.isFinite else { return "unbounded" }
    return nanoseconds < 1e6 ? String(format: "%.0f µs", nanoseconds / 1e3) : String(format: "%.2f ms", nanoseconds / 1e6)
  }
}
