/// Durations as text, without a locale.
enum DurationText {
  /// Seconds with three decimals: `12.345`.
  static func seconds(microseconds: Int) -> String {
    let milliseconds = (max(0, microseconds) + 500) / 1000
    let fraction = String(milliseconds % 1000)
    return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }

  /// For people: `840 ms`, `12.3 s`, `2 min 5 s`.
  static func short(microseconds: Int) -> String {
    let milliseconds = max(0, microseconds) / 1000
    if milliseconds < 1000 { return "\(milliseconds) ms" }
    if milliseconds < 60_000 { return "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s" }
    return "\(milliseconds / 60_000) min \(milliseconds % 60_000 / 1000) s"
  }
}
