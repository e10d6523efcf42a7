import Foundation
import PerfStatistics

/// The levels of one workload over commits, on one machine.
public struct HistoryTrend: Sendable {
  public let workload: String
  public let control: String
  public let entries: [HistoryEntry]
  public let changes: [TrendWatch.Change]

  /// The series of a history, by workload and by when each began.
  /// - Throws: `TrendError` for a value that is none.
  public static func all(_ entries: [HistoryEntry]) throws -> [HistoryTrend] {
    var order: [HistoryEntry.Series] = []
    var bySeries: [HistoryEntry.Series: [HistoryEntry]] = [:]
    for entry in entries {
      if bySeries[entry.series] == nil { order.append(entry.series) }
      bySeries[entry.series, default: []].append(entry)
    }
    let sorted = order.enumerated().sorted { ($0.element.workload, $0.offset) < ($1.element.workload, $1.offset) }
    return try sorted.compactMap { try bySeries[$0.element].map(HistoryTrend.init) }
  }

  private init(_ entries: [HistoryEntry]) throws {
    workload = entries.first?.workload ?? ""
    control = entries.first?.control ?? ""
    self.entries = entries
    var watch = TrendWatch()
    changes = try entries.compactMap { try watch.add(commit: $0.commit, ratioToControl: $0.ratio.estimate) }
  }
}

/// What a person reads of a history.
public enum HistoryText {
  private static let width = 30
  /// So many of the latest entries are drawn.
  private static let shown = 40

  public static func show(_ trends: [HistoryTrend]) -> String {
    trends.map(text).joined(separator: "\n")
  }

  private static func text(_ trend: HistoryTrend) -> String {
    let latest = trend.entries.suffix(shown)
    let highest = latest.map(\.ratio.estimate).max() ?? 1
    let firsts = Set(trend.changes.map(\.commit))
    var rows = [["commit", "recorded", "ratio", "95 %", ""]]
    for entry in latest {
      let bar = String(repeating: "#", count: max(Int((entry.ratio.estimate / highest * Double(width)).rounded()), 1))
      rows.append(
        [
          String(entry.commit.prefix(12)), entry.recorded, PerfText.ratio(entry.ratio.estimate),
          "\(PerfText.ratio(entry.ratio.lower)) to \(PerfText.ratio(entry.ratio.upper))", firsts.contains(entry.commit) ? bar + " <" : bar,
        ])
    }
    var lines = ["\(trend.workload), relative to \(trend.control): \(trend.entries.count) results", PerfText.table(rows)]
    for change in trend.changes {
      let percent = (change.ratio.estimate - 1) * 100
      lines.append(
        String(format: "%+.1f %%", percent) + " since \(change.commit.prefix(12)) (after \(change.previousCommit.prefix(12))), seen after "
          + "\(change.delay) results")
    }
    if trend.changes.isEmpty { lines.append("no change of level") }
    return lines.joined(separator: "\n") + "\n"
  }
}
